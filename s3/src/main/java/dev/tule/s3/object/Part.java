package dev.tule.s3.object;

import dev.tule.s3.bytes.BlobId;
import dev.tule.s3.row.RowReader;
import dev.tule.s3.row.RowWriter;
import java.time.Instant;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/**
 * The row of a part.
 *
 * @param number 1 to 10,000
 * @param md5 of its bytes
 * @param checksum of its bytes; null when the upload has none
 */
public record Part(
        int number,
        BlobId blob,
        long length,
        @SuppressWarnings("ArrayRecordComponent") byte[] md5,
        Instant modified,
        @Nullable StoredChecksum checksum) {
    private static final int VERSION = 1;

    public byte[] encode() {
        RowWriter row = new RowWriter(VERSION);
        row.number(number).id(blob.value()).number(length).bytes(md5);
        row.number(modified.getEpochSecond());
        StoredChecksum.write(row, checksum);
        return row.toBytes();
    }

    public static Part decode(byte[] value) {
        RowReader row = new RowReader(value, VERSION);
        return new Part(
                row.smallNumber(),
                new BlobId(row.id()),
                row.number(),
                row.bytes(),
                Instant.ofEpochSecond(row.number()),
                StoredChecksum.read(row));
    }

    public String etag() {
        return HexFormat.of().formatHex(md5);
    }

    public String quotedEtag() {
        return '"' + etag() + '"';
    }
}
