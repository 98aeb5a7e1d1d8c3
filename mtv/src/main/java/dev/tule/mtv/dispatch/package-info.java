/**
 * Signals of a project's own: one application tells, others hear, neither knows the other. What is
 * told is a value of a class, and its receivers run on the thread that tells.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/topics/signals/#defining-and-sending-signals">
 *     Django: defining and sending signals</a>
 */
@NullMarked
package dev.tule.mtv.dispatch;

import org.jspecify.annotations.NullMarked;
