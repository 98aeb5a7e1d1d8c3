/**
 * Events that outlive the router: histories of topics, and the events that are retained for later
 * subscribers. They lie in {@link dev.tule.store.Store}, a shard for each realm.
 *
 * <p>Threads: publishers add to a bounded queue and never wait; a virtual thread, of which there is
 * one at most for each realm, writes what has queued up in one transaction and tells them. Reading
 * blocks, on virtual threads of its own.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-event-history">Event History</a>
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-event-retention">Event
 *     Retention</a>
 */
@NullMarked
package dev.tule.wamp.router.history;

import org.jspecify.annotations.NullMarked;
