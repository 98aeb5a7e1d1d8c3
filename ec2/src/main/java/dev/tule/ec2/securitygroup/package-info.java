/**
 * Security groups and their rules. A rule is a row of its own; the permissions of a group, as older
 * calls have them, are made of its rules.
 *
 * <p>Threads: everything is immutable or safe for use by many threads.
 *
 * <p>Specification: VPC User Guide, "Security groups"; EC2 API Reference, {@code
 * AuthorizeSecurityGroupIngress} and its neighbours.
 */
@NullMarked
package dev.tule.ec2.securitygroup;

import org.jspecify.annotations.NullMarked;
