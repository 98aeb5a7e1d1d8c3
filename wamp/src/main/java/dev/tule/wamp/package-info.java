/**
 * WAMP v2's vocabulary: messages, identifiers, URIs, payloads, and the serializers that turn them
 * into bytes and back. It neither starts threads nor does I/O, and needs no library; what both
 * sides of an authentication compute is in {@code auth}.
 *
 * <p>Bytes from outside are read with limits on depth and size; whatever is wrong with them is a
 * {@link dev.tule.wamp.MalformedMessage}, nothing else. A message's header is decoded, its payload
 * is only walked through: it stays the slice of bytes it came as until somebody looks at it or a
 * receiver with another serializer needs it.
 *
 * <p>Specification: <a href="https://wamp-proto.org/wamp_latest_ietf.html">The Web Application
 * Messaging Protocol</a>.
 */
@NullMarked
package dev.tule.wamp;

import org.jspecify.annotations.NullMarked;
