/** The load balancers in front of groups: which there are, and how far they are. */
@NullMarked
package dev.tule.autoscaling.balancing;

import org.jspecify.annotations.NullMarked;
