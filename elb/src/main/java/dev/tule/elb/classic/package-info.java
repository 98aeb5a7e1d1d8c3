/**
 * Classic load balancers (API version 2012-06-01), as old boto knows them. They are rows of their
 * own and plans for the same data plane.
 */
@NullMarked
package dev.tule.elb.classic;

import org.jspecify.annotations.NullMarked;
