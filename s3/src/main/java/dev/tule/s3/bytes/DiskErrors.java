package dev.tule.s3.bytes;

import java.io.IOException;

/** Tells a full disk from a broken one. */
final class DiskErrors {
    private DiskErrors() {}

    /** {@link DiskFull} where the operating system says ENOSPC or EDQUOT, else the same. */
    static IOException clearer(IOException e) {
        String message = String.valueOf(e.getMessage());
        if (message.contains("No space left") || message.contains("quota exceeded")) {
            DiskFull full = new DiskFull(message);
            full.initCause(e);
            return full;
        }
        return e;
    }
}
