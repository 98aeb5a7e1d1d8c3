/**
 * How {@code tule status}, {@code down} and {@code keys} reach the server that holds a data
 * directory: a Unix domain socket in that directory, which only its owner can open. Whoever may
 * read the data may administer it; nothing listens on the network for it.
 *
 * <p>Threads: one platform thread accepts, one virtual thread answers each connection.
 */
@NullMarked
package dev.tule.server.control;

import org.jspecify.annotations.NullMarked;
