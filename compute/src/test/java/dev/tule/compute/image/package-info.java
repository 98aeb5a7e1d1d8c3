@NullMarked
package dev.tule.compute.image;

import org.jspecify.annotations.NullMarked;
