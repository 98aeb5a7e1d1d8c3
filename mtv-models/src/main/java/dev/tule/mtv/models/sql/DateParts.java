package dev.tule.mtv.models.sql;

import dev.tule.mtv.Active;
import dev.tule.mtv.models.FieldError;
import dev.tule.mtv.models.meta.ModelField;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * Years, months and days of dates. Years and whole days become ranges, which indexes serve;
 * instants are seen in the active time zone.
 */
final class DateParts {

    private DateParts() {}

    static String checked(ModelField field, String part) {
        Class<?> type = field.type();
        boolean time = type == Instant.class || type == LocalDateTime.class;
        if (!time && type != LocalDate.class) {
            throw new FieldError("'" + field.name() + "' is no date, so it has no " + part);
        }
        return part;
    }

    static Sql compare(
            Dialect dialect,
            Scope.ColumnRef column,
            String part,
            Lookup lookup,
            @Nullable Object value) {
        if (lookup.operator().isEmpty()) {
            throw new FieldError("the " + part + " of a date can't be asked by " + lookup.word());
        }
        if (part.equals("year") || part.equals("date")) {
            LocalDate first = part.equals("year") ? LocalDate.of(number(value), 1, 1) : day(value);
            LocalDate next = part.equals("year") ? first.plusYears(1) : first.plusDays(1);
            return range(column, lookup, first, next);
        }
        return Sql.of(dialect.extract(part, column.sql()) + " " + lookup.operator() + " ?")
                .bind(null, number(value));
    }

    private static Sql range(
            Scope.ColumnRef column, Lookup lookup, LocalDate first, LocalDate next) {
        ModelField field = column.field();
        String name = column.sql();
        return switch (lookup) {
            case GT -> Sql.of(name + " >= ?").bind(field, start(field, next));
            case GTE -> Sql.of(name + " >= ?").bind(field, start(field, first));
            case LT -> Sql.of(name + " < ?").bind(field, start(field, first));
            case LTE -> Sql.of(name + " < ?").bind(field, start(field, next));
            default ->
                    Sql.of("(" + name + " >= ? and " + name + " < ?)")
                            .bind(field, start(field, first))
                            .bind(field, start(field, next));
        };
    }

    private static Object start(ModelField field, LocalDate day) {
        if (field.type() == LocalDate.class) {
            return day;
        }
        if (field.type() == LocalDateTime.class) {
            return day.atStartOfDay();
        }
        ZoneId zone = Active.isBound() ? Active.current().zone() : ZoneOffset.UTC;
        return day.atStartOfDay(zone).toInstant();
    }

    private static int number(@Nullable Object value) {
        if (Values.convert(Integer.class, value) instanceof Integer number) {
            return number;
        }
        throw new FieldError("a part of a date is a number, not null");
    }

    private static LocalDate day(@Nullable Object value) {
        if (Values.convert(LocalDate.class, value) instanceof LocalDate day) {
            return day;
        }
        throw new FieldError("a date is needed, not null");
    }
}
