package dev.tule.aws;

import dev.tule.http.Body;
import dev.tule.http.Headers;
import dev.tule.http.Request;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Proves who made a request (AWS General Reference, "Signing AWS API requests"). Safe for use by
 * many threads; blocks only on the request's body, where the signature covers it.
 *
 * <p>The front door has read the whole body of every request but S3's before it asks: {@link
 * Request#body()} is then a {@link BufferedBody}. An S3 body is still on the wire, and what was
 * declared about it can be checked only while it is read: see {@link Verified#body}.
 */
@FunctionalInterface
public interface RequestVerifier {

    /**
     * Checks a request's signature, its date and its key.
     *
     * @param request as it came over the wire: path, query and authority as the client sent them
     * @param target what the request is for, as far as a signature depends on it
     * @throws AwsFault with the code and status that this family of services answers
     */
    Verified verify(Request request, Target target);

    /**
     * What a request is for.
     *
     * @param family whose rules of canonical form and whose error codes hold
     * @param virtualHostBucket the bucket that stands in the authority and not in the path: SigV2
     *     signs it as part of the resource
     * @param unsignedAllowed whether a request that carries no signature passes as nobody's ({@link
     *     Principal.Kind#ANONYMOUS}); otherwise it is refused
     */
    record Target(Family family, Optional<String> virtualHostBucket, boolean unsignedAllowed) {}

    /** Services that sign, and name their errors, alike. */
    enum Family {
        /** The path is signed as sent, and the payload may be unsigned or in signed chunks. */
        S3,
        /** Query services; their codes are such as {@code InvalidClientTokenId}, status 403. */
        QUERY,
        /** EC2, whose codes are its own: {@code AuthFailure}. */
        EC2,
        /** JSON, CBOR and REST-JSON; codes such as {@code UnrecognizedClientException}. */
        JSON
    }

    /**
     * A request that has proved whose it is.
     *
     * @param principal who made it
     * @param region of the signature's scope; empty where the signature has none (SigV2, unsigned)
     * @param service of the signature's scope; empty likewise
     * @param body the content, out of its {@code aws-chunked} frames; where its hash was signed,
     *     the read that meets the end of the stream throws an {@link AwsFault} if the content
     *     differs
     * @param trailers the fields that followed an {@code aws-chunked} body, complete once it has
     *     been read to its end
     */
    record Verified(
            Principal principal,
            Optional<String> region,
            Optional<String> service,
            Body body,
            Supplier<Headers> trailers) {}
}
