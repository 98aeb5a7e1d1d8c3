package dev.tule.s3.object;

import dev.tule.s3.fault.Faults;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The rules for what names an object. */
public final class ObjectKey {
    private static final int LIMIT_BYTES = 1024;

    private ObjectKey() {}

    /** The key, if it is one: 1 to 1,024 bytes of UTF-8. */
    public static String checked(String key) {
        int bytes = key.getBytes(StandardCharsets.UTF_8).length;
        if (bytes > LIMIT_BYTES) {
            throw Faults.keyTooLong(bytes, LIMIT_BYTES);
        }
        if (bytes == 0) {
            throw Faults.invalidArgument("Object key must not be empty", "key", key);
        }
        return key;
    }

    /** Refuses versions other than the one that objects have where there is no versioning. */
    public static void requireNullVersion(@Nullable String version) {
        if (version != null && !version.equals("null")) {
            throw Faults.invalidArgument("Invalid version id specified", "versionId", version);
        }
    }
}
