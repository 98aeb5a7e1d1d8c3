package dev.tule.http.origin;

import dev.tule.http.Headers;
import java.io.InputStream;
import java.util.OptionalLong;

/**
 * A request to an origin server.
 *
 * @param target path and query, as they are to be sent
 * @param headers all fields but {@code Content-Length} and {@code Transfer-Encoding}, which follow
 *     from the content, and {@code Connection}, which is this client's; an {@code Upgrade} asks for
 *     another protocol
 * @param content read once
 * @param length of the content in bytes; empty where it isn't known
 */
public record OriginRequest(
        String method, String target, Headers headers, InputStream content, OptionalLong length) {

    /** A request without content. */
    public static OriginRequest of(String method, String target, Headers headers) {
        return new OriginRequest(
                method, target, headers, InputStream.nullInputStream(), OptionalLong.of(0));
    }

    /** Whether there is none, so that the request could be sent again. */
    boolean withoutContent() {
        return length.orElse(-1) == 0;
    }

    /** Whether sending it twice is as good as once (RFC 9110 section 9.2.2). */
    boolean idempotent() {
        return switch (method) {
            case "GET", "HEAD", "OPTIONS", "TRACE", "PUT", "DELETE" -> true;
            default -> false;
        };
    }
}
