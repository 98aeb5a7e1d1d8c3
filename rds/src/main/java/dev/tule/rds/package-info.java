/**
 * The Relational Database Service: DB instances that are real servers of module {@code engines},
 * with their parameter, option, subnet and security groups, snapshots, backups, logs and events.
 * {@link dev.tule.rds.Rds} is the entry.
 *
 * <p>Each group of operations is a room of its own: {@code instance}, {@code snapshot}, {@code
 * export}, {@code parameter}, {@code group}, {@code event}, {@code secret}, {@code data}. Behind
 * them {@code life} does what takes time, {@code engine} knows what can be run, {@code access} who
 * is let in, and {@code resource} has what all share.
 *
 * <p>What takes time is written into an instance's row as {@link dev.tule.rds.life.Work} and done
 * behind the answer; after a crash it is done again from its beginning. What the API describes is
 * kept as the SDK's own classes (see {@link dev.tule.aws.stored.Form}).
 *
 * <p>Threads: everything public is safe for use by many threads. Each instance has a virtual thread
 * of its own ({@link dev.tule.rds.life.Life}), which alone changes its server.
 *
 * <p>Specifications: RDS API Reference (2014-10-31), RDS User Guide.
 */
@NullMarked
package dev.tule.rds;

import org.jspecify.annotations.NullMarked;
