/**
 * The engines as RDS names them, the versions of them that can be run here, and the parameters that
 * they have.
 *
 * <p>Threads: everything is immutable.
 *
 * <p>Specification: RDS User Guide, "DB engines"; RDS API Reference, DBEngineVersion, Parameter.
 */
@NullMarked
package dev.tule.rds.engine;

import org.jspecify.annotations.NullMarked;
