package dev.tule.s3.object;

import dev.tule.s3.fault.Faults;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The conditions of a read, in the order that RFC 9110 section 13.2.2 and S3 try them: {@code
 * If-Match} makes {@code If-Unmodified-Since} be ignored, and {@code If-None-Match} {@code
 * If-Modified-Since}.
 */
public record ReadConditions(
        @Nullable String ifMatch,
        @Nullable String ifNoneMatch,
        @Nullable Instant ifModifiedSince,
        @Nullable Instant ifUnmodifiedSince) {

    /** Throws 412 or 304 where they don't hold. */
    void check(StoredObject object) {
        requirePreconditions(object);
        if (isUnchanged(object)) {
            throw Faults.notModified();
        }
    }

    /** As the source of a copy: 412 in every case. */
    public void checkSource(StoredObject object) {
        requirePreconditions(object);
        if (isUnchanged(object)) {
            throw Faults.preconditionFailed(
                    ifNoneMatch != null
                            ? "x-amz-copy-source-If-None-Match"
                            : "x-amz-copy-source-If-Modified-Since");
        }
    }

    private void requirePreconditions(StoredObject object) {
        if (ifMatch != null) {
            if (!matches(ifMatch, object.etag())) {
                throw Faults.preconditionFailed("If-Match");
            }
        } else if (ifUnmodifiedSince != null && object.modified().isAfter(ifUnmodifiedSince)) {
            throw Faults.preconditionFailed("If-Unmodified-Since");
        }
    }

    private boolean isUnchanged(StoredObject object) {
        if (ifNoneMatch != null) {
            return matches(ifNoneMatch, object.etag());
        }
        return ifModifiedSince != null && !object.modified().isAfter(ifModifiedSince);
    }

    /** Whether a list of ETags, quoted or not, or {@code *}, has this one. */
    static boolean matches(String list, String etag) {
        for (String item : list.split(",", -1)) {
            String bare = bare(item);
            if (bare.equals("*") || bare.equals(etag)) {
                return true;
            }
        }
        return false;
    }

    /** An ETag without quotes and without the mark of a weak one. */
    public static String bare(String etag) {
        String bare = etag.strip();
        if (bare.startsWith("W/")) {
            bare = bare.substring(2);
        }
        return bare.length() >= 2 && bare.startsWith("\"") && bare.endsWith("\"")
                ? bare.substring(1, bare.length() - 1)
                : bare;
    }
}
