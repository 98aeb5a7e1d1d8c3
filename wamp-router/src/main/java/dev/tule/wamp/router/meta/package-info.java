/**
 * The procedures that the router serves itself: those that begin with {@code wamp.}. Their events
 * are the broker's ({@link dev.tule.wamp.router.broker.MetaEvents}). They answer on the caller's
 * thread; what reads from disk, on a virtual thread.
 */
@NullMarked
package dev.tule.wamp.router.meta;

import org.jspecify.annotations.NullMarked;
