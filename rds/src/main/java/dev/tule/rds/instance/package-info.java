/**
 * DB instances as callers ask for them and see them: their rows, the rules for what they are given,
 * and the operations.
 *
 * <p>Threads: everything is immutable or safe for use by many threads.
 *
 * <p>Specification: RDS API Reference, DBInstance and its actions.
 */
@NullMarked
package dev.tule.rds.instance;

import org.jspecify.annotations.NullMarked;
