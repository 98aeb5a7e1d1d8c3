package dev.tule.rds.export;

import dev.tule.aws.AccountRegion;
import java.io.IOException;
import java.nio.file.Path;

/** S3, as a role may write to it. Given by the server. Safe for use by many threads. */
public interface ExportTarget {
    /** Has no buckets. */
    ExportTarget NONE =
            new ExportTarget() {
                @Override
                public Access access(Destination to, String prefix) {
                    return Access.NO_BUCKET;
                }

                @Override
                public void put(Destination to, String key, Path file) throws IOException {
                    throw new IOException("There is no bucket " + to.bucket());
                }
            };

    /**
     * Whether files can be put there now.
     *
     * @param prefix of the keys of all of them; empty for none
     */
    Access access(Destination to, String prefix);

    /**
     * Puts a file; one of that key is replaced.
     *
     * @throws IOException when it can't be put, with a message for the export's owner
     */
    void put(Destination to, String key, Path file) throws IOException;

    /**
     * Where an export goes.
     *
     * @param where the export is asked for, and the bucket must be
     * @param role the ARN of the role that writes
     */
    record Destination(AccountRegion where, String bucket, String role) {}

    /** What is said of a destination. */
    enum Access {
        GRANTED,
        /** There is none of that name in the region. */
        NO_BUCKET,
        NO_ROLE,
        /** The role can't be assumed by {@code export.rds.amazonaws.com}, or may not write. */
        NO_PERMISSION
    }
}
