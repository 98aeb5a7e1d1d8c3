@NullMarked
package dev.tule.mtv.library;

import org.jspecify.annotations.NullMarked;
