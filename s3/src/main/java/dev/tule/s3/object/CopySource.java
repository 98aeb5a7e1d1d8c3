package dev.tule.s3.object;

import dev.tule.s3.fault.Faults;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * What {@code x-amz-copy-source} names: {@code bucket/key} with or without a slash before it,
 * URL-encoded, perhaps with {@code ?versionId=}.
 */
public record CopySource(String bucket, String key) {
    private static final String VERSION = "?versionId=";

    /**
     * @param header as sent; null when the client is in this process, and the SDK's own members
     *     hold what it would be made of
     */
    public static CopySource of(
            @Nullable String header,
            @Nullable String bucket,
            @Nullable String key,
            @Nullable String version) {
        if (header == null) {
            if (bucket == null || key == null) {
                throw invalid("");
            }
            ObjectKey.requireNullVersion(version);
            return new CopySource(bucket, ObjectKey.checked(key));
        }
        int query = header.indexOf(VERSION);
        if (query >= 0) {
            ObjectKey.requireNullVersion(header.substring(query + VERSION.length()));
        }
        String path = decode(query < 0 ? header : header.substring(0, query), header);
        String bare = path.startsWith("/") ? path.substring(1) : path;
        int slash = bare.indexOf('/');
        if (slash <= 0 || slash == bare.length() - 1) {
            throw invalid(header);
        }
        return new CopySource(
                bare.substring(0, slash), ObjectKey.checked(bare.substring(slash + 1)));
    }

    private static String decode(String encoded, String header) {
        try {
            // A plus is a plus here: it is a path, not a form.
            return URLDecoder.decode(encoded.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw invalid(header);
        }
    }

    private static RuntimeException invalid(String header) {
        return Faults.invalidArgument(
                "Copy Source must mention the source bucket and key: sourcebucket/sourcekey",
                "x-amz-copy-source",
                header);
    }
}
