/** Load balancers of version 2: what they are asked to be, their attributes, tags of all things. */
@NullMarked
package dev.tule.elb.balancer;

import org.jspecify.annotations.NullMarked;
