/** One-time notes to a visitor, shown on the next page. */
@NullMarked
package dev.tule.mtv.messages;

import org.jspecify.annotations.NullMarked;
