@NullMarked
package dev.tule.mtv;

import org.jspecify.annotations.NullMarked;
