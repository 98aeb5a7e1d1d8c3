package dev.tule.aws.signature;

import dev.tule.aws.AwsFault;
import dev.tule.http.Body;
import dev.tule.http.Headers;
import dev.tule.http.Request;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;

/**
 * How an S3 body is to be read, by its {@code x-amz-content-sha256}.
 *
 * @param body checks what was declared while it is read
 * @param trailers what followed it
 */
record Payload(Body body, Supplier<Headers> trailers) {
    static final String HASH_HEADER = "x-amz-content-sha256";
    static final String UNSIGNED = "UNSIGNED-PAYLOAD";

    private static final String STREAMING = "STREAMING-";
    private static final String SIGNED_CHUNKS = "STREAMING-AWS4-HMAC-SHA256-PAYLOAD";
    private static final String SIGNED_CHUNKS_AND_TRAILER = SIGNED_CHUNKS + "-TRAILER";
    private static final String UNSIGNED_CHUNKS_AND_TRAILER = "STREAMING-UNSIGNED-PAYLOAD-TRAILER";
    private static final int MOST_TRAILERS = 16;

    /** Signatures of chunks follow on from that of the headers: only Version 4 has them. */
    @FunctionalInterface
    interface ChunkSigning {
        ChunkSignatures begin();
    }

    /** What the body of a request is whose headers say so without signing it. */
    static Payload declared(Request request) {
        return of(request, request.headers().first(HASH_HEADER).orElse(UNSIGNED), Optional.empty());
    }

    /** What the body of a request is, given the hash or word declared for it. */
    static Payload of(Request request, String declared, Optional<ChunkSigning> signing) {
        if (declared.equals(UNSIGNED)) {
            return new Payload(request.body(), Headers::none);
        }
        if (declared.startsWith(STREAMING)) {
            return chunked(request, declared, signing);
        }
        if (!isSha256(declared)) {
            throw AwsFault.of(
                            "InvalidArgument",
                            400,
                            "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, a STREAMING- word, or"
                                    + " a valid sha256 value.")
                    .with("ArgumentName", HASH_HEADER);
        }
        Body body = request.body();
        if (body.length().equals(OptionalLong.of(0))) {
            if (!declared.equalsIgnoreCase(Crypto.EMPTY_SHA256)) {
                throw HashedStream.mismatch(declared, Crypto.EMPTY_SHA256);
            }
            return new Payload(body, Headers::none);
        }
        return new Payload(
                new CheckedBody(
                        new HashedStream(body.stream(), body.length(), declared), body.length()),
                Headers::none);
    }

    private static Payload chunked(
            Request request, String declared, Optional<ChunkSigning> signing) {
        boolean signed =
                switch (declared) {
                    case SIGNED_CHUNKS, SIGNED_CHUNKS_AND_TRAILER -> true;
                    case UNSIGNED_CHUNKS_AND_TRAILER -> false;
                    default -> throw Refusals.notImplemented(declared);
                };
        if (signed && signing.isEmpty()) {
            throw AwsFault.of(
                    "InvalidRequest",
                    400,
                    "Signed chunks need an Authorization header of Signature Version 4.");
        }
        long length = decodedLength(request.headers());
        boolean trailing = !declared.equals(SIGNED_CHUNKS);
        AwsChunkedStream stream =
                new AwsChunkedStream(
                        request.body().stream(),
                        length,
                        signed ? signing.orElseThrow().begin() : null,
                        trailing ? announced(request.headers()) : Set.of(),
                        signed && trailing);
        return new Payload(new CheckedBody(stream, OptionalLong.of(length)), stream::trailers);
    }

    private static long decodedLength(Headers headers) {
        String text = headers.first("x-amz-decoded-content-length").orElse("").strip();
        if (text.isEmpty()
                || text.length() > 15
                || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw AwsFault.of(
                    "MissingContentLength",
                    411,
                    "You must provide the x-amz-decoded-content-length HTTP header.");
        }
        return Long.parseLong(text);
    }

    private static Set<String> announced(Headers headers) {
        Set<String> names = new TreeSet<>();
        for (String value : headers.all("x-amz-trailer")) {
            Arrays.stream(value.split(","))
                    .map(name -> name.strip().toLowerCase(Locale.ROOT))
                    .filter(name -> !name.isEmpty())
                    .forEach(names::add);
        }
        if (names.size() > MOST_TRAILERS) {
            throw AwsFault.of("InvalidRequest", 400, "Too many trailing headers are announced.");
        }
        return names;
    }

    private static boolean isSha256(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (!HexFormat.isHexDigit(text.charAt(i))) {
                return false;
            }
        }
        return text.length() == 64;
    }
}
