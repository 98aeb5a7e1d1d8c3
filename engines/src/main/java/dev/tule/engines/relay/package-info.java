/**
 * A relay of TCP connections that stands before servers which can't keep sources out themselves.
 * Threads: two virtual ones for each connection, one for the listener; they block.
 */
@NullMarked
package dev.tule.engines.relay;

import org.jspecify.annotations.NullMarked;
