package dev.tule.s3.object;

import dev.tule.s3.fault.Faults;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The conditions of a write (S3 User Guide, "Conditional writes"). */
public record WriteConditions(@Nullable String ifMatch, @Nullable String ifNoneMatch) {

    public static final WriteConditions NONE = new WriteConditions(null, null);

    public WriteConditions {
        if (ifNoneMatch != null && !ReadConditions.bare(ifNoneMatch).equals("*")) {
            throw Faults.notImplemented("If-None-Match");
        }
    }

    /** Throws where they don't hold; the transaction that writes has to ask. */
    public void check(String key, Optional<StoredObject> current) {
        if (ifNoneMatch != null && current.isPresent()) {
            throw Faults.preconditionFailed("If-None-Match");
        }
        if (ifMatch != null) {
            StoredObject object = current.orElseThrow(() -> Faults.noSuchKey(key));
            if (!ReadConditions.matches(ifMatch, object.etag())) {
                throw Faults.preconditionFailed("If-Match");
            }
        }
    }
}
