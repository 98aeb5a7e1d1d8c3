/**
 * What may pass: security groups with connection tracking, network ACLs, and the flow records that
 * tell what did and what did not.
 *
 * <p>Threads: rules are immutable and replaced whole; whoever changes them raises the {@link
 * dev.tule.vnet.filter.Epoch}. Each interface's {@link dev.tule.vnet.filter.InterfaceFilter} has a
 * lock of its own, held for one packet. It calls nobody while it holds the lock.
 *
 * <p>Specifications: the Amazon VPC User Guide on <a
 * href="https://docs.aws.amazon.com/vpc/latest/userguide/vpc-security-groups.html">security
 * groups</a>, <a
 * href="https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/security-group-connection-tracking.html">connection
 * tracking</a>, <a
 * href="https://docs.aws.amazon.com/vpc/latest/userguide/vpc-network-acls.html">network ACLs</a>
 * and <a href="https://docs.aws.amazon.com/vpc/latest/userguide/flow-logs.html">flow logs</a>.
 */
@NullMarked
package dev.tule.vnet.filter;

import org.jspecify.annotations.NullMarked;
