package dev.tule.s3.multipart;

import dev.tule.s3.checksum.Algorithm;
import dev.tule.s3.object.ObjectAttributes;
import dev.tule.s3.row.RowReader;
import dev.tule.s3.row.RowWriter;
import java.time.Instant;
import java.util.UUID;

/**
 * The row of an upload in progress.
 *
 * @param checksum what of the object's additional checksum was settled at its start
 * @param attributes what the object will have
 */
record MultipartUpload(
        UUID id, Instant initiated, UploadChecksum checksum, ObjectAttributes attributes) {
    private static final int VERSION = 1;

    byte[] encode() {
        RowWriter row = new RowWriter(VERSION);
        row.id(id).number(initiated.getEpochSecond());
        row.number(checksum.algorithm().code());
        row.flag(checksum.composite()).flag(checksum.chosen());
        attributes.write(row);
        return row.toBytes();
    }

    static MultipartUpload decode(byte[] value) {
        RowReader row = new RowReader(value, VERSION);
        return new MultipartUpload(
                row.id(),
                Instant.ofEpochSecond(row.number()),
                new UploadChecksum(
                        Algorithm.ofCode((byte) row.smallNumber()), row.flag(), row.flag()),
                ObjectAttributes.read(row));
    }
}
