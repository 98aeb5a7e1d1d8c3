package dev.tule.s3.bytes;

import com.google.errorprone.annotations.MustBeClosed;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Objects;

/** Reads a range of a blob's file, block by verified block. Not thread-safe. */
final class FileBlobInput extends InputStream {
    private static final int BLOCK = BlockChecksums.BLOCK_BYTES;

    private final FileChannel channel;
    private final BlockChecksums checksums;
    private final long length;
    private final long end;
    private final byte[] block;
    private long position;
    private long loaded = -1;

    private FileBlobInput(
            FileChannel channel, BlockChecksums checksums, long length, long from, long end) {
        this.channel = channel;
        this.checksums = checksums;
        this.length = length;
        this.position = from;
        this.end = end;
        this.block = new byte[(int) Math.min(BLOCK, length)];
    }

    @MustBeClosed
    static FileBlobInput open(Path file, long length, long offset, long count) throws IOException {
        Objects.checkFromIndexSize(offset, count, length);
        FileChannel channel = FileChannel.open(file, StandardOpenOption.READ);
        try {
            byte[] encoded = new byte[BlockChecksums.sizeBytes(length)];
            readFully(channel, encoded, encoded.length, DirectBuffers.roundUp(length));
            BlockChecksums checksums = BlockChecksums.decode(encoded, length);
            FileBlobInput input =
                    new FileBlobInput(channel, checksums, length, offset, offset + count);
            if (count > 0) {
                input.load(offset / BLOCK); // so that what is damaged there is known by now
            }
            return input;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int offset, int count) throws IOException {
        Objects.checkFromIndexSize(offset, count, into.length);
        if (count == 0) {
            return 0;
        }
        if (position == end) {
            return -1;
        }
        long number = position / BLOCK;
        if (number != loaded) {
            load(number);
        }
        int within = (int) (position % BLOCK);
        int there = (int) Math.min(Math.min(BLOCK, length - number * BLOCK), end - number * BLOCK);
        int taken = Math.min(count, there - within);
        System.arraycopy(block, within, into, offset, taken);
        position += taken;
        return taken;
    }

    /** Block by block, without a copy in between. */
    @Override
    public long transferTo(OutputStream out) throws IOException {
        long begin = position;
        while (position < end) {
            long number = position / BLOCK;
            if (number != loaded) {
                load(number);
            }
            int within = (int) (position % BLOCK);
            int count = (int) Math.min(BLOCK - within, end - position);
            out.write(block, within, count);
            position += count;
        }
        return position - begin;
    }

    @Override
    public int available() {
        return loaded == position / BLOCK ? (int) Math.min(end - position, BLOCK) : 0;
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }

    private void load(long number) throws IOException {
        int count = (int) Math.min(BLOCK, length - number * BLOCK);
        loaded = -1;
        readFully(channel, block, count, number * BLOCK);
        if (!checksums.matches(number, block, count)) {
            throw new CorruptBytes("block " + number + " of a blob is damaged");
        }
        loaded = number;
    }

    private static void readFully(FileChannel channel, byte[] into, int count, long position)
            throws IOException {
        ByteBuffer buffer = ByteBuffer.wrap(into, 0, count);
        while (buffer.hasRemaining()) {
            if (channel.read(buffer, position + buffer.position()) < 0) {
                throw new CorruptBytes("a blob's file is shorter than the blob");
            }
        }
    }
}
