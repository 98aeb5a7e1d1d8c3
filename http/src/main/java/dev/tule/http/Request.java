package dev.tule.http;

import java.net.InetSocketAddress;
import java.util.Optional;

/**
 * One HTTP request as it came over the wire, undecoded where signatures need it so.
 *
 * @param method the method, in upper case as sent
 * @param scheme {@code http} or {@code https}: the connection's, or the target's where it was in
 *     absolute form (RFC 9112 section 3.2.2), as old boto sends through its proxy setting
 * @param authority host and port as the client named them: of the target in absolute form, else the
 *     {@code Host} header; empty where neither was sent
 * @param rawPath the path, still percent-encoded, never empty ({@code /} at least)
 * @param rawQuery the query without its question mark, still percent-encoded; empty where there is
 *     none
 * @param headers the header fields
 * @param body the request's content, not yet read
 * @param remote the peer's address
 * @param tls what TLS knows of the connection; empty where it is plain
 */
public record Request(
        String method,
        String scheme,
        String authority,
        String rawPath,
        String rawQuery,
        Headers headers,
        Body body,
        InetSocketAddress remote,
        Optional<TlsSession> tls) {

    /** A request over a plain connection. */
    public Request(
            String method,
            String scheme,
            String authority,
            String rawPath,
            String rawQuery,
            Headers headers,
            Body body,
            InetSocketAddress remote) {
        this(method, scheme, authority, rawPath, rawQuery, headers, body, remote, Optional.empty());
    }
}
