/** What a visitor sees when something goes wrong, and what a developer sees instead. */
@NullMarked
package dev.tule.mtv.debug;

import org.jspecify.annotations.NullMarked;
