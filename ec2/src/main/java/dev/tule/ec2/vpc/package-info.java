/**
 * VPCs, subnets and DHCP options.
 *
 * <p>Threads: everything is immutable or safe for use by many threads.
 *
 * <p>Specification: VPC User Guide, "Your VPCs", "Subnets", "DHCP option sets"; EC2 API Reference.
 */
@NullMarked
package dev.tule.ec2.vpc;

import org.jspecify.annotations.NullMarked;
