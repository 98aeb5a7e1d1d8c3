@NullMarked
package dev.tule.mtv.signing;

import org.jspecify.annotations.NullMarked;
