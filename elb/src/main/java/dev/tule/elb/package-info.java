/**
 * Elastic Load Balancing: load balancers that balance. {@link dev.tule.elb.Elb} is the entry. It
 * holds the SDK's {@code Ec2Client} and nothing of what stands behind it; machines are reached by
 * {@link dev.tule.elb.plane.Backends}, which the server gives it.
 *
 * <ul>
 *   <li>{@link dev.tule.elb.balancer}, {@link dev.tule.elb.listener}, {@link dev.tule.elb.target}:
 *       the API of version 2
 *   <li>{@link dev.tule.elb.classic}: the API of classic load balancers
 *   <li>{@link dev.tule.elb.plane}: the data plane
 *   <li>{@link dev.tule.elb.resource}: what the rooms share
 * </ul>
 *
 * <p>Threads: calls read and write rows, then have the data plane follow. A request has a virtual
 * thread, a connection that is carried has two, a target that is checked has one. One thread sees
 * to it that targets which are taken out are forgotten, that EC2 is asked, and that metrics are
 * handed on.
 *
 * <p>Specification: Elastic Load Balancing API References, versions 2012-06-01 and 2015-12-01.
 */
@NullMarked
package dev.tule.elb;

import org.jspecify.annotations.NullMarked;
