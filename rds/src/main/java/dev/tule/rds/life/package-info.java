/**
 * What happens to instances behind the answers: the servers they stand for, the work that is done
 * to them, standbys, and the look after those that run.
 *
 * <p>Threads: each instance has a virtual thread of its own ({@link dev.tule.rds.life.Life}), which
 * alone changes its server; all else is safe for use by many.
 *
 * <p>Specification: RDS User Guide, "Amazon RDS DB instances", "Multi-AZ DB instance deployments".
 */
@NullMarked
package dev.tule.rds.life;

import org.jspecify.annotations.NullMarked;
