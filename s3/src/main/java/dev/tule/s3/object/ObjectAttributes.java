package dev.tule.s3.object;

import dev.tule.s3.row.RowReader;
import dev.tule.s3.row.RowWriter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a client says of an object beside its bytes.
 *
 * @param cacheControl the header of that name, and so on
 * @param expires as the client wrote it: S3 gives back even what is no date
 * @param metadata user metadata: names in lower case, without {@code x-amz-meta-}
 * @param storageClass as on the wire, such as {@code STANDARD}
 * @param tags by key
 */
public record ObjectAttributes(
        @Nullable String cacheControl,
        @Nullable String contentDisposition,
        @Nullable String contentEncoding,
        @Nullable String contentLanguage,
        String contentType,
        @Nullable String expires,
        @Nullable String websiteRedirectLocation,
        Map<String, String> metadata,
        String storageClass,
        Map<String, String> tags) {

    public static final String DEFAULT_CONTENT_TYPE = "binary/octet-stream";
    public static final String STANDARD = "STANDARD";

    public ObjectAttributes {
        metadata = Collections.unmodifiableMap(new LinkedHashMap<>(metadata));
        tags = Collections.unmodifiableMap(new LinkedHashMap<>(tags));
    }

    /** The same with other tags. */
    public ObjectAttributes withTags(Map<String, String> others) {
        return new ObjectAttributes(
                cacheControl,
                contentDisposition,
                contentEncoding,
                contentLanguage,
                contentType,
                expires,
                websiteRedirectLocation,
                metadata,
                storageClass,
                others);
    }

    /** The same in another storage class. */
    public ObjectAttributes withStorageClass(String other) {
        return new ObjectAttributes(
                cacheControl,
                contentDisposition,
                contentEncoding,
                contentLanguage,
                contentType,
                expires,
                websiteRedirectLocation,
                metadata,
                other,
                tags);
    }

    /** The same with another redirect, which copies don't take along. */
    public ObjectAttributes withWebsiteRedirectLocation(@Nullable String other) {
        return new ObjectAttributes(
                cacheControl,
                contentDisposition,
                contentEncoding,
                contentLanguage,
                contentType,
                expires,
                other,
                metadata,
                storageClass,
                tags);
    }

    public void write(RowWriter row) {
        row.optional(cacheControl)
                .optional(contentDisposition)
                .optional(contentEncoding)
                .optional(contentLanguage)
                .text(contentType)
                .optional(expires)
                .optional(websiteRedirectLocation)
                .texts(metadata)
                .text(storageClass)
                .texts(tags);
    }

    public static ObjectAttributes read(RowReader row) {
        return new ObjectAttributes(
                row.optional(),
                row.optional(),
                row.optional(),
                row.optional(),
                row.text(),
                row.optional(),
                row.optional(),
                row.texts(),
                row.text(),
                row.texts());
    }
}
