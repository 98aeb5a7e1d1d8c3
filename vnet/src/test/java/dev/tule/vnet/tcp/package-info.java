@NullMarked
package dev.tule.vnet.tcp;

import org.jspecify.annotations.NullMarked;
