@NullMarked
package dev.tule.compute.memory;

import org.jspecify.annotations.NullMarked;
