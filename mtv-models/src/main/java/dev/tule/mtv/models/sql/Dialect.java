package dev.tule.mtv.models.sql;

import dev.tule.mtv.models.Extract.Part;
import dev.tule.mtv.models.FieldError;
import dev.tule.mtv.models.Trunc;
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

    /** A part of a date or time, as a whole number; SQLite has formats instead. */
    String extract(Part part, String time) {
        String word = part.word();
        return switch (this) {
            case SQLSERVER ->
                    "datepart(" + (part == Part.WEEK ? "iso_week" : word) + ", " + time + ")";
            case ORACLE ->
                    "to_number(to_char("
                            + time
                            + ", '"
                            + switch (part) {
                                case YEAR -> "YYYY";
                                case ISO_YEAR -> "IYYY";
                                case QUARTER -> "Q";
                                case MONTH -> "MM";
                                case WEEK -> "IW";
                                case DAY -> "DD";
                                case HOUR -> "HH24";
                                case MINUTE -> "MI";
                                case SECOND -> "SS";
                                case WEEK_DAY, ISO_WEEK_DAY -> "D";
                            }
                            + "'))";
            case MARIADB, MYSQL ->
                    switch (part) {
                        case WEEK -> "week(" + time + ", 3)";
                        case ISO_YEAR -> "floor(yearweek(" + time + ", 3) / 100)";
                        default -> "extract(" + word + " from " + time + ")";
                    };
            case POSTGRESQL ->
                    "cast(floor(extract("
                            + (part == Part.ISO_YEAR ? "isoyear" : word)
                            + " from "
                            + time
                            + ")) as integer)";
            case H2 ->
                    "extract("
                            + switch (part) {
                                case WEEK -> "iso_week";
                                case ISO_YEAR -> "iso_week_year";
                                default -> word;
                            }
                            + " from "
                            + time
                            + ")";
            case SQLITE -> throw new IllegalStateException("SQLite has formats for that");
        };
    }

    /** What is left of a division. */
    String remainder(String number, String divisor) {
        return this == ORACLE
                ? "mod(" + number + ", " + divisor + ")"
                : "(" + number + " % " + divisor + ")";
    }

    /**
     * That a regular expression matches somewhere in a text.
     *
     * @param text which
     * @param ignoringCase whether letters' case doesn't count
     */
    String matches(String text, boolean ignoringCase) {
        return switch (this) {
            case POSTGRESQL -> text + (ignoringCase ? " ~* ?" : " ~ ?");
            // Their columns' collation tells cases apart; a pattern can say that it doesn't.
            case SQLITE, MARIADB -> text + " regexp " + (ignoringCase ? inAnyCase() : "?");
            case H2, MYSQL, ORACLE ->
                    "regexp_like(" + text + ", ?, '" + (ignoringCase ? "i" : "c") + "')";
            case SQLSERVER ->
                    throw new FieldError("SQL Server has no regular expressions before 2025");
        };
    }

    private String inAnyCase() {
        return this == SQLITE ? "('(?i)' || ?)" : "concat('(?i)', ?)";
    }

    /** Something as a text. */
    String text(String sql) {
        return switch (this) {
            case H2 -> "cast(" + sql + " as varchar)";
            case SQLITE, POSTGRESQL -> "cast(" + sql + " as text)";
            case MARIADB, MYSQL -> "cast(" + sql + " as char)";
            case SQLSERVER -> "cast(" + sql + " as nvarchar(4000))";
            case ORACLE -> "cast(" + sql + " as varchar2(4000))";
        };
    }

    /** A text, as in 2026-03-01, as a date; SQLite's are texts. */
    String date(String sql) {
        return switch (this) {
            case SQLITE -> sql;
            case ORACLE -> "to_date(" + sql + ", 'YYYY-MM-DD')";
            default -> "cast(" + sql + " as date)";
        };
    }

    String truth(boolean value) {
        return switch (this) {
            case H2, POSTGRESQL, MARIADB, MYSQL -> Boolean.toString(value);
            case SQLITE, SQLSERVER, ORACLE -> value ? "1" : "0";
        };
    }

    /** Whether two bars put texts together; elsewhere concat() does. */
    boolean concatenates() {
        return switch (this) {
            case H2, SQLITE, POSTGRESQL, ORACLE -> true;
            case MARIADB, MYSQL, SQLSERVER -> false;
        };
    }

    /** The function that counts characters. */
    String lengthOfText() {
        return switch (this) {
            case MARIADB, MYSQL -> "char_length";
            case SQLSERVER -> "len";
            case H2, SQLITE, POSTGRESQL, ORACLE -> "length";
        };
    }

    /** The beginning of a time's unit, in UTC. */
    String trunc(Trunc.Unit unit, String column) {
        String name = unit.name().toLowerCase(Locale.ROOT);
        return switch (this) {
            case POSTGRESQL -> "date_trunc('" + name + "', " + column + ", 'UTC')";
            // The columns hold UTC.
            case H2 -> "date_trunc('" + name + "', " + column + ")";
            case SQLITE -> truncatedMillis(unit, column);
            case MARIADB, MYSQL ->
                    "cast(date_format(" + column + ", '" + mysqlFormat(unit) + "') as datetime)";
            case SQLSERVER -> "datetrunc(" + name + ", " + column + ")";
            case ORACLE -> "trunc(cast(" + column + " as timestamp), '" + oracleFormat(unit) + "')";
        };
    }

    /** The driver writes instants as milliseconds. */
    private static String truncatedMillis(Trunc.Unit unit, String column) {
        return switch (unit) {
            case MINUTE -> "(" + column + " - " + column + " % 60000)";
            case HOUR -> "(" + column + " - " + column + " % 3600000)";
            case DAY -> "(" + column + " - " + column + " % 86400000)";
            case MONTH, YEAR ->
                    "(1000 * cast(strftime('%s', "
                            + column
                            + " / 1000, 'unixepoch', 'start of "
                            + unit.name().toLowerCase(Locale.ROOT)
                            + "') as integer))";
        };
    }

    private static String mysqlFormat(Trunc.Unit unit) {
        return switch (unit) {
            case MINUTE -> "%Y-%m-%d %H:%i:00";
            case HOUR -> "%Y-%m-%d %H:00:00";
            case DAY -> "%Y-%m-%d 00:00:00";
            case MONTH -> "%Y-%m-01 00:00:00";
            case YEAR -> "%Y-01-01 00:00:00";
        };
    }

    private static String oracleFormat(Trunc.Unit unit) {
        return switch (unit) {
            case MINUTE -> "MI";
            case HOUR -> "HH24";
            case DAY -> "DD";
            case MONTH -> "MM";
            case YEAR -> "YYYY";
        };
    }

    /** What locks the rows that are read; empty where the database has no such locks. */
    String lock(Lock lock) {
        return switch (this) {
            case SQLITE, SQLSERVER -> "";
            default -> lock.sql();
        };
    }
}
