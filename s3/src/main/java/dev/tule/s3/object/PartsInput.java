package dev.tule.s3.object;

import dev.tule.s3.bytes.BlobStore;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.List;

/** Reads a range over several parts, with one of them open at a time. Not thread-safe. */
final class PartsInput extends InputStream {
    private final BlobStore blobs;
    private final List<Part> parts;
    private int next;
    private long skip;
    private long left;
    private InputStream current = InputStream.nullInputStream();

    PartsInput(BlobStore blobs, List<Part> parts, long offset, long count) {
        this.blobs = blobs;
        this.parts = parts;
        this.skip = offset;
        this.left = count;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        if (count == 0) {
            return 0;
        }
        while (true) {
            int taken = current.read(into, offset, count);
            if (taken > 0) {
                left -= taken;
                return taken;
            }
            if (left == 0) {
                return -1;
            }
            open();
        }
    }

    @Override
    public long transferTo(OutputStream out) throws IOException {
        long begin = left;
        while (true) {
            left -= current.transferTo(out);
            if (left == 0) {
                return begin;
            }
            open();
        }
    }

    @Override
    public void close() throws IOException {
        current.close();
    }

    @SuppressWarnings("MustBeClosedChecker") // closed by the next, or by close
    private void open() throws IOException {
        current.close();
        while (skip >= parts.get(next).length()) {
            skip -= parts.get(next++).length();
        }
        Part part = parts.get(next++);
        current =
                blobs.open(part.blob(), part.length(), skip, Math.min(left, part.length() - skip));
        skip = 0;
    }
}
