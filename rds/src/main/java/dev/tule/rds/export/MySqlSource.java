package dev.tule.rds.export;

import dev.tule.rds.parquet.ColumnType;
import dev.tule.rds.parquet.ColumnType.Decimal;
import dev.tule.rds.parquet.ColumnType.Simple;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
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
        List<String> databases = new ArrayList<>();
        try (Statement statement = administrator.createStatement();
                ResultSet rows = statement.executeQuery(DATABASES)) {
            while (rows.next()) {
                databases.add(rows.getString(1));
            }
        }
        return databases;
    }

    @Override
    public List<SourceTable> tables(Connection connection, String database) throws SQLException {
        List<SourceTable> tables = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(TABLES)) {
            statement.setString(1, database);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    tables.add(
                            new SourceTable(
                                    database, database, rows.getString(1), true, rows.getLong(2)));
                }
            }
        }
        return tables;
    }

    @Override
    public List<SourceColumn> columns(Connection connection, SourceTable table)
            throws SQLException {
        List<SourceColumn> columns = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, table.schema());
            statement.setString(2, table.name());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    String name = rows.getString(1);
                    String type = rows.getString(2).toLowerCase(Locale.ROOT);
                    String written = rows.getString(3);
                    boolean unsigned = written.toLowerCase(Locale.ROOT).contains("unsigned");
                    ColumnType kept = type(type, unsigned, rows.getInt(4), rows.getInt(5));
                    columns.add(
                            new SourceColumn(name, written, expression(name, type, kept), kept));
                }
            }
        }
        return columns;
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
