package dev.tule.mtv.models.sql;

import dev.tule.mtv.Active;
import dev.tule.mtv.models.Extract.Part;
import dev.tule.mtv.models.FieldError;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;

/**
 * Parts of dates and times as SQL. Instants lie in the database in UTC and are seen in the active
 * time zone: by its offset where it is always the same, or else by what the database knows of time
 * zones.
 */
final class Calendar {

    private Calendar() {}

    /** The active time zone. */
    static ZoneId zone() {
        return Active.isBound() ? Active.current().zone() : ZoneOffset.UTC;
    }

    /** A part of what a column holds, as a whole number. */
    static String part(Dialect dialect, Part part, Scope.ColumnRef column) {
        if (dialect == Dialect.SQLITE) {
            return sqlitePart(part, column);
        }
        String time = local(dialect, column);
        return switch (part) {
            case ISO_WEEK_DAY -> isoDay(dialect, time);
            case WEEK_DAY -> "(" + dialect.remainder(isoDay(dialect, time), "7") + " + 1)";
            default -> dialect.extract(part, time);
        };
    }

    private static String isoDay(Dialect dialect, String time) {
        return switch (dialect) {
            case MARIADB, MYSQL -> "(weekday(" + time + ") + 1)";
            case SQLSERVER -> "((datepart(weekday, " + time + ") + @@datefirst - 2) % 7 + 1)";
            case ORACLE -> "(trunc(" + time + ") - trunc(" + time + ", 'IW') + 1)";
            case POSTGRESQL -> "extract(isodow from " + time + ")";
            case H2 -> "extract(iso_day_of_week from " + time + ")";
            case SQLITE -> throw new IllegalStateException("SQLite has formats for that");
        };
    }

    /** What clocks show. Ebean writes times without a zone as if they were the JVM's. */
    private static String local(Dialect dialect, Scope.ColumnRef column) {
        Class<?> type = column.field().type();
        if (type == Instant.class) {
            String utc =
                    dialect == Dialect.POSTGRESQL
                            ? "(" + column.sql() + " at time zone 'UTC')"
                            : column.sql();
            return local(dialect, utc, zone());
        }
        return type == LocalDateTime.class
                ? local(dialect, column.sql(), ZoneId.systemDefault())
                : column.sql();
    }

    private static String local(Dialect dialect, String utc, ZoneId zone) {
        if (zone.getRules().isFixedOffset()) {
            int seconds = seconds(zone);
            if (seconds == 0) {
                return utc;
            }
            return switch (dialect) {
                case POSTGRESQL -> "(" + utc + " + interval '" + seconds + " seconds')";
                case ORACLE -> "(" + utc + " + numtodsinterval(" + seconds + ", 'SECOND'))";
                case MARIADB, MYSQL -> "timestampadd(second, " + seconds + ", " + utc + ")";
                default -> "dateadd(second, " + seconds + ", " + utc + ")";
            };
        }
        String there = "at time zone '" + zone.getId() + "'";
        return switch (dialect) {
            case POSTGRESQL -> "(" + utc + " at time zone 'UTC' " + there + ")";
            case H2 ->
                    "((timestamp with time zone '1970-01-01 00:00:00+00' + ("
                            + utc
                            + " - timestamp '1970-01-01 00:00:00')) "
                            + there
                            + ")";
            case ORACLE -> "cast(from_tz(" + utc + ", 'UTC') " + there + " as timestamp)";
            default ->
                    throw new FieldError(
                            dialect.label()
                                    + " doesn't know the time zone "
                                    + zone.getId()
                                    + " for parts of times: ask for a range of them, or in a zone"
                                    + " that is always as far from UTC");
        };
    }

    private static int seconds(ZoneId zone) {
        return zone.getRules().getOffset(Instant.EPOCH).getTotalSeconds();
    }

    /**
     * The driver writes dates as texts, and times as milliseconds: local ones of the JVM's zone.
     */
    private static String sqlitePart(Part part, Scope.ColumnRef column) {
        String sql = column.sql();
        if (column.field().type() == LocalDate.class) {
            return sqliteFormat(
                    part,
                    "case typeof("
                            + sql
                            + ") when 'integer' then "
                            + sql
                            + " / 1000.0 else unixepoch("
                            + sql
                            + ") end");
        }
        ZoneId zone = column.field().type() == Instant.class ? zone() : ZoneId.systemDefault();
        String millis =
                zone.getRules().isFixedOffset()
                        ? "(" + sql + " + " + 1000L * seconds(zone) + ")"
                        : SqliteFunctions.LOCAL + "(" + sql + ", '" + zone.getId() + "')";
        return sqliteFormat(part, millis + " / 1000.0");
    }

    private static String sqliteFormat(Part part, String seconds) {
        String format =
                switch (part) {
                    case YEAR -> "%Y";
                    case ISO_YEAR -> "%G";
                    case QUARTER, MONTH -> "%m";
                    case WEEK -> "%V";
                    case DAY -> "%d";
                    case WEEK_DAY -> "%w";
                    case ISO_WEEK_DAY -> "%u";
                    case HOUR -> "%H";
                    case MINUTE -> "%M";
                    case SECOND -> "%S";
                };
        String number = "cast(strftime('" + format + "', " + seconds + ", 'unixepoch') as integer)";
        return switch (part) {
            case QUARTER -> "((" + number + " + 2) / 3)";
            case WEEK_DAY -> "(" + number + " + 1)";
            default -> number;
        };
    }
}
