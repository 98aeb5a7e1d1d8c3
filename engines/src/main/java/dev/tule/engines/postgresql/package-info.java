/**
 * PostgreSQL: its configuration, base backups through the low-level API, archived log, streaming
 * replication (PostgreSQL documentation, chapters 19, 20, 25 and 26).
 */
@NullMarked
package dev.tule.engines.postgresql;

import org.jspecify.annotations.NullMarked;
