package dev.tule.rds.parquet;

import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.format.ColumnChunk;
import org.apache.parquet.format.ColumnMetaData;
import org.apache.parquet.format.FieldRepetitionType;
import org.apache.parquet.format.FileMetaData;
import org.apache.parquet.format.RowGroup;
import org.apache.parquet.format.SchemaElement;
import org.apache.parquet.format.Util;
import org.jspecify.annotations.Nullable;

/**
 * Writes rows to a Parquet file. What it holds in memory is one row group, of some 32 MiB before
 * its last pages are compressed, and the row that exceeds that. Of one thread; a file is whole when
 * {@link #close} has returned.
 */
public final class ParquetWriter implements Closeable {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final long ROW_GROUP_BYTES = 32L << 20;

    private final OutputStream file;
    private final List<Column> columns;
    private final List<ColumnChunkBuffer> buffers;
    private final List<RowGroup> groups = new ArrayList<>();
    private long position;
    private long rows;
    private long rowsInGroup;

    /**
     * @param path must not exist
     * @param columns one at least
     */
    public ParquetWriter(Path path, List<Column> columns) throws IOException {
        this.columns = List.copyOf(columns);
        this.buffers = columns.stream().map(ColumnChunkBuffer::new).toList();
        this.file =
                new BufferedOutputStream(
                        Files.newOutputStream(
                                path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
        write(MAGIC);
    }

    /**
     * Adds a row.
     *
     * @param values one for each column, of the class that its {@link ColumnType} names, or null
     */
    public void add(List<? extends @Nullable Object> values) throws IOException {
        if (values.size() != buffers.size()) {
            throw new IllegalArgumentException(
                    values.size() + " values for " + buffers.size() + " columns");
        }
        long bytes = 0;
        for (int i = 0; i < buffers.size(); i++) {
            buffers.get(i).add(values.get(i));
            bytes += buffers.get(i).bytes();
        }
        rows++;
        rowsInGroup++;
        if (bytes >= ROW_GROUP_BYTES) {
            endGroup();
        }
    }

    public long rows() {
        return rows;
    }

    /** What is in the file so far; row groups come to it whole. */
    public long sizeBytes() {
        return position;
    }

    private void write(byte[] bytes) throws IOException {
        file.write(bytes);
        position += bytes.length;
    }

    private void endGroup() throws IOException {
        List<ColumnChunk> chunks = new ArrayList<>();
        long begin = position;
        long uncompressed = 0;
        for (ColumnChunkBuffer buffer : buffers) {
            ColumnMetaData data = buffer.writeTo(file, position);
            ColumnChunk chunk = new ColumnChunk(0);
            chunk.setMeta_data(data);
            position += data.getTotal_compressed_size();
            uncompressed += data.getTotal_uncompressed_size();
            chunks.add(chunk);
        }
        RowGroup group = new RowGroup(chunks, uncompressed, rowsInGroup);
        group.setFile_offset(begin);
        group.setTotal_compressed_size(position - begin);
        groups.add(group);
        rowsInGroup = 0;
    }

    private List<SchemaElement> schema() {
        List<SchemaElement> schema = new ArrayList<>();
        SchemaElement root = new SchemaElement("schema");
        root.setNum_children(columns.size());
        schema.add(root);
        for (Column column : columns) {
            SchemaElement element = new SchemaElement(column.name());
            element.setType(column.type().physical());
            element.setRepetition_type(FieldRepetitionType.OPTIONAL);
            if (column.type().length() > 0) {
                element.setType_length(column.type().length());
            }
            column.type().annotate(element);
            schema.add(element);
        }
        return schema;
    }

    /** Writes what is left and the metadata, which stands at the end. */
    @Override
    public void close() throws IOException {
        try (file) {
            if (rowsInGroup > 0) {
                endGroup();
            }
            FileMetaData metadata = new FileMetaData(1, schema(), rows, groups);
            metadata.setCreated_by("Tule");
            ByteArrayOutputStream footer = new ByteArrayOutputStream();
            Util.writeFileMetaData(metadata, footer);
            write(footer.toByteArray());
            write(
                    ByteBuffer.allocate(4)
                            .order(ByteOrder.LITTLE_ENDIAN)
                            .putInt(footer.size())
                            .array());
            write(MAGIC);
        }
    }
}
