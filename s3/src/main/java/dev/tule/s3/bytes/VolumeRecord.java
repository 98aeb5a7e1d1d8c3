package dev.tule.s3.bytes;

import java.nio.ByteBuffer;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * A record's head in a volume: magic, the volume's number, the lengths of owner and body, a CRC32C
 * of both, and one of the head. Owner and body follow, then zeros up to a multiple of 8.
 */
record VolumeRecord(int ownerBytes, int bodyBytes, int bodySum) {
    static final int HEADER_BYTES = 32;

    private static final int MAGIC = 0x54565231; // "TVR1"
    private static final int SUMMED_BYTES = 24;

    static int sizeBytes(int ownerBytes, int bodyBytes) {
        return (HEADER_BYTES + ownerBytes + bodyBytes + 7) & -8;
    }

    int sizeBytes() {
        return sizeBytes(ownerBytes, bodyBytes);
    }

    /** Writes the whole record. */
    static void write(ByteBuffer out, long volume, byte[] owner, byte[] body) {
        ByteBuffer head = ByteBuffer.allocate(HEADER_BYTES);
        head.putInt(MAGIC).putLong(volume).putInt(owner.length).putInt(body.length);
        head.putInt(bodySum(owner, body));
        head.putInt(headSum(head.array())).putInt(0);
        out.put(head.flip()).put(owner).put(body);
        int padding = sizeBytes(owner.length, body.length);
        for (int at = HEADER_BYTES + owner.length + body.length; at < padding; at++) {
            out.put((byte) 0);
        }
    }

    /** The head of a record; empty where there is none, or a torn one. */
    static Optional<VolumeRecord> read(byte[] bytes, long volume) {
        ByteBuffer in = ByteBuffer.wrap(bytes);
        if (bytes.length < HEADER_BYTES
                || in.getInt() != MAGIC
                || in.getLong() != volume
                || in.getInt(SUMMED_BYTES) != headSum(bytes)) {
            return Optional.empty();
        }
        return Optional.of(new VolumeRecord(in.getInt(), in.getInt(), in.getInt()));
    }

    static int bodySum(byte[] owner, byte[] body) {
        CRC32C crc = new CRC32C();
        crc.update(owner);
        crc.update(body);
        return (int) crc.getValue();
    }

    private static int headSum(byte[] head) {
        CRC32C crc = new CRC32C();
        crc.update(head, 0, SUMMED_BYTES);
        return (int) crc.getValue();
    }
}
