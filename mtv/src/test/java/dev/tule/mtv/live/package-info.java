@NullMarked
package dev.tule.mtv.live;

import org.jspecify.annotations.NullMarked;
