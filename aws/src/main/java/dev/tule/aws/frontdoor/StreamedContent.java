package dev.tule.aws.frontdoor;

import dev.tule.aws.AwsCall;
import dev.tule.aws.FileBody;
import dev.tule.aws.protocol.WireReply;
import dev.tule.http.Response;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * A stream that a service answered with, on its way to the client; closed however that ends.
 * Confined to its request's thread.
 */
final class StreamedContent implements Response.Writer {
    /** Up to here content is read before the answer begins, so that a fault of it is an error. */
    private static final int WHOLE_BYTES = 128 << 10;

    private final InputStream stream;
    private final AwsCall call;

    private StreamedContent(InputStream stream, AwsCall call) {
        this.stream = stream;
        this.call = call;
    }

    /** The answer with a stream as its content; the answer, or its writer, closes it. */
    static Response response(WireReply reply, InputStream stream, AwsCall call) throws IOException {
        if (stream instanceof FileBody file) {
            file.close();
            return new Response.File(
                    reply.status(),
                    reply.headers(),
                    file.path(),
                    file.offsetBytes(),
                    file.lengthBytes());
        }
        OptionalLong length = declaredLength(reply);
        return length.isPresent() && length.getAsLong() <= WHOLE_BYTES
                ? whole(reply, stream, (int) length.getAsLong())
                : new Response.Stream(
                        reply.status(), reply.headers(), length, new StreamedContent(stream, call));
    }

    private static OptionalLong declaredLength(WireReply reply) {
        return reply.headers()
                .first("Content-Length")
                .map(text -> OptionalLong.of(Long.parseLong(text)))
                .orElse(OptionalLong.empty());
    }

    private static Response whole(WireReply reply, InputStream stream, int length)
            throws IOException {
        try (stream) {
            byte[] content = stream.readNBytes(length);
            if (content.length != length) {
                throw new IOException("a service's content is shorter than it said");
            }
            return new Response.Bytes(reply.status(), reply.headers(), content);
        }
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        ScopedValue.where(AwsCall.CURRENT, call)
                .<@Nullable Void, IOException>call(
                        () -> {
                            stream.transferTo(out);
                            return null;
                        });
    }

    @Override
    public void close() {
        try {
            stream.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
