package dev.tule.s3.bytes;

/**
 * Where a record's body lies.
 *
 * @param volume the volume's number, from 1
 * @param offset of the record in its volume
 * @param ownerBytes length of the owner that precedes the body
 * @param bodyBytes length of the body
 */
public record VolumeLocation(long volume, int offset, int ownerBytes, int bodyBytes) {

    int bodyOffset() {
        return offset + VolumeRecord.HEADER_BYTES + ownerBytes;
    }

    /** What the record takes up in its volume. */
    public int sizeBytes() {
        return VolumeRecord.sizeBytes(ownerBytes, bodyBytes);
    }
}
