package dev.tule.s3.bytes;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;

/** Goes through a volume's records in order. Confined to one thread. */
final class VolumeWalk {
    private static final int SEARCHED_BYTES = 64 << 10;

    private final Volume volume;
    private final long end;
    private int offset;
    private int next;
    private VolumeRecord record = new VolumeRecord(0, 0, 0);

    VolumeWalk(Volume volume, long end) {
        this.volume = volume;
        this.end = end;
    }

    /** Goes to the next record; false at the end, or where there is no whole head of one. */
    boolean next() throws IOException {
        offset = next;
        if (end - offset < VolumeRecord.HEADER_BYTES) {
            return false;
        }
        byte[] head = volume.read(offset, VolumeRecord.HEADER_BYTES);
        Optional<VolumeRecord> found = VolumeRecord.read(head, volume.number());
        if (found.isEmpty() || end - offset < found.get().sizeBytes()) {
            return false;
        }
        record = found.get();
        next = offset + record.sizeBytes();
        return true;
    }

    /**
     * Whether nothing beyond this place is a record: it is where appending ended, and what follows
     * is zeros or what a crash tore. Otherwise a head is damaged, and the records beyond it must
     * not be lost with it.
     */
    boolean isAtEnd() throws IOException {
        for (long at = offset; end - at >= VolumeRecord.HEADER_BYTES; at += SEARCHED_BYTES) {
            int count = (int) Math.min(SEARCHED_BYTES + VolumeRecord.HEADER_BYTES, end - at);
            if (holdsHead(volume.read(at, count))) {
                return false;
            }
        }
        return true;
    }

    private boolean holdsHead(byte[] bytes) {
        for (int at = 0; bytes.length - at >= VolumeRecord.HEADER_BYTES; at += 8) {
            byte[] head = Arrays.copyOfRange(bytes, at, at + VolumeRecord.HEADER_BYTES);
            if (VolumeRecord.read(head, volume.number()).isPresent()) {
                return true;
            }
        }
        return false;
    }

    /** Where the record stands; after the last, where the next would. */
    int offset() {
        return offset;
    }

    VolumeLocation location() {
        return new VolumeLocation(volume.number(), offset, record.ownerBytes(), record.bodyBytes());
    }

    byte[] owner() throws IOException {
        return volume.read(offset + VolumeRecord.HEADER_BYTES, record.ownerBytes());
    }
}
