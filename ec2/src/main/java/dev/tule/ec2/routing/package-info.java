/**
 * Route tables and the gateways that routes lead to.
 *
 * <p>Threads: everything is immutable or safe for use by many threads.
 *
 * <p>Specification: VPC User Guide, "Configure route tables", "Internet gateways", "NAT gateways";
 * EC2 API Reference.
 */
@NullMarked
package dev.tule.ec2.routing;

import org.jspecify.annotations.NullMarked;
