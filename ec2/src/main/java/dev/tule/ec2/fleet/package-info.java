/**
 * EC2 Fleets: launches over several types, subnets and launch templates. Instant ones are answered
 * with what became of each; those of the types {@code request} and {@code maintain} get their
 * instances behind the call, and the latter are kept up.
 *
 * <p>Threads: everything is safe for use by many threads; {@link Fleets#tend} is called by one of
 * EC2's, again and again.
 *
 * <p>Specification: EC2 API Reference, the actions on fleets; EC2 User Guide, "EC2 Fleet".
 */
@NullMarked
package dev.tule.ec2.fleet;

import org.jspecify.annotations.NullMarked;
