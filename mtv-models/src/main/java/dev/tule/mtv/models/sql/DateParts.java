package dev.tule.mtv.models.sql;

import dev.tule.mtv.models.Extract.Part;
import dev.tule.mtv.models.FieldError;
import dev.tule.mtv.models.meta.ModelField;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Lookups of parts of dates and times. Years and whole days become ranges, which indexes serve;
 * instants are seen in the active time zone.
 */
final class DateParts {
    /** A whole day, as one value: {@code added__date}. */
    private static final String DATE = "date";

    private DateParts() {}

    /** Whether a word of a lookup means a part. */
    static boolean isPart(String word) {
        return word.equals(DATE) || Part.find(word).isPresent();
    }

    static List<String> names() {
        List<String> all = new ArrayList<>(List.of(DATE));
        for (Part each : Part.values()) {
            all.add(each.word());
        }
        return all;
    }

    static String checked(ModelField field, String word) {
        Class<?> type = field.type();
        boolean both = type == Instant.class || type == LocalDateTime.class;
        boolean date = both || type == LocalDate.class;
        boolean time = both || type == LocalTime.class;
        boolean has =
                Part.find(word)
                        .map(part -> (part.ofDates() && date) || (part.ofTimes() && time))
                        .orElse(date);
        if (!has) {
            String what = date ? "a date" : time ? "a time" : "no date";
            throw new FieldError("'" + field.name() + "' is " + what + ", so it has no " + word);
        }
        return word;
    }

    static Sql compare(
            Dialect dialect,
            Scope.ColumnRef column,
            String word,
            Lookup lookup,
            @Nullable Object value) {
        Part part = Part.find(word).orElse(null);
        boolean ranged = part == null || part == Part.YEAR || part == Part.ISO_YEAR;
        if (ranged && !lookup.operator().isEmpty()) {
            return range(column, lookup, part, value);
        }
        boolean several = lookup == Lookup.IN || lookup == Lookup.RANGE;
        if (part == null || (lookup.operator().isEmpty() && !several)) {
            throw new FieldError("the " + word + " of a date can't be asked by " + lookup.word());
        }
        return Comparison.of(
                dialect,
                Sql.of(Calendar.part(dialect, part, column)),
                null,
                lookup,
                several ? numbers(value) : number(value));
    }

    private static Sql range(
            Scope.ColumnRef column, Lookup lookup, @Nullable Part part, @Nullable Object value) {
        LocalDate first = part == null ? day(value) : yearStart(part, number(value));
        LocalDate next = part == null ? first.plusDays(1) : yearStart(part, number(value) + 1);
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

    /** The fourth of January is always in the year's first week. */
    private static LocalDate yearStart(Part part, int year) {
        return part == Part.YEAR
                ? LocalDate.of(year, 1, 1)
                : LocalDate.of(year, 1, 4).with(DayOfWeek.MONDAY);
    }

    private static Object start(ModelField field, LocalDate day) {
        if (field.type() == LocalDate.class) {
            return day;
        }
        if (field.type() == LocalDateTime.class) {
            return day.atStartOfDay();
        }
        return day.atStartOfDay(Calendar.zone()).toInstant();
    }

    private static List<Object> numbers(@Nullable Object value) {
        if (!(value instanceof Iterable<?> all)) {
            throw new FieldError("several parts of dates are a list of numbers");
        }
        List<Object> numbers = new ArrayList<>();
        all.forEach(each -> numbers.add(number(each)));
        return numbers;
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
