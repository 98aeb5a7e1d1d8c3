/**
 * The Relational Database Service: DB instances that are real servers of module {@code engines},
 * with their parameter, option, subnet and security groups, snapshots, backups, logs and events.
 * {@link dev.tule.rds.Rds} is the entry.
 *
 * <p>What takes time is written into an instance's row as {@link dev.tule.rds.Work} and done behind
 * the answer; after a crash it is done again from its beginning. What the API describes is kept as
 * the SDK's own classes (see {@link dev.tule.rds.Form}).
 *
 * <p>Threads: everything public is safe for use by many threads. Each instance has a virtual thread
 * of its own ({@link dev.tule.rds.Life}), which alone changes its server.
 *
 * <p>Specifications: RDS API Reference (2014-10-31), RDS User Guide.
 */
@NullMarked
package dev.tule.rds;

import org.jspecify.annotations.NullMarked;
