@NullMarked
package dev.tule.mtv.cache;

import org.jspecify.annotations.NullMarked;
