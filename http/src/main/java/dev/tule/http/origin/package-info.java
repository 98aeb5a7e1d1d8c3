/**
 * HTTP/1.1 to origin servers (RFC 9110 section 3.6), for whoever stands before them: requests and
 * responses that stream, over connections that are kept. {@link dev.tule.http.origin.OriginClient}
 * is the entry. What bytes go over is a {@link dev.tule.http.origin.Wire}, which need not be a
 * socket.
 *
 * <p>Threads: an exchange is the caller's, who blocks; best a virtual thread. One thread of the
 * client's ends what takes too long.
 *
 * <p>Specification: RFC 9112 (HTTP/1.1). Messages are read and written by Netty's codec.
 */
@NullMarked
package dev.tule.http.origin;

import org.jspecify.annotations.NullMarked;
