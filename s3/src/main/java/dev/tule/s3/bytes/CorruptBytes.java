package dev.tule.s3.bytes;

import java.io.IOException;

/** Bytes read from disk are not those that were written. */
public final class CorruptBytes extends IOException {
    private static final long serialVersionUID = 1;

    public CorruptBytes(String message) {
        super(message);
    }
}
