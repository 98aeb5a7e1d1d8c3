package dev.tule.aws;

import dev.tule.http.Headers;
import java.net.InetSocketAddress;
import java.time.Instant;
import java.util.function.Supplier;

/**
 * The context of the request that this thread is answering: what a service may ask beyond its typed
 * request.
 *
 * @param requestId what the response carries as its request id
 * @param principal who asks, signature verified
 * @param where the account and region that the request is for
 * @param headers the request's header fields
 * @param trailers the header fields that came after an {@code aws-chunked} body; complete once the
 *     body has been read to its end
 * @param authority host and port as the client named them
 * @param remote the client's address
 * @param secure whether the client came over TLS
 * @param time when the request arrived
 */
public record AwsCall(
        String requestId,
        Principal principal,
        AccountRegion where,
        Headers headers,
        Supplier<Headers> trailers,
        String authority,
        InetSocketAddress remote,
        boolean secure,
        Instant time) {

    /** Bound by the front door for the length of one request. */
    public static final ScopedValue<AwsCall> CURRENT = ScopedValue.newInstance();

    /** The request that this thread is answering. */
    public static AwsCall current() {
        return CURRENT.get();
    }
}
