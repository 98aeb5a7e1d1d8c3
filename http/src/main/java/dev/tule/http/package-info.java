/**
 * HTTP/1.1, WebSocket and raw TCP for the rest of the house: listeners, requests, streaming bodies,
 * responses, and the clients for the same three. The only package that knows Vert.x; nothing of
 * Vert.x or Netty appears in a public signature.
 *
 * <p>Threads: a {@link dev.tule.http.Handler} runs on a plain virtual thread of its own, one for
 * each request, and may block. Receivers of WebSocket messages and TCP bytes run on the
 * connection's event loop, in order, and must not block.
 *
 * <p>Specifications: RFC 9110 (HTTP semantics), RFC 9112 (HTTP/1.1), RFC 6455 (WebSocket).
 */
@NullMarked
package dev.tule.http;

import org.jspecify.annotations.NullMarked;
