@NullMarked
package dev.tule.vnet.outside;

import org.jspecify.annotations.NullMarked;
