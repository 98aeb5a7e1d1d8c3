package dev.tule.rds.export;

import dev.tule.aws.protocol.JsonFactories;
import dev.tule.aws.protocol.JsonMaps;
import dev.tule.engines.DatabaseServer;
import dev.tule.engines.EngineKind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Takes the tables in a server to S3. Used by one thread, once. It may be done again from its
 * beginning: what is there is written over.
 */
public final class SnapshotExport {
    private static final int TABLES_IN_A_FILE = 100;
    private static final int ALL = 100;

    /** Readers of Parquet take them for something else (RDS User Guide, "Limitations"). */
    private static final Pattern AWKWARD_COLUMN = Pattern.compile("[,;{}()\\n\\t= ]");

    private static final JsonMaps JSON = new JsonMaps(JsonFactories.json(16, 1 << 20));

    private final DatabaseServer server;
    private final Source source;
    private final ExportScope scope;
    private final ExportLayout layout;
    private final ExportTarget target;
    private final ExportTarget.Destination destination;
    private final Path scratch;
    private final InstantSource clock;
    private final ExportProgress progress;
    private final List<Map<String, Object>> reports = new ArrayList<>();
    private final List<String> skipped = new ArrayList<>();
    private long bytes;
    private long read;

    /**
     * What is exported, and under which name.
     *
     * @param prefix of the keys of all files; empty for none
     */
    public record Plan(
            String export, String prefix, ExportScope scope, ExportTarget.Destination to) {}

    /**
     * @param scratch a directory for files that are being written; what it holds is the caller's to
     *     delete
     */
    public SnapshotExport(
            DatabaseServer server,
            Plan plan,
            ExportTarget target,
            Path scratch,
            InstantSource clock,
            ExportProgress progress) {
        this.server = server;
        this.source =
                server.version().kind() == EngineKind.POSTGRESQL
                        ? new PostgreSqlSource()
                        : new MySqlSource();
        this.scope = plan.scope();
        this.layout = ExportLayout.of(plan.prefix(), plan.export());
        this.target = target;
        this.destination = plan.to();
        this.scratch = scratch;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Reads and writes everything but {@link #describe the export's own description}.
     *
     * @throws SQLException when the server can't be read, or has no database that the scope names
     */
    public ExportResult run() throws SQLException, IOException, ExportCanceledException {
        List<SourceTable> tables = tables();
        long all = tables.stream().mapToLong(SourceTable::bytes).sum();
        for (SourceTable table : tables) {
            progress.check();
            export(table);
            read += table.bytes();
            progress.reached(all == 0 ? 0 : (int) (read * (ALL - 1) / all), bytes);
            if (reports.size() == TABLES_IN_A_FILE) {
                writeReports(tables.indexOf(table) + 1);
            }
        }
        if (!reports.isEmpty()) {
            writeReports(tables.size());
        }
        return new ExportResult(bytes, List.copyOf(skipped));
    }

    /**
     * Writes {@code export_info}.
     *
     * @param description of the export, by the names that AWS has in it
     */
    public void describe(Map<String, Object> description) throws IOException {
        write(layout.info(), description);
    }

    private List<SourceTable> tables() throws SQLException {
        List<String> databases;
        try (Connection administrator = server.administer("")) {
            databases = source.databases(administrator);
        }
        for (String named : scope.databases()) {
            if (!databases.contains(named)) {
                throw new SQLException("There is no database " + named + " in the snapshot.");
            }
        }
        List<SourceTable> tables = new ArrayList<>();
        for (String database : databases) {
            if (scope.hasDatabase(database)) {
                try (Connection connection = server.administer(database)) {
                    source.tables(connection, database).stream()
                            .filter(scope::has)
                            .forEach(tables::add);
                }
            }
        }
        return tables;
    }

    private void export(SourceTable table)
            throws SQLException, IOException, ExportCanceledException {
        Instant began = clock.instant();
        try (Connection connection = server.administer(table.database())) {
            source.prepare(connection);
            List<SourceColumn> columns = source.columns(connection, table);
            boolean awkward =
                    columns.stream().anyMatch(c -> AWKWARD_COLUMN.matcher(c.name()).find());
            if (columns.isEmpty() || awkward || table.name().contains("/")) {
                skipped.add(table.title());
                reports.add(report(table, "SKIPPED", Map.of(), columns, 0));
                return;
            }
            TableExport rows =
                    new TableExport(
                            table,
                            columns,
                            scratch,
                            (part, file) -> target.put(destination, layout.part(table, part), file),
                            progress);
            rows.run(source, connection);
            put(layout.success(table), new byte[0]);
            bytes += rows.bytes();
            reports.add(
                    report(
                            table,
                            "COMPLETE",
                            Map.of(
                                    "extractionStartTime", began.toString(),
                                    "extractionEndTime", clock.instant().toString(),
                                    "partitioningInfo",
                                            Map.of(
                                                    "numberOfPartitions", rows.parts(),
                                                    "numberOfCompletedPartitions", rows.parts())),
                            columns,
                            rows.bytes()));
        }
    }

    private static Map<String, Object> report(
            SourceTable table,
            String status,
            Map<String, Object> statistics,
            List<SourceColumn> columns,
            long bytes) {
        List<Object> types = new ArrayList<>();
        for (SourceColumn column : columns) {
            Map<String, Object> type = new LinkedHashMap<>();
            type.put("columnName", column.name());
            type.put("originalType", column.original());
            type.put("expectedExportedType", column.type().physical().name());
            types.add(type);
        }
        Map<String, Object> report = new LinkedHashMap<>();
        report.put("tableStatistics", statistics);
        report.put("schemaMetadata", Map.of("originalTypeMappings", types));
        report.put("status", status);
        report.put("sizeGB", (double) bytes / (1 << 30));
        report.put("target", table.title());
        return report;
    }

    private void writeReports(int upTo) throws IOException {
        int from = upTo - reports.size() + 1;
        write(layout.tables(from, upTo), Map.of("perTableStatus", List.copyOf(reports)));
        reports.clear();
    }

    private void write(String key, Map<String, Object> object) throws IOException {
        put(key, JSON.write(object));
    }

    private void put(String key, byte[] content) throws IOException {
        Path file = scratch.resolve("small");
        Files.write(file, content);
        target.put(destination, key, file);
    }
}
