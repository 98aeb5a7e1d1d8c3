package dev.tule.ec2.importing;

import dev.tule.ec2.resource.Faults;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * The beginning of a qcow2 file (QEMU's "qcow2 image file format"). What would have QEMU open other
 * files of this host is refused: a disk from outside must stand alone.
 *
 * @param sizeBytes what a machine sees
 */
record Qcow2Header(long sizeBytes) {
    /** As many bytes as are looked at. */
    static final int LENGTH = 104;

    private static final byte[] MAGIC = {'Q', 'F', 'I', (byte) 0xfb};
    private static final int VERSION = 4;
    private static final int BACKING_FILE = 8;
    private static final int SIZE = 24;
    private static final int CRYPT_METHOD = 32;
    private static final int INCOMPATIBLE_FEATURES = 72;

    /** Dirty (bit 0) and another compression (bit 3) do no harm; data files (2) do. */
    private static final long KNOWN_FEATURES = 0b1001;

    static Qcow2Header read(byte[] start) {
        if (start.length < 72 || !Arrays.equals(Arrays.copyOf(start, MAGIC.length), MAGIC)) {
            throw refused("it is no qcow2 file");
        }
        ByteBuffer header = ByteBuffer.wrap(start);
        int version = header.getInt(VERSION);
        if (version != 2 && version != 3) {
            throw refused("its qcow2 version is " + Integer.toUnsignedString(version));
        }
        if (header.getLong(BACKING_FILE) != 0) {
            throw refused("it has a backing file; flatten it first (qemu-img convert)");
        }
        if (header.getInt(CRYPT_METHOD) != 0) {
            throw refused("it is encrypted");
        }
        if (version == 3) {
            if (start.length < LENGTH) {
                throw refused("it is cut short");
            }
            if ((header.getLong(INCOMPATIBLE_FEATURES) & ~KNOWN_FEATURES) != 0) {
                throw refused("it has a data file of its own, or a feature that isn't known");
            }
        }
        long size = header.getLong(SIZE);
        if (size < 0) {
            throw refused("its size is out of range");
        }
        return new Qcow2Header(size);
    }

    private static RuntimeException refused(String why) {
        return Faults.of("InvalidParameter", "The disk image can't be imported: " + why + ".");
    }
}
