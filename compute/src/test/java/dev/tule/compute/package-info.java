@NullMarked
package dev.tule.compute;

import org.jspecify.annotations.NullMarked;
