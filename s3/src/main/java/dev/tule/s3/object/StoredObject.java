package dev.tule.s3.object;

import dev.tule.s3.row.RowReader;
import dev.tule.s3.row.RowWriter;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * The row of an object: everything about it but its key and bytes.
 *
 * @param etag without quotes
 * @param modified to the second, as every answer of S3 gives it
 * @param checksum the additional checksum; null for one that was copied from an object without
 */
public record StoredObject(
        Content content,
        String etag,
        Instant modified,
        @Nullable StoredChecksum checksum,
        ObjectAttributes attributes) {
    private static final int VERSION = 1;

    public byte[] encode() {
        RowWriter row = new RowWriter(VERSION);
        content.write(row);
        row.text(etag).number(modified.getEpochSecond());
        StoredChecksum.write(row, checksum);
        attributes.write(row);
        return row.toBytes();
    }

    public static StoredObject decode(byte[] value) {
        RowReader row = new RowReader(value, VERSION);
        return new StoredObject(
                Content.read(row),
                row.text(),
                Instant.ofEpochSecond(row.number()),
                StoredChecksum.read(row),
                ObjectAttributes.read(row));
    }

    /** The ETag as on the wire, in quotes. */
    public String quotedEtag() {
        return '"' + etag + '"';
    }

    public long length() {
        return content.length();
    }

    public StoredObject withAttributes(ObjectAttributes others) {
        return new StoredObject(content, etag, modified, checksum, others);
    }
}
