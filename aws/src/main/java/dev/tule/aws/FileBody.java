package dev.tule.aws;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/**
 * A range of a file as a service's streamed output. The front door recognises it and lets the
 * kernel send the range; in process it is read as any other stream. The file opens at the first
 * read. Not thread-safe.
 */
public final class FileBody extends InputStream {
    private final Path path;
    private final long offsetBytes;
    private final long lengthBytes;
    private long read;
    private @Nullable FileChannel channel;

    /**
     * @param offsetBytes where the range begins
     * @param lengthBytes how long it is; the file must hold all of it until it has been sent
     */
    public FileBody(Path path, long offsetBytes, long lengthBytes) {
        if (offsetBytes < 0 || lengthBytes < 0) {
            throw new IllegalArgumentException("a range begins and extends at 0 or above");
        }
        this.path = path;
        this.offsetBytes = offsetBytes;
        this.lengthBytes = lengthBytes;
    }

    public Path path() {
        return path;
    }

    public long offsetBytes() {
        return offsetBytes;
    }

    public long lengthBytes() {
        return lengthBytes;
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (length == 0) {
            return 0;
        }
        if (read == lengthBytes) {
            return -1;
        }
        if (channel == null) {
            channel = FileChannel.open(path, StandardOpenOption.READ);
        }
        int most = (int) Math.min(length, lengthBytes - read);
        int got = channel.read(ByteBuffer.wrap(into, offset, most), offsetBytes + read);
        if (got < 0) {
            throw new IOException("the file ends before its range does");
        }
        read += got;
        return got;
    }

    @Override
    public void close() throws IOException {
        if (channel != null) {
            channel.close();
        }
    }
}
