/**
 * A WAMP router: realms, each with its broker and its dealer; sessions; transports.
 *
 * <p>Threads: a message is handled from end to end on the thread its transport delivers it on, an
 * event loop as a rule, and nothing here blocks it. So each session's messages are handled in their
 * order, and those of sessions on different event loops at the same time. What has to wait - a
 * procedure that decides who a client is - is waited for on virtual threads; one thread runs
 * timers.
 *
 * <p>The rooms within, each knowing only those that stand below it. Who uses a router needs this
 * one, {@code config}, {@code metrics}, {@code authentication}, {@code authorization} and {@code
 * history}; what is public in the others is so for one another.
 *
 * <pre>
 * transport                    WebSocket, RawSocket, long-poll
 * connection                   a client's connection, the phases of its session
 * realm                        broker, dealer and sessions put together; who may do what
 * meta                         the router's own procedures
 * broker        dealer         events; calls
 * session                      sessions, and what hangs on them
 * delivery      matching       queues to clients; patterns of URIs
 * means         metrics        time, chance, threads; counters
 * config        authentication     authorization     history
 * </pre>
 *
 * <p>How many cores work in one realm, and ordering holds all the same, is told in {@link
 * dev.tule.wamp.router.realm.Realm}.
 *
 * <p>Specification: <a href="https://wamp-proto.org/wamp_latest_ietf.html">The Web Application
 * Messaging Protocol</a>.
 */
@NullMarked
package dev.tule.wamp.router;

import org.jspecify.annotations.NullMarked;
