/**
 * Placement groups, as far as one host can place anything: in a cluster all are near one another;
 * what must stand on hardware of its own finds room for one.
 *
 * <p>Threads: everything is safe for use by many threads.
 *
 * <p>Specification: EC2 API Reference, the actions on placement groups; EC2 User Guide, "Placement
 * groups".
 */
@NullMarked
package dev.tule.ec2.placement;

import org.jspecify.annotations.NullMarked;
