/**
 * Network ACLs, the filters of subnets.
 *
 * <p>Threads: everything is immutable or safe for use by many threads.
 *
 * <p>Specification: VPC User Guide, "Network ACLs"; EC2 API Reference.
 */
@NullMarked
package dev.tule.ec2.networkacl;

import org.jspecify.annotations.NullMarked;
