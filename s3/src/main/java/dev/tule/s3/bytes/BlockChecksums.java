package dev.tule.s3.bytes;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.zip.CRC32C;

/**
 * The CRC32C of every {@link #BLOCK_BYTES} of a blob, and the form in which they follow its bytes
 * in its file: magic, block size, length, a CRC32C for each block, and one of all that.
 *
 * <p>256 KiB rather than more, because a range is verified by reading whole blocks, and a reader
 * holds one in memory for as long as its client takes.
 */
final class BlockChecksums {
    static final int BLOCK_BYTES = 256 << 10;

    private static final int MAGIC = 0x54424C31; // "TBL1"
    private static final int FRAME_BYTES = 4 + 4 + 8 + 4;

    private int[] sums;
    private int count;

    BlockChecksums() {
        this(new int[16], 0);
    }

    private BlockChecksums(int[] sums, int count) {
        this.sums = sums;
        this.count = count;
    }

    /** Adds those of the blocks in these bytes, the last of which may be short. */
    void add(byte[] bytes, int length) {
        for (int offset = 0; offset < length; offset += BLOCK_BYTES) {
            if (count == sums.length) {
                sums = Arrays.copyOf(sums, count * 2);
            }
            sums[count++] = sum(bytes, offset, Math.min(BLOCK_BYTES, length - offset));
        }
    }

    /** Whether a block's bytes are those that were written. */
    boolean matches(long block, byte[] bytes, int length) {
        return sums[Math.toIntExact(block)] == sum(bytes, 0, length);
    }

    static int sizeBytes(long blobBytes) {
        long blocks = (blobBytes + BLOCK_BYTES - 1) / BLOCK_BYTES;
        return Math.toIntExact(FRAME_BYTES + 4 * blocks);
    }

    byte[] encode(long blobBytes) {
        ByteBuffer out = ByteBuffer.allocate(FRAME_BYTES + 4 * count);
        out.putInt(MAGIC).putInt(BLOCK_BYTES).putLong(blobBytes);
        for (int i = 0; i < count; i++) {
            out.putInt(sums[i]);
        }
        out.putInt(sum(out.array(), 0, out.position()));
        return out.array();
    }

    static BlockChecksums decode(byte[] encoded, long blobBytes) throws CorruptBytes {
        ByteBuffer in = ByteBuffer.wrap(encoded);
        int body = encoded.length - 4;
        if (in.getInt(body) != sum(encoded, 0, body)
                || in.getInt() != MAGIC
                || in.getInt() != BLOCK_BYTES
                || in.getLong() != blobBytes) {
            throw new CorruptBytes("the checksums of a blob are damaged");
        }
        int[] sums = new int[(encoded.length - FRAME_BYTES) / 4];
        for (int i = 0; i < sums.length; i++) {
            sums[i] = in.getInt();
        }
        return new BlockChecksums(sums, sums.length);
    }

    private static int sum(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }
}
