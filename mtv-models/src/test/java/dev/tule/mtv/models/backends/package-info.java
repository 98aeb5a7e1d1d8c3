@NullMarked
package dev.tule.mtv.models.backends;

import org.jspecify.annotations.NullMarked;
