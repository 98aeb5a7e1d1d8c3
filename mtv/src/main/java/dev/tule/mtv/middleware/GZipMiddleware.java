package dev.tule.mtv.middleware;

import dev.tule.mtv.Project;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.View;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;

/**
 * Compresses texts at hand of 200 bytes and more, for clients that take gzip. A file name of random
 * length in the compressed form hides the content's length (against the BREACH attack). Not among
 * the default layers: put it before those that read or write content.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/ref/middleware/#module-django.middleware.gzip">
 *     Django: GZipMiddleware</a>
 */
public final class GZipMiddleware implements View {
    private static final int SHORTEST = 200;
    private static final int MAX_RANDOM_BYTES = 100;
    private static final int WITH_NAME = 8;

    private final RandomGenerator random;
    private final View next;

    public GZipMiddleware(Project project, View next) {
        this.random = project.settings().random;
        this.next = next;
    }

    @Override
    public Response handle(Request request) throws Exception {
        Response response = next.handle(request);
        if (!(response.content() instanceof Response.Content.Bytes(byte[] bytes))
                || bytes.length < SHORTEST
                || response.header("Content-Encoding").isPresent()
                || !isText(response.mediaType())) {
            return response;
        }
        Response varied = response.vary("Accept-Encoding");
        if (!accepts(request.header("Accept-Encoding").orElse(""))) {
            return varied;
        }
        byte[] compressed = gzip(bytes);
        if (compressed.length >= bytes.length) {
            return varied;
        }
        String etag = varied.header("ETag").orElse("");
        Response weak = etag.startsWith("\"") ? varied.with("ETag", "W/" + etag) : varied;
        return weak.withContent(new Response.Content.Bytes(compressed))
                .with("Content-Encoding", "gzip");
    }

    private static boolean accepts(String header) {
        for (String coding : header.toLowerCase(Locale.ROOT).split(",", -1)) {
            String[] parts = coding.split(";", 2);
            if (parts[0].strip().equals("gzip")) {
                return parts.length == 1 || !parts[1].replace(" ", "").matches("q=0(\\.0*)?");
            }
        }
        return false;
    }

    private static boolean isText(String type) {
        return type.startsWith("text/")
                || type.endsWith("json")
                || type.endsWith("xml")
                || type.endsWith("javascript");
    }

    /** A gzip member (RFC 1952) with a name, which the JDK's own stream can't write. */
    private byte[] gzip(byte[] bytes) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length / 3);
        out.writeBytes(new byte[] {0x1F, (byte) 0x8B, 8, WITH_NAME, 0, 0, 0, 0, 0, (byte) 255});
        out.writeBytes(
                "a"
                        .repeat(random.nextInt(MAX_RANDOM_BYTES) + 1)
                        .getBytes(java.nio.charset.StandardCharsets.US_ASCII));
        out.write(0);
        Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
        try (DeflaterOutputStream compressed = new DeflaterOutputStream(out, deflater)) {
            compressed.write(bytes);
        } finally {
            deflater.end();
        }
        CRC32 sum = new CRC32();
        sum.update(bytes);
        littleEndian(out, sum.getValue());
        littleEndian(out, bytes.length);
        return out.toByteArray();
    }

    private static void littleEndian(ByteArrayOutputStream out, long value) {
        for (int shift = 0; shift < 32; shift += 8) {
            out.write((int) (value >>> shift));
        }
    }
}
