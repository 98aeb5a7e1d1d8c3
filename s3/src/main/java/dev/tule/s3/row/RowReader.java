package dev.tule.s3.row;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Reads what {@link RowWriter} wrote, field by field in the same order. Not thread-safe. */
public final class RowReader {
    private final ByteBuffer in;
    private final int version;

    /**
     * @param known the latest version that the caller can read
     */
    public RowReader(byte[] value, int known) {
        this.in = ByteBuffer.wrap(value);
        this.version = in.get();
        if (version < 1 || version > known) {
            throw new IllegalStateException(
                    "a row of version " + version + ", where " + known + " is the latest known");
        }
    }

    /** The version of the row's form. */
    public int version() {
        return version;
    }

    public long number() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            byte next = in.get();
            value |= (long) (next & 0x7F) << shift;
            if (next >= 0) {
                return value;
            }
        }
    }

    public int smallNumber() {
        return Math.toIntExact(number());
    }

    public boolean flag() {
        return in.get() != 0;
    }

    public UUID id() {
        return new UUID(in.getLong(), in.getLong());
    }

    public byte[] bytes() {
        byte[] value = new byte[smallNumber()];
        in.get(value);
        return value;
    }

    public String text() {
        return new String(bytes(), StandardCharsets.UTF_8);
    }

    public @Nullable String optional() {
        return flag() ? text() : null;
    }

    public Map<String, String> texts() {
        int count = smallNumber();
        Map<String, String> values = LinkedHashMap.newLinkedHashMap(count);
        for (int i = 0; i < count; i++) {
            values.put(text(), text());
        }
        return values;
    }
}
