/**
 * HTTP/1.1, WebSocket and raw TCP for the rest of the house: listeners, requests, streaming bodies,
 * responses, and the clients for the same three. The only package that knows Vert.x; nothing of
 * Vert.x or Netty appears in a public signature.
 *
 * <p>Threads: a {@link dev.tule.http.Handler} runs on a plain virtual thread of its own, one for
 * each request, and may block. Receivers of WebSocket messages and TCP bytes run on the
 * connection's event loop, in order, and must not block. A connection stays on one event loop for
 * life; there is one for each processor.
 *
 * <p>The way of a byte: a {@link dev.tule.http.Network} owns Vert.x and its event loops; a {@link
 * dev.tule.http.Listener} starts one Vert.x server on each. {@code HttpConnection} stands before
 * Vert.x's HTTP decoder: it sees the first byte, which may give the connection to a {@code
 * TcpConnection}, and keeps the time limits of each phase, on the clock of a {@code Supervisor}.
 * Each request is an {@code Exchange}: it chooses between a {@code BufferedBody} and a {@code
 * StreamedBody}, starts the handler's thread, and has a {@code ResponseWriter} put the response on
 * the wire. A WebSocket handshake ({@code ServerHandshake}, {@code ClientHandshake}) ends in a
 * {@code WebSocketConnection} in Vert.x's place; a handler's {@link dev.tule.http.Response.Upgrade}
 * in {@code UpgradedStreams}. What rests on the inside of Vert.x is in {@code Pipelines} alone.
 *
 * <p>Specifications: RFC 9110 (HTTP semantics), RFC 9112 (HTTP/1.1), RFC 6455 (WebSocket).
 */
@NullMarked
package dev.tule.http;

import org.jspecify.annotations.NullMarked;
