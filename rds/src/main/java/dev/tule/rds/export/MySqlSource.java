package dev.tule.rds.export;

import dev.tule.rds.parquet.ColumnType;
import dev.tule.rds.parquet.ColumnType.Decimal;
import dev.tule.rds.parquet.ColumnType.Simple;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * MariaDB's and MySQL's tables (RDS User Guide, "MySQL and MariaDB data type mapping to Parquet").
 */
record MySqlSource() implements Source {
    private static final int UNSIGNED_LONG_DIGITS = 20;

    private static final String DATABASES =
            """
            select schema_name from information_schema.schemata
             where schema_name not in ('information_schema', 'mysql', 'performance_schema', 'sys')
             order by 1
            """;

    private static final String TABLES =
            """
            select table_name, coalesce(data_length, 0) from information_schema.tables
             where table_schema = ? and table_type = 'BASE TABLE' order by 1
            """;

    private static final String COLUMNS =
            """
            select column_name, data_type, column_type,
                   coalesce(numeric_precision, 0), coalesce(numeric_scale, 0)
              from information_schema.columns
             where table_schema = ? and table_name = ? order by ordinal_position
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
                row -> new SourceTable(database, database, row.getString(1), true, row.getLong(2)),
                database);
    }

    @Override
    public List<SourceColumn> columns(Connection connection, SourceTable table)
            throws SQLException {
        return Query.list(connection, COLUMNS, MySqlSource::column, table.schema(), table.name());
    }

    private static SourceColumn column(ResultSet row) throws SQLException {
        String name = row.getString(1);
        String type = row.getString(2).toLowerCase(Locale.ROOT);
        String written = row.getString(3);
        boolean unsigned = written.toLowerCase(Locale.ROOT).contains("unsigned");
        ColumnType kept = type(type, unsigned, row.getInt(4), row.getInt(5));
        return new SourceColumn(name, written, expression(name, type, kept), kept);
    }

    private static ColumnType type(String type, boolean unsigned, int precision, int scale) {
        return switch (type) {
            case "tinyint" -> unsigned ? Simple.INT_16 : Simple.INT_8;
            case "smallint" -> unsigned ? Simple.INT_32 : Simple.INT_16;
            case "mediumint", "int" -> unsigned ? Simple.INT_64 : Simple.INT_32;
            case "year" -> Simple.INT_32;
            case "bigint" -> unsigned ? new Decimal(UNSIGNED_LONG_DIGITS, 0) : Simple.INT_64;
            case "decimal" ->
                    precision <= Decimal.MOST_DIGITS
                            ? new Decimal(precision, scale)
                            : Simple.STRING;
            case "float", "double" -> Simple.DOUBLE;
            case "timestamp" -> Simple.TIMESTAMP;
            case "datetime" -> Simple.LOCAL_TIMESTAMP;
            case "bit", "binary", "varbinary", "tinyblob", "blob", "mediumblob", "longblob" ->
                    Simple.BYTES;
            case "geometry",
                    "point",
                    "linestring",
                    "polygon",
                    "multipoint",
                    "multilinestring",
                    "multipolygon",
                    "geomcollection",
                    "geometrycollection",
                    "vector" ->
                    Simple.BYTES;
            default -> Simple.STRING;
        };
    }

    private static String expression(String name, String type, ColumnType kept) {
        String column = quoted(name);
        if (kept == Simple.TIMESTAMP || kept == Simple.LOCAL_TIMESTAMP) {
            // Counted by the server, so that no driver's idea of a time zone has a part in it.
            return "timestampdiff(microsecond, '1970-01-01', " + column + ")";
        }
        boolean isText = type.endsWith("char") || type.endsWith("text");
        return kept == Simple.STRING && !isText ? "cast(" + column + " as char)" : column;
    }

    @Override
    public String select(SourceTable table, List<SourceColumn> columns) {
        String from = quoted(table.schema()) + "." + quoted(table.name());
        return columns.stream()
                .map(SourceColumn::expression)
                .collect(Collectors.joining(", ", "select ", " from " + from));
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    @Override
    public void prepare(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("set time_zone = '+00:00'");
        }
    }
}
