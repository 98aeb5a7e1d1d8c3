@NullMarked
package dev.tule.vnet.link;

import org.jspecify.annotations.NullMarked;
