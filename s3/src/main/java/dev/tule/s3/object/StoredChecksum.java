package dev.tule.s3.object;

import dev.tule.s3.checksum.Algorithm;
import dev.tule.s3.row.RowReader;
import dev.tule.s3.row.RowWriter;
import java.util.Base64;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.s3.model.ChecksumType;

/**
 * An object's additional checksum.
 *
 * @param value as on the wire: base64, of a composite one followed by {@code -} and the number of
 *     parts
 * @param composite whether it is a checksum of the parts' checksums, not of the bytes
 */
public record StoredChecksum(Algorithm algorithm, String value, boolean composite) {

    /** The checksum of the whole bytes. */
    public static StoredChecksum full(Algorithm algorithm, byte[] value) {
        return new StoredChecksum(algorithm, Base64.getEncoder().encodeToString(value), false);
    }

    public ChecksumType type() {
        return composite ? ChecksumType.COMPOSITE : ChecksumType.FULL_OBJECT;
    }

    /** The bytes of one that is of the whole bytes. */
    public byte[] bytes() {
        return Base64.getDecoder().decode(value);
    }

    public static void write(RowWriter row, @Nullable StoredChecksum checksum) {
        row.flag(checksum != null);
        if (checksum != null) {
            row.number(checksum.algorithm.code()).text(checksum.value).flag(checksum.composite);
        }
    }

    public static @Nullable StoredChecksum read(RowReader row) {
        return row.flag()
                ? new StoredChecksum(
                        Algorithm.ofCode((byte) row.smallNumber()), row.text(), row.flag())
                : null;
    }
}
