package dev.tule.s3.row;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Writes a row's value: a version byte, then fields in their order. Numbers are of variable length,
 * strings UTF-8 behind their length. Not thread-safe.
 */
public final class RowWriter {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream(256);

    /**
     * @param version of the row's form, 1 to 127
     */
    public RowWriter(int version) {
        out.write(version);
    }

    public RowWriter number(long value) {
        long left = value;
        while ((left & ~0x7FL) != 0) {
            out.write((int) ((left & 0x7F) | 0x80));
            left >>>= 7;
        }
        out.write((int) left);
        return this;
    }

    public RowWriter flag(boolean value) {
        out.write(value ? 1 : 0);
        return this;
    }

    public RowWriter id(UUID value) {
        for (int shift = 56; shift >= 0; shift -= 8) {
            out.write((int) (value.getMostSignificantBits() >>> shift));
        }
        for (int shift = 56; shift >= 0; shift -= 8) {
            out.write((int) (value.getLeastSignificantBits() >>> shift));
        }
        return this;
    }

    public RowWriter bytes(byte[] value) {
        number(value.length);
        out.writeBytes(value);
        return this;
    }

    public RowWriter text(String value) {
        return bytes(value.getBytes(StandardCharsets.UTF_8));
    }

    /** A text that may be missing. */
    public RowWriter optional(@Nullable String value) {
        flag(value != null);
        return value == null ? this : text(value);
    }

    public RowWriter texts(Map<String, String> values) {
        number(values.size());
        values.forEach((key, value) -> text(key).text(value));
        return this;
    }

    public byte[] toBytes() {
        return out.toByteArray();
    }
}
