/**
 * The ways in: WebSocket, RawSocket and HTTP long-poll, on the sockets of {@code http}.
 *
 * <p>Specification: <a
 * href="https://wamp-proto.org/wamp_latest_ietf.html#name-transports">Transports</a>.
 */
@NullMarked
package dev.tule.wamp.router.transport;

import org.jspecify.annotations.NullMarked;
