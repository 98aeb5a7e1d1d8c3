/**
 * How servers prove who they are, and how users do who log in by tokens.
 *
 * <p>Threads: everything is safe for use by many threads.
 *
 * <p>Specification: RDS User Guide, "Using SSL/TLS to encrypt a connection", "IAM database
 * authentication".
 */
@NullMarked
package dev.tule.rds.access;

import org.jspecify.annotations.NullMarked;
