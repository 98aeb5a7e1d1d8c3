/**
 * Parameter groups.
 *
 * <p>Threads: everything is immutable or safe for use by many threads.
 *
 * <p>Specification: RDS User Guide, "Working with parameter groups".
 */
@NullMarked
package dev.tule.rds.parameter;

import org.jspecify.annotations.NullMarked;
