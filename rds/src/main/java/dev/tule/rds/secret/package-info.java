/**
 * What RDS and its Data API need of Secrets Manager: secrets of one version, sealed.
 *
 * <p>Threads: everything is safe for use by many threads.
 *
 * <p>Specification: AWS Secrets Manager API Reference.
 */
@NullMarked
package dev.tule.rds.secret;

import org.jspecify.annotations.NullMarked;
