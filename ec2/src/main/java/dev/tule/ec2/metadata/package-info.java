/**
 * The instance metadata service, as machines find it at 169.254.169.254: version 1, and version 2
 * with session tokens. Who asks is known by the network interface that the connection came from.
 *
 * <p>Threads: a virtual thread for each connection; an answer ends it.
 *
 * <p>Specification: EC2 User Guide, "Instance metadata categories", "Use the Instance Metadata
 * Service", "Instance identity documents". The hop limit of version 2's answers is kept and told,
 * not enforced.
 */
@NullMarked
package dev.tule.ec2.metadata;

import org.jspecify.annotations.NullMarked;
