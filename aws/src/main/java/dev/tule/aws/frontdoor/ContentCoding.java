package dev.tule.aws.frontdoor;

import dev.tule.aws.shape.MalformedRequest;
import dev.tule.http.Headers;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;

/**
 * Requests whose content the SDKs have compressed (Smithy, "requestCompression trait"). What was
 * signed is the compressed content. S3's {@code Content-Encoding} is another thing: it belongs to
 * the object.
 */
final class ContentCoding {
    private ContentCoding() {}

    /**
     * The content as it was before it was compressed.
     *
     * @param limitBytes how long it may be then
     * @throws MalformedRequest where it is broken, or longer
     */
    static byte[] plain(Headers headers, byte[] content, int limitBytes) {
        Optional<String> coding =
                headers.first("Content-Encoding")
                        .map(name -> name.toLowerCase(Locale.ROOT).strip());
        if (coding.filter("gzip"::equals).isEmpty()) {
            return content;
        }
        try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(content))) {
            byte[] plain = in.readNBytes(limitBytes + 1);
            if (plain.length > limitBytes) {
                throw new MalformedRequest(
                        MalformedRequest.Kind.TOO_LARGE,
                        "The decompressed content is over " + limitBytes + " bytes");
            }
            return plain;
        } catch (IOException e) {
            throw MalformedRequest.syntax(
                    "The content is not what its Content-Encoding says: gzip");
        }
    }
}
