@NullMarked
package dev.tule.compute.qemu;

import org.jspecify.annotations.NullMarked;
