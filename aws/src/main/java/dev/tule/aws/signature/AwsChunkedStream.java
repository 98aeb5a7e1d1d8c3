package dev.tule.aws.signature;

import dev.tule.aws.AwsFault;
import dev.tule.aws.RequestVerifier.Family;
import dev.tule.http.Headers;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Takes the {@code aws-chunked} frames off a body:
 *
 * <pre>
 * hex-size[;chunk-signature=hex] CRLF content CRLF   ... once for each chunk
 * 0[;chunk-signature=hex] CRLF                       the last
 * [name:value CRLF ...] [x-amz-trailer-signature:hex CRLF] CRLF
 * </pre>
 *
 * <p>Content is handed out as it comes, so memory stays flat whatever a chunk's size; but a chunk's
 * last bytes only after its signature has proved right, and the content's last bytes only after the
 * last chunk and the trailers have. A reader that got all of the bytes has got what was signed. Not
 * thread-safe.
 */
final class AwsChunkedStream extends InputStream {
    private static final int SMALLEST_SIGNED_CHUNK = 8192;
    private static final int LONGEST_LINE = 4096;
    private static final int MOST_TRAILERS = 16;
    private static final String SIGNATURE_EXTENSION = "chunk-signature=";
    private static final String TRAILER_SIGNATURE = "x-amz-trailer-signature";

    private final InputStream in;
    private final @Nullable ChunkSignatures signatures;
    private final Set<String> announced;
    private final boolean signedTrailers;
    private final TreeMap<String, String> trailers = new TreeMap<>();
    private long left;
    private long chunkLeft;
    private boolean smallChunk;
    private String chunkSignature = "";
    private boolean ended;
    private @Nullable AwsFault failure;

    /**
     * @param length of the content in bytes, as declared
     * @param signatures null where chunks are unsigned
     * @param announced the trailing headers to come, in lower case
     * @param signedTrailers whether the trailing headers are signed too
     */
    AwsChunkedStream(
            InputStream in,
            long length,
            @Nullable ChunkSignatures signatures,
            Set<String> announced,
            boolean signedTrailers) {
        this.in = new BufferedInputStream(in);
        this.left = length;
        this.signatures = signatures;
        this.announced = announced;
        this.signedTrailers = signedTrailers;
    }

    /** The trailing headers; empty until the content has been read to its end. */
    Headers trailers() {
        Headers.Builder headers = Headers.builder();
        if (ended) {
            trailers.forEach(headers::add);
        }
        return headers.build();
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (failure != null) {
            throw failure; // what failed once never succeeds
        }
        if (length == 0) {
            return 0;
        }
        try {
            return next(into, offset, length);
        } catch (AwsFault fault) {
            failure = fault;
            throw fault;
        }
    }

    private int next(byte[] into, int offset, int length) throws IOException {
        if (!ended && left == 0) {
            end();
        }
        if (ended) {
            return -1;
        }
        if (chunkLeft == 0) {
            beginChunk();
        }
        int got = in.read(into, offset, (int) Math.min(length, chunkLeft));
        if (got < 0) {
            throw incomplete();
        }
        if (signatures != null) {
            signatures.update(into, offset, got);
        }
        chunkLeft -= got;
        left -= got;
        if (chunkLeft == 0) {
            endChunk();
        }
        if (left == 0) {
            end();
        }
        return got;
    }

    /** Reads the head of a chunk that has content. */
    private void beginChunk() throws IOException {
        long size = chunkHead();
        if (size == 0 || size > left) {
            throw incomplete();
        }
        if (signatures != null) {
            if (smallChunk) {
                throw AwsFault.of(
                        "InvalidChunkSizeError",
                        403,
                        "Only the last chunk is allowed to have a size less than 8192 bytes");
            }
            smallChunk = size < SMALLEST_SIGNED_CHUNK;
        }
        chunkLeft = size;
    }

    private void endChunk() throws IOException {
        if (!line().isEmpty()) {
            throw malformed("a chunk is not followed by a line's end");
        }
        checkChunk();
    }

    private void checkChunk() {
        if (signatures != null && !signatures.endChunk(chunkSignature)) {
            throw wrongSignature();
        }
    }

    /** Reads the last chunk, which is empty, and what follows it. */
    private void end() throws IOException {
        if (chunkHead() != 0) {
            throw incomplete();
        }
        checkChunk();
        readTrailers();
        if (in.read() >= 0) {
            throw malformed("something follows the last chunk");
        }
        ended = true;
    }

    private long chunkHead() throws IOException {
        String head = line();
        int semicolon = head.indexOf(';');
        String size = semicolon < 0 ? head : head.substring(0, semicolon);
        if (size.isEmpty() || size.length() > 15) {
            throw malformed("a chunk's size is missing or too large");
        }
        String extension = semicolon < 0 ? "" : head.substring(semicolon + 1);
        if (signatures != null && !extension.startsWith(SIGNATURE_EXTENSION)) {
            throw malformed("a chunk has no signature");
        }
        chunkSignature =
                signatures == null ? "" : extension.substring(SIGNATURE_EXTENSION.length());
        long bytes = 0;
        for (int i = 0; i < size.length(); i++) {
            int digit = Character.digit(size.charAt(i), 16);
            if (digit < 0) {
                throw malformed("a chunk's size is not a hexadecimal number");
            }
            bytes = (bytes << 4) | digit;
        }
        return bytes;
    }

    private void readTrailers() throws IOException {
        String signature = null;
        for (int lines = 0; lines <= MOST_TRAILERS; lines++) {
            String line = line();
            if (!line.isEmpty()) {
                signature = trailer(line, signature);
            } else if (signature != null || !signedTrailers) {
                checkTrailers(signature);
                return;
            } // else some clients put an empty line between the trailers and their signature
        }
        throw malformedTrailer();
    }

    /** Takes one line; returns the trailers' signature once it has been met. */
    private @Nullable String trailer(String line, @Nullable String signature) {
        int colon = line.indexOf(':');
        String name = line.substring(0, Math.max(colon, 0)).strip().toLowerCase(Locale.ROOT);
        String value = line.substring(colon + 1).strip();
        if (signature != null) {
            throw malformedTrailer(); // what comes after the signature isn't signed
        }
        if (signedTrailers && name.equals(TRAILER_SIGNATURE)) {
            return value;
        }
        if (!announced.contains(name) || trailers.put(name, value) != null) {
            throw malformedTrailer();
        }
        return null;
    }

    private void checkTrailers(@Nullable String signature) {
        if (!trailers.keySet().equals(announced)) {
            throw malformedTrailer();
        }
        if (signatures != null && signature != null) {
            StringBuilder canonical = new StringBuilder();
            trailers.forEach((n, v) -> canonical.append(n).append(':').append(v).append('\n'));
            byte[] bytes = canonical.toString().getBytes(StandardCharsets.ISO_8859_1);
            if (!signatures.trailers(bytes, signature)) {
                throw wrongSignature();
            }
        }
    }

    /** The next line without its end; the end of the stream is an empty line. */
    private String line() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) {
            line.append((char) b);
            if (line.length() > LONGEST_LINE) {
                throw malformed("a line is too long");
            }
        }
        int last = line.length() - 1;
        if (last >= 0 && line.charAt(last) == '\r') {
            line.setLength(last);
        }
        if (line.chars().anyMatch(c -> c < ' ' && c != '\t')) {
            throw malformed("a line holds a control character");
        }
        return line.toString();
    }

    @Override
    public void close() throws IOException {
        in.close();
    }

    private static AwsFault wrongSignature() {
        return new Refusals(Family.S3).wrongSignature();
    }

    private static AwsFault incomplete() {
        return AwsFault.of(
                "IncompleteBody",
                400,
                "You did not provide the number of bytes specified by the"
                        + " x-amz-decoded-content-length HTTP header");
    }

    private static AwsFault malformed(String why) {
        return AwsFault.of("InvalidRequest", 400, "The aws-chunked body is malformed: " + why);
    }

    private static AwsFault malformedTrailer() {
        return AwsFault.of(
                "MalformedTrailerError",
                400,
                "The request contained trailing data that was not well-formed or did not conform"
                        + " to our published schema.");
    }
}
