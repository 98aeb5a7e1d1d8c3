/** Signed values: what goes out to clients and must come back as it was. */
@NullMarked
package dev.tule.mtv.signing;

import org.jspecify.annotations.NullMarked;
