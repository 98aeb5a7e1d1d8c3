/**
 * Network interfaces that are made and attached by themselves, rather than with an instance.
 *
 * <p>Threads: everything is immutable or safe for use by many threads.
 *
 * <p>Specification: EC2 User Guide, "Elastic network interfaces"; EC2 API Reference.
 */
@NullMarked
package dev.tule.ec2.networkinterface;

import org.jspecify.annotations.NullMarked;
