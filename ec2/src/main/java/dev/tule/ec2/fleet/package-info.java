/**
 * EC2 Fleets of type {@code instant}: a launch over several types, subnets and launch templates
 * that is answered with what became of each. Fleets that are kept up are Auto Scaling's here.
 *
 * <p>Threads: everything is safe for use by many threads.
 *
 * <p>Specification: EC2 API Reference, the actions on fleets; EC2 User Guide, "EC2 Fleet".
 */
@NullMarked
package dev.tule.ec2.fleet;

import org.jspecify.annotations.NullMarked;
