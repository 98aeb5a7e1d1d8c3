/**
 * What carries messages between a client and a router: the {@link
 * dev.tule.wamp.transport.Transport} that sessions see, the one inside a process, and RawSocket's
 * framing, and both over the sockets of {@code dev.tule.http}, which are opened elsewhere.
 *
 * <p>Specification: <a
 * href="https://wamp-proto.org/wamp_latest_ietf.html#name-transports">Transports</a>.
 */
@NullMarked
package dev.tule.wamp.transport;

import org.jspecify.annotations.NullMarked;
