/**
 * Servers as processes of this host. {@link dev.tule.engines.local.LocalEngines} holds a directory
 * with one directory for each server; what a server is stands in its {@code server.properties}, its
 * process's identity included, so that a later process of ours adopts it.
 *
 * <p>Threads: callers', one at a time for each server; one that looks after all servers (a crash is
 * noticed within a quarter of a second); one that tells events.
 */
@NullMarked
package dev.tule.engines.local;

import org.jspecify.annotations.NullMarked;
