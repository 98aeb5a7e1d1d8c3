/**
 * What is given to a router rather than found by it: time, chance, threads for what blocks. A
 * simulation gives its own.
 */
@NullMarked
package dev.tule.wamp.router.means;

import org.jspecify.annotations.NullMarked;
