/**
 * The loop, as a state machine. A pass over a group takes a {@link
 * dev.tule.autoscaling.life.Scene}: the rows of the group and of its members, what EC2 says of
 * their machines, and the time. {@link dev.tule.autoscaling.life.Decision} works out of it, and of
 * nothing else, what is to be done, as {@link dev.tule.autoscaling.life.Step}s; {@link
 * dev.tule.autoscaling.life.Owner} does them.
 *
 * <p>A step changes a row only if it still is as it was seen, and what it asks of EC2 may be asked
 * again: a member is written before its machine is asked for, under a client token that finds the
 * machine again. So a server that stops anywhere goes on from its rows, and no machine is forgotten
 * or launched twice.
 */
@NullMarked
package dev.tule.autoscaling.life;

import org.jspecify.annotations.NullMarked;
