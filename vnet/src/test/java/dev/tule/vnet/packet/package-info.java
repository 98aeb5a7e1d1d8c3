@NullMarked
package dev.tule.vnet.packet;

import org.jspecify.annotations.NullMarked;
