/**
 * A WAMP router: realms, each with its broker and its dealer; sessions; transports.
 *
 * <p>Threads: a message is handled from end to end on the thread its transport delivers it on, an
 * event loop as a rule, and nothing here blocks it. So each session's messages are handled in their
 * order, and those of sessions on different event loops at the same time. What has to wait - a
 * procedure that decides who a client is - is waited for on virtual threads; one thread runs
 * timers.
 *
 * <p>How many cores work in one realm, and ordering holds all the same, is told in {@link
 * dev.tule.wamp.router.Realm}.
 *
 * <p>Specification: <a href="https://wamp-proto.org/wamp_latest_ietf.html">The Web Application
 * Messaging Protocol</a>.
 */
@NullMarked
package dev.tule.wamp.router;

import org.jspecify.annotations.NullMarked;
