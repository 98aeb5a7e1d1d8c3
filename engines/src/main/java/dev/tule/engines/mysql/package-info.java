/**
 * MariaDB and MySQL: one family with two dialects. Their configuration, copies of running servers,
 * and replication by global transaction ids.
 *
 * <p>A running server is copied while it is held: commits are blocked in the engine's own way, its
 * process is stopped (SIGSTOP) while its files are read, and goes on. So the copy is what a crash
 * at that moment would have left, which both recover from; nothing else that the artifacts bring
 * gives a consistent copy. Clients wait meanwhile.
 */
@NullMarked
package dev.tule.engines.mysql;

import org.jspecify.annotations.NullMarked;
