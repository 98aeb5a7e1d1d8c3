package dev.tule.mtv.models.sql;

import java.util.Locale;

/** The databases, and where their SQL differs for what query sets ask. */
public enum Dialect {
    H2("H2"),
    SQLITE("SQLite"),
    POSTGRESQL("PostgreSQL"),
    MARIADB("MariaDB"),
    MYSQL("MySQL"),
    SQLSERVER("SQL Server"),
    ORACLE("Oracle");

    private final String label;

    Dialect(String label) {
        this.label = label;
    }

    /** What its makers call it. */
    public String label() {
        return label;
    }

    /** The database of a JDBC address. */
    public static Dialect of(String url) {
        String[] parts = url.toLowerCase(Locale.ROOT).split(":", 3);
        return switch (parts.length > 1 ? parts[1] : "") {
            case "h2" -> H2;
            case "sqlite" -> SQLITE;
            case "postgresql" -> POSTGRESQL;
            case "mariadb" -> MARIADB;
            case "mysql" -> MYSQL;
            case "sqlserver" -> SQLSERVER;
            case "oracle" -> ORACLE;
            default ->
                    throw new IllegalArgumentException("no database is known for such an address");
        };
    }

    /**
     * Whether a connection is told to commit each statement by itself without asking the server,
     * which then needn't be asked to commit what only reads. For others that would be one more
     * question.
     */
    public boolean commitsByItselfForFree() {
        return switch (this) {
            case H2, SQLITE, POSTGRESQL -> true;
            case MARIADB, MYSQL, SQLSERVER, ORACLE -> false;
        };
    }

    /** Rows from an offset on. */
    String slice(long offset, long limit) {
        return switch (this) {
            case SQLSERVER, ORACLE ->
                    " offset "
                            + offset
                            + " rows"
                            + (limit < 0 ? "" : " fetch next " + limit + " rows only");
            case SQLITE, MARIADB, MYSQL ->
                    " limit " + (limit < 0 ? Long.MAX_VALUE : limit) + " offset " + offset;
            case H2, POSTGRESQL ->
                    (limit < 0 ? "" : " limit " + limit) + (offset == 0 ? "" : " offset " + offset);
        };
    }

    /** Whether rows can be cut off only where there is an order. */
    boolean sliceNeedsOrder() {
        return this == SQLSERVER;
    }

    /** What holds where a column contains a text, begins or ends with it, case counting. */
    String textMatch(String column, Lookup lookup) {
        if (this != SQLITE) {
            return column + " like ? escape '|'";
        }
        // SQLite's like ignores the case of ASCII letters.
        return switch (lookup) {
            case STARTSWITH -> "substr(" + column + ", 1, length(?)) = ?";
            case ENDSWITH -> "substr(" + column + ", -length(?)) = ?";
            default -> "instr(" + column + ", ?) > 0";
        };
    }

    /** A part of a date, as a number. */
    String extract(String part, String column) {
        return switch (this) {
            case SQLSERVER -> "datepart(" + part + ", " + column + ")";
            case SQLITE -> {
                String format = part.equals("month") ? "'%m', " : "'%d', ";
                // The driver writes instants as milliseconds and dates as texts.
                yield "cast(case typeof("
                        + column
                        + ") when 'integer' then strftime("
                        + format
                        + column
                        + " / 1000, 'unixepoch') else strftime("
                        + format
                        + column
                        + ") end as integer)";
            }
            default -> "extract(" + part + " from " + column + ")";
        };
    }

    /** What locks the rows that are read until the transaction's end; empty where there is none. */
    String forUpdate() {
        return switch (this) {
            case SQLITE, SQLSERVER -> "";
            default -> " for update";
        };
    }
}
