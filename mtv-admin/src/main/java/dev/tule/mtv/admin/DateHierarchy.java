package dev.tule.mtv.admin;

import dev.tule.mtv.Active;
import dev.tule.mtv.SuspiciousOperation;
import dev.tule.mtv.models.Aggregate;
import dev.tule.mtv.models.FieldError;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.QuerySet;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeFormatter;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The years, months or days that a list's objects have, within the one that was chosen.
 *
 * @param path the date
 * @param chosen {@code 2026}, {@code 2026-03}, {@code 2026-03-01}; empty for all
 */
record DateHierarchy(String path, String chosen) {
    private static final Pattern CHOSEN =
            Pattern.compile("([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?");
    private static final int MOST = 31;
    private static final int DAY = "2026-03-01".length();

    /**
     * A step: up, where one is, down.
     *
     * @param value for the query; empty for all
     * @param label what people read
     */
    record Step(String value, String label) {}

    /** Refuses what isn't a date. */
    static void check(FieldPath path) {
        Class<?> type = path.field().type();
        if (type != LocalDate.class && type != LocalDateTime.class && type != Instant.class) {
            throw new FieldError("'" + path.text() + "' is no date");
        }
    }

    /** A stretch of days, without its end. */
    private record Period(LocalDate first, LocalDate next) {}

    private Period period(String text) {
        Matcher matcher = CHOSEN.matcher(text);
        if (!matcher.matches()) {
            throw new SuspiciousOperation("no date of the admin's: " + Words.cut(text, DAY));
        }
        try {
            int month = matcher.group(2) == null ? 1 : Integer.parseInt(matcher.group(2));
            int day = matcher.group(3) == null ? 1 : Integer.parseInt(matcher.group(3));
            LocalDate first = LocalDate.of(Integer.parseInt(matcher.group(1)), month, day);
            return new Period(
                    first,
                    matcher.group(2) == null
                            ? first.plusYears(1)
                            : matcher.group(3) == null ? first.plusMonths(1) : first.plusDays(1));
        } catch (DateTimeException e) {
            throw new SuspiciousOperation("no date of the admin's: " + text);
        }
    }

    <M extends Model> QuerySet<M> narrow(QuerySet<M> all) {
        if (chosen.isEmpty()) {
            return all;
        }
        Period within = period(chosen);
        return all.filter(path + "__date__gte", within.first(), path + "__date__lt", within.next());
    }

    /** The way from all dates to the chosen one. */
    List<Step> way() {
        List<Step> way = new ArrayList<>();
        for (int length : new int[] {"2026".length(), "2026-03".length(), DAY}) {
            if (chosen.length() >= length) {
                String value = chosen.substring(0, length);
                way.add(new Step(value, label(value)));
            }
        }
        return way;
    }

    /**
     * What may be chosen next, among objects that are narrowed already. It goes from one period
     * that has objects to the next, by a query for each.
     */
    List<Step> next(QuerySet<? extends Model> narrowed) {
        List<Step> steps = new ArrayList<>();
        if (chosen.length() >= DAY) {
            return steps;
        }
        int length = chosen.isEmpty() ? "2026".length() : chosen.length() + "-03".length();
        QuerySet<? extends Model> rest = narrowed.orderBy();
        LocalDate first = first(rest);
        while (first != null && steps.size() < MOST) {
            String value = first.toString().substring(0, length);
            steps.add(new Step(value, label(value)));
            rest = rest.filter(path + "__date__gte", period(value).next());
            first = first(rest);
        }
        return steps;
    }

    private @Nullable LocalDate first(QuerySet<? extends Model> rest) {
        Object least = rest.aggregate("least", Aggregate.min(path)).get("least");
        LocalDate day =
                switch (least) {
                    case LocalDate date -> date;
                    case LocalDateTime time -> time.toLocalDate();
                    case Instant moment -> LocalDate.ofInstant(moment, Active.current().zone());
                    case null, default -> null;
                };
        // Four digits are all that an address has place for.
        return day == null || day.getYear() < 0 || day.getYear() > 9999 ? null : day;
    }

    private String label(String value) {
        Locale language = Active.current().language();
        LocalDate first = period(value).first();
        return switch (value.length()) {
            case 4 -> value;
            case 7 ->
                    Objects.requireNonNull(
                            YearMonth.from(first)
                                    .getMonth()
                                    .getDisplayName(TextStyle.FULL_STANDALONE, language));
            default -> first.format(DateTimeFormatter.ofPattern("d MMMM", language));
        };
    }
}
