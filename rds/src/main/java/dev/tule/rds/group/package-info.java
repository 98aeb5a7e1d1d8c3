/**
 * Option groups, subnet groups and DB security groups.
 *
 * <p>Threads: everything is safe for use by many threads.
 *
 * <p>Specification: RDS User Guide, "Working with option groups", "Working with DB subnet groups";
 * RDS API Reference, DBSecurityGroup.
 */
@NullMarked
package dev.tule.rds.group;

import org.jspecify.annotations.NullMarked;
