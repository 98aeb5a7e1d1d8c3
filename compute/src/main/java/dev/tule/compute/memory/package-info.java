/**
 * A driver without machines: entries of a table that have a machine's states. It is for tests of
 * what is built on drivers, and is never chosen by itself. It starts no threads: events are told by
 * the thread that causes them.
 */
@NullMarked
package dev.tule.compute.memory;

import org.jspecify.annotations.NullMarked;
