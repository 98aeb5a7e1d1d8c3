@NullMarked
package dev.tule.vnet.dns;

import org.jspecify.annotations.NullMarked;
