package dev.tule.rds.parquet;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.CompressionCodec;
import org.apache.parquet.format.DataPageHeader;
import org.apache.parquet.format.Encoding;
import org.apache.parquet.format.PageHeader;
import org.apache.parquet.format.PageType;
import org.apache.parquet.format.Type;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/**
 * The values of one column in one row group: those of the page under way as they are, and the pages
 * before it compressed. Of one thread.
 */
final class ColumnChunkBuffer {
    /** As much as the format's documentation advises, before compression. */
    private static final int PAGE_BYTES = 1 << 20;

    private static final int MOST_ROWS = 100_000;

    private final Column column;
    private final ByteArrayOutputStream pages = new ByteArrayOutputStream();
    private final ByteArrayOutputStream values = new ByteArrayOutputStream();
    private final BitSet booleans = new BitSet();
    private final BitSet present = new BitSet();
    private int rowsInPage;
    private int valuesInPage;
    private long rows;
    private long uncompressed;

    ColumnChunkBuffer(Column column) {
        this.column = column;
    }

    /**
     * @throws ClassCastException when the value is not of the class that the column's type names
     */
    void add(@Nullable Object value) throws IOException {
        if (value != null) {
            present.set(rowsInPage);
            put(value);
            valuesInPage++;
        }
        rowsInPage++;
        rows++;
        if (values.size() >= PAGE_BYTES || rowsInPage >= MOST_ROWS) {
            cutPage();
        }
    }

    /** What of it is in memory. */
    long bytes() {
        return (long) pages.size() + values.size();
    }

    /** The {@code PLAIN} encoding. */
    private void put(Object value) {
        Object stored =
                column.type() instanceof ColumnType.Decimal decimal
                        ? unscaled((BigDecimal) value, decimal)
                        : value;
        switch (column.type().physical()) {
            case BOOLEAN -> booleans.set(valuesInPage, (Boolean) stored);
            case INT32 -> values.writeBytes(little(4).putInt(((Number) stored).intValue()).array());
            case INT64 ->
                    values.writeBytes(little(8).putLong(((Number) stored).longValue()).array());
            case FLOAT -> values.writeBytes(little(4).putFloat((Float) stored).array());
            case DOUBLE -> values.writeBytes(little(8).putDouble((Double) stored).array());
            case BYTE_ARRAY -> {
                byte[] bytes =
                        stored instanceof String text
                                ? text.getBytes(StandardCharsets.UTF_8)
                                : (byte[]) stored;
                values.writeBytes(little(4).putInt(bytes.length).array());
                values.writeBytes(bytes);
            }
            case FIXED_LEN_BYTE_ARRAY -> values.writeBytes((byte[]) stored);
            case INT96 -> throw new IllegalStateException("INT96 is not written");
        }
    }

    /** As a number, or where it has too many digits as its two's complement, highest byte first. */
    private static Object unscaled(BigDecimal value, ColumnType.Decimal type) {
        var digits = value.setScale(type.scale(), RoundingMode.UNNECESSARY).unscaledValue();
        if (type.physical() != Type.FIXED_LEN_BYTE_ARRAY) {
            return digits.longValueExact();
        }
        byte[] shortest = digits.toByteArray();
        byte[] fixed = new byte[type.length()];
        Arrays.fill(fixed, (byte) (digits.signum() < 0 ? -1 : 0));
        System.arraycopy(shortest, 0, fixed, fixed.length - shortest.length, shortest.length);
        return fixed;
    }

    private static ByteBuffer little(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    private void cutPage() throws IOException {
        ByteArrayOutputStream plain = new ByteArrayOutputStream();
        byte[] levels = levels();
        plain.writeBytes(little(4).putInt(levels.length).array());
        plain.writeBytes(levels);
        if (column.type().physical() == Type.BOOLEAN) {
            plain.writeBytes(Arrays.copyOf(booleans.toByteArray(), bytesOfBits(valuesInPage)));
        }
        values.writeTo(plain);
        ByteArrayOutputStream compressed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(compressed)) {
            plain.writeTo(gzip);
        }
        PageHeader header = new PageHeader(PageType.DATA_PAGE, plain.size(), compressed.size());
        header.setData_page_header(
                new DataPageHeader(rowsInPage, Encoding.PLAIN, Encoding.RLE, Encoding.RLE));
        int before = pages.size();
        Util.writePageHeader(header, pages);
        uncompressed += pages.size() - before + plain.size();
        compressed.writeTo(pages);
        values.reset();
        booleans.clear();
        present.clear();
        rowsInPage = 0;
        valuesInPage = 0;
    }

    /**
     * Which rows have a value, in the hybrid of run lengths and packed bits: one run where all
     * have, else all bits.
     */
    private byte[] levels() {
        ByteArrayOutputStream levels = new ByteArrayOutputStream();
        if (valuesInPage == rowsInPage) {
            writeVariable(levels, rowsInPage << 1);
            levels.write(1);
        } else {
            int groups = bytesOfBits(rowsInPage);
            writeVariable(levels, (groups << 1) | 1);
            levels.writeBytes(Arrays.copyOf(present.toByteArray(), groups));
        }
        return levels.toByteArray();
    }

    private static int bytesOfBits(int bits) {
        return (bits + Byte.SIZE - 1) / Byte.SIZE;
    }

    /** Seven bits a byte, the lowest first. */
    private static void writeVariable(ByteArrayOutputStream out, int number) {
        int rest = number;
        while (rest > 0x7f) {
            out.write((rest & 0x7f) | 0x80);
            rest >>>= 7;
        }
        out.write(rest);
    }

    /**
     * Writes what there is and forgets it.
     *
     * @param offset of the place in the file where it goes
     */
    ColumnMetaData writeTo(OutputStream file, long offset) throws IOException {
        if (rowsInPage > 0) {
            cutPage();
        }
        ColumnMetaData data =
                new ColumnMetaData(
                        column.type().physical(),
                        List.of(Encoding.PLAIN, Encoding.RLE),
                        List.of(column.name()),
                        CompressionCodec.GZIP,
                        rows,
                        uncompressed,
                        pages.size(),
                        offset);
        pages.writeTo(file);
        pages.reset();
        rows = 0;
        uncompressed = 0;
        return data;
    }
}
