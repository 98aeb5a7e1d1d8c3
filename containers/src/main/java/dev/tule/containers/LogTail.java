package dev.tule.containers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Reads what a container has written, as an engine hands it out where there is no terminal: pieces,
 * each behind eight bytes, of which the last four are its length (<a
 * href="https://docs.docker.com/reference/api/engine/version/v1.41/#tag/Container/operation/ContainerAttach">
 * Docker Engine API, "Stream format"</a>). Keeps the end. For one thread.
 */
final class LogTail {
    private static final int HEAD_BYTES = 8;
    private static final int LENGTH_AT = 4;

    private final byte[] kept;
    private long count;

    LogTail(int mostBytes) {
        this.kept = new byte[mostBytes];
    }

    /**
     * Reads to the end of the stream, which the container's end may have cut short.
     *
     * @throws IOException when the stream fails
     */
    void read(InputStream from) throws IOException {
        byte[] bytes = new byte[8_192];
        for (byte[] head = from.readNBytes(HEAD_BYTES);
                head.length == HEAD_BYTES;
                head = from.readNBytes(HEAD_BYTES)) {
            long left = Integer.toUnsignedLong(ByteBuffer.wrap(head).getInt(LENGTH_AT));
            while (left > 0) {
                int read = from.read(bytes, 0, (int) Math.min(left, bytes.length));
                if (read < 0) {
                    return;
                }
                keep(bytes, read);
                left -= read;
            }
        }
    }

    private void keep(byte[] bytes, int length) {
        for (int at = 0; at < length && kept.length > 0; at++) {
            kept[(int) (count++ % kept.length)] = bytes[at];
        }
    }

    byte[] bytes() {
        if (count <= kept.length) {
            return Arrays.copyOf(kept, (int) count);
        }
        int begin = (int) (count % kept.length);
        byte[] inOrder = new byte[kept.length];
        System.arraycopy(kept, begin, inOrder, 0, kept.length - begin);
        System.arraycopy(kept, 0, inOrder, kept.length - begin, begin);
        return inOrder;
    }
}
