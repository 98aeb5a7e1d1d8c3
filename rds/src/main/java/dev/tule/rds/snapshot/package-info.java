/**
 * Snapshots and automated backups, and requests for instances that are made of them.
 *
 * <p>Threads: everything is immutable or safe for use by many threads.
 *
 * <p>Specification: RDS User Guide, "Backing up and restoring".
 */
@NullMarked
package dev.tule.rds.snapshot;

import org.jspecify.annotations.NullMarked;
