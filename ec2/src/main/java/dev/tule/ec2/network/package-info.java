/**
 * The rows of EC2's networks, and what instances ask of a network ({@link
 * dev.tule.ec2.network.InstanceNetwork}).
 *
 * <p>Threads: everything is immutable or safe for use by many threads.
 *
 * <p>Specification: Amazon VPC User Guide; EC2 API Reference, version 2016-11-15.
 */
@NullMarked
package dev.tule.ec2.network;

import org.jspecify.annotations.NullMarked;
