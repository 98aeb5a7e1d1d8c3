@NullMarked
package dev.tule.compute.container;

import org.jspecify.annotations.NullMarked;
