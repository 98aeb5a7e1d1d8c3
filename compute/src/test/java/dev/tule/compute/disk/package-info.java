@NullMarked
package dev.tule.compute.disk;

import org.jspecify.annotations.NullMarked;
