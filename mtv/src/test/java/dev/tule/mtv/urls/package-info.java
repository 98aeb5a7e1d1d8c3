@NullMarked
package dev.tule.mtv.urls;

import org.jspecify.annotations.NullMarked;
