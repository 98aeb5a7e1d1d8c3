package dev.tule.s3.bytes;

import java.io.IOException;

/** There is no room to write on disk, or none but the reserve that metadata needs. */
public final class DiskFull extends IOException {
    private static final long serialVersionUID = 1;

    public DiskFull(String message) {
        super(message);
    }
}
