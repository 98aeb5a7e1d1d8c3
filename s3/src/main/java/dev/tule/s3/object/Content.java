package dev.tule.s3.object;

import dev.tule.s3.row.RowReader;
import dev.tule.s3.row.RowWriter;
import java.util.UUID;

/**
 * Where an object's bytes are.
 *
 * @param id the content's own: never used again, so whoever finds it again finds the same bytes; of
 *     {@link Kind#PARTS} the upload's, of {@link Kind#FILE} the blob's
 * @param length in bytes
 * @param parts how many parts it was uploaded in; 0 when in one go
 */
public record Content(Kind kind, UUID id, long length, int parts) {

    /** How bytes are kept. */
    public enum Kind {
        /** In the store. */
        INLINE(1),
        /** A record in a volume. */
        PACKED(2),
        /** A blob. */
        FILE(3),
        /** A blob for each part. */
        PARTS(4);

        private final int code;

        Kind(int code) {
            this.code = code;
        }

        static Kind ofCode(int code) {
            for (Kind kind : values()) {
                if (kind.code == code) {
                    return kind;
                }
            }
            throw new IllegalStateException("unknown kind of content " + code);
        }
    }

    void write(RowWriter row) {
        row.number(kind.code).id(id).number(length).number(parts);
    }

    static Content read(RowReader row) {
        return new Content(
                Kind.ofCode(row.smallNumber()), row.id(), row.number(), row.smallNumber());
    }
}
