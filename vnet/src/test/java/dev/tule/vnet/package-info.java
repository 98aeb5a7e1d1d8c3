@NullMarked
package dev.tule.vnet;

import org.jspecify.annotations.NullMarked;
