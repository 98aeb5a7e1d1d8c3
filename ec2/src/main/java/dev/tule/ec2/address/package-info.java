/**
 * Elastic addresses, which stand for private addresses of interfaces.
 *
 * <p>Threads: everything is immutable or safe for use by many threads.
 *
 * <p>Specification: EC2 User Guide, "Elastic IP addresses"; EC2 API Reference, and its version of
 * 2014-10-01 for programs that name addresses by themselves rather than by allocation.
 */
@NullMarked
package dev.tule.ec2.address;

import org.jspecify.annotations.NullMarked;
