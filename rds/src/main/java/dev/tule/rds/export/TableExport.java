package dev.tule.rds.export;

import dev.tule.rds.parquet.ParquetWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Takes one table's rows to Parquet files. Of one thread. */
final class TableExport {
    /** Rows that are in memory at once, as the driver has them. */
    private static final int FETCHED_ROWS = 200;

    private static final int CHECKED_ROWS = 1000;
    private static final long PART_BYTES = 128L << 20;

    private final SourceTable table;
    private final List<SourceColumn> columns;
    private final Path scratch;
    private final Destination destination;
    private final ExportProgress progress;
    private long bytes;
    private int parts;

    /** Takes files that are whole. */
    @FunctionalInterface
    interface Destination {
        void put(int part, Path file) throws IOException;
    }

    /**
     * @param scratch a directory for the file that is being written
     */
    TableExport(
            SourceTable table,
            List<SourceColumn> columns,
            Path scratch,
            Destination destination,
            ExportProgress progress) {
        this.table = table;
        this.columns = columns;
        this.scratch = scratch;
        this.destination = destination;
        this.progress = progress;
    }

    void run(Source source, Connection connection)
            throws SQLException, IOException, ExportCanceledException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(FETCHED_ROWS);
            try (ResultSet rows = statement.executeQuery(source.select(table, columns))) {
                // A table without rows has a file nevertheless, which says what its columns are.
                boolean more = true;
                while (more) {
                    more = part(rows);
                }
            }
        }
    }

    /** Writes a file; true where there may be rows for another. */
    private boolean part(ResultSet rows) throws SQLException, IOException, ExportCanceledException {
        Path file = scratch.resolve("part-" + parts);
        Files.deleteIfExists(file);
        boolean full = false;
        try (ParquetWriter writer =
                new ParquetWriter(file, columns.stream().map(SourceColumn::column).toList())) {
            while (!full && rows.next()) {
                writer.add(row(rows));
                if (writer.rows() % CHECKED_ROWS == 0) {
                    progress.check();
                }
                full = writer.sizeBytes() >= PART_BYTES;
            }
        }
        progress.check();
        destination.put(parts, file);
        bytes += Files.size(file);
        parts++;
        Files.delete(file);
        return full;
    }

    private List<@Nullable Object> row(ResultSet rows) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>(columns.size());
        for (int i = 0; i < columns.size(); i++) {
            values.add(columns.get(i).read(rows, i + 1));
        }
        return values;
    }

    /** Of the files. */
    long bytes() {
        return bytes;
    }

    int parts() {
        return parts;
    }
}
