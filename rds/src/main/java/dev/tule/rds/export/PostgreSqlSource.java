package dev.tule.rds.export;

import dev.tule.rds.parquet.ColumnType;
import dev.tule.rds.parquet.ColumnType.Simple;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * PostgreSQL's tables: ordinary ones, and partitioned ones as wholes; no temporary or unlogged
 * ones. Numbers with binary forms, booleans and {@code bytea} keep their types; all else is text,
 * as PostgreSQL writes it (RDS User Guide, "PostgreSQL data type mapping to Parquet").
 */
record PostgreSqlSource() implements Source {
    private static final Map<String, ColumnType> TYPES =
            Map.of(
                    "int2", Simple.INT_16,
                    "int4", Simple.INT_32,
                    "int8", Simple.INT_64,
                    "float4", Simple.FLOAT,
                    "float8", Simple.DOUBLE,
                    "bool", Simple.BOOLEAN,
                    "bytea", Simple.BYTES);

    private static final String DATABASES =
            "select datname from pg_database where datallowconn and not datistemplate order by 1";

    private static final String TABLES =
            """
            select n.nspname, c.relname, c.relkind = 'p',
                   (select coalesce(sum(pg_total_relation_size(t.relid)), 0)
                      from pg_partition_tree(c.oid) t)
                   + case c.relkind when 'r' then pg_total_relation_size(c.oid) else 0 end
              from pg_class c join pg_namespace n on n.oid = c.relnamespace
             where c.relkind in ('r', 'p') and not c.relispartition and c.relpersistence = 'p'
               and n.nspname not in ('pg_catalog', 'information_schema')
               and n.nspname not like 'pg\\_toast%'
             order by 1, 2
            """;

    private static final String COLUMNS =
            """
            select a.attname, t.typname, format_type(a.atttypid, a.atttypmod)
              from pg_attribute a
              join pg_class c on c.oid = a.attrelid
              join pg_namespace n on n.oid = c.relnamespace
              join pg_type t on t.oid = a.atttypid
             where n.nspname = ? and c.relname = ? and a.attnum > 0 and not a.attisdropped
             order by a.attnum
            """;

    @Override
    public List<String> databases(Connection administrator) throws SQLException {
        return Query.list(administrator, DATABASES, row -> row.getString(1));
    }

    @Override
    public List<SourceTable> tables(Connection connection, String database) throws SQLException {
        return Query.list(
                connection,
                TABLES,
                row ->
                        new SourceTable(
                                database,
                                row.getString(1),
                                row.getString(2),
                                row.getBoolean(3),
                                row.getLong(4)));
    }

    @Override
    public List<SourceColumn> columns(Connection connection, SourceTable table)
            throws SQLException {
        return Query.list(
                connection,
                COLUMNS,
                row -> column(row.getString(1), row.getString(2), row.getString(3)),
                table.schema(),
                table.name());
    }

    private static SourceColumn column(String name, String type, String written) {
        ColumnType kept = TYPES.get(type);
        return kept == null
                ? new SourceColumn(name, written, quoted(name) + "::text", Simple.STRING)
                : new SourceColumn(name, written, quoted(name), kept);
    }

    @Override
    public String select(SourceTable table, List<SourceColumn> columns) {
        // Tables that inherit are exported under their own names; a partitioned one reads its
        // parts.
        String from =
                (table.isWhole() ? "" : "only ")
                        + quoted(table.schema())
                        + "."
                        + quoted(table.name());
        return columns.stream()
                .map(SourceColumn::expression)
                .collect(Collectors.joining(", ", "select ", " from " + from));
    }

    private static String quoted(String name) {
        return '"' + name.replace("\"", "\"\"") + '"';
    }

    @Override
    public void prepare(Connection connection) throws SQLException {
        connection.setReadOnly(true);
        // The driver fetches by cursor within a transaction alone.
        connection.setAutoCommit(false);
        try (Statement statement = connection.createStatement()) {
            statement.execute("set time zone 'UTC'");
        }
    }
}
