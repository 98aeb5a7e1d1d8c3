/**
 * Auto Scaling: groups of machines that are launched, checked, replaced and ended by themselves.
 * {@link dev.tule.autoscaling.AutoScaling} is the entry. It holds the SDK's {@code Ec2Client} and
 * nothing of what stands behind it.
 *
 * <ul>
 *   <li>{@link dev.tule.autoscaling.life}: the loop. What each machine and each group does next
 *   <li>{@link dev.tule.autoscaling.group}: what groups are asked to be
 *   <li>{@link dev.tule.autoscaling.balancing}: the load balancers in front of groups
 *   <li>{@link dev.tule.autoscaling.warm}: machines that groups keep ready
 *   <li>{@link dev.tule.autoscaling.configuration}: what machines are launched from
 *   <li>{@link dev.tule.autoscaling.policy}: by how much groups grow and shrink, and when
 *   <li>{@link dev.tule.autoscaling.schedule}: other sizes at certain times
 *   <li>{@link dev.tule.autoscaling.refresh}: machines replaced by others, some at a time
 *   <li>{@link dev.tule.autoscaling.notification}: who is told
 *   <li>{@link dev.tule.autoscaling.hook}: pauses before machines come into service, and before
 *       they end
 *   <li>{@link dev.tule.autoscaling.resource}: what the rooms share
 * </ul>
 *
 * <p>Threads: calls only read and write rows. What is to be done for a group is done by one thread
 * at a time, its owner's.
 *
 * <p>Specification: Amazon EC2 Auto Scaling API Reference, version 2011-01-01.
 */
@NullMarked
package dev.tule.autoscaling;

import org.jspecify.annotations.NullMarked;
