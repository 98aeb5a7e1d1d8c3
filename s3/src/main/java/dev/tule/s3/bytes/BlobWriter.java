package dev.tule.s3.bytes;

import java.io.IOException;

/** Writes one blob. Confined to one thread; close it, committed or not. */
public interface BlobWriter extends AutoCloseable {
    /** What {@link #write} takes at a time. */
    int BLOCK_BYTES = 512 << 10;

    /** Appends a block: {@link #BLOCK_BYTES} bytes, fewer only at the end. */
    void write(byte[] block, int count) throws IOException;

    /** Returns when the blob is on stable storage under its id. */
    void commit() throws IOException;

    /** Removes what was written unless it was committed. */
    @Override
    void close();
}
