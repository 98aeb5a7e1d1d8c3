/** Sessions: what a visitor's browser is remembered by, in a store of the project's choice. */
@NullMarked
package dev.tule.mtv.sessions;

import org.jspecify.annotations.NullMarked;
