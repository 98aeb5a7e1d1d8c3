package dev.tule.mtv.template;

import dev.tule.mtv.Active;
import java.time.Duration;
import java.time.Instant;
import java.time.Period;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Filters of dates and times. */
final class TimeFilters {

    private TimeFilters() {}

    static Library library() {
        return new Library()
                .filter(
                        "date",
                        (v, a, c) ->
                                DateFormat.format(v, a == null ? "DATE_FORMAT" : Values.text(a), c))
                .filter(
                        "time",
                        (v, a, c) ->
                                DateFormat.format(v, a == null ? "TIME_FORMAT" : Values.text(a), c))
                .filter("timesince", (v, a, c) -> since(v, a, c, false))
                .filter("timeuntil", (v, a, c) -> since(v, a, c, true))
                .filter("localtime", (v, a, c) -> at(v, c.zone()))
                .filter("utc", (v, a, c) -> at(v, ZoneOffset.UTC))
                .filter("timezone", (v, a, c) -> at(v, ZoneId.of(Values.text(a))));
    }

    static ZonedDateTime now(TemplateContext context) {
        Instant instant =
                Active.isBound()
                        ? Active.current().project().settings().clock.instant()
                        : Instant.EPOCH;
        return instant.atZone(context.zone());
    }

    /** In another zone, as a local time: nothing later moves it back. */
    private static @Nullable Object at(@Nullable Object value, ZoneId zone) {
        ZonedDateTime at = DateFormat.zoned(value, zone);
        return at == null ? value : at.toLocalDateTime();
    }

    private static @Nullable Object since(
            @Nullable Object value,
            @Nullable Object other,
            TemplateContext context,
            boolean until) {
        ZonedDateTime at = DateFormat.zoned(value, context.zone());
        ZonedDateTime given = DateFormat.zoned(other, context.zone());
        ZonedDateTime reference = given == null ? now(context) : given;
        if (at == null) {
            return null;
        }
        return until ? between(reference, at) : between(at, reference);
    }

    /** The two largest units of the time between, such as {@code 3 days, 4 hours}. */
    static String between(ZonedDateTime from, ZonedDateTime to) {
        if (!from.isBefore(to)) {
            return "0\u00A0minutes";
        }
        Period period = Period.between(from.toLocalDate(), to.toLocalDate());
        ZonedDateTime anchor = from.plus(period);
        if (anchor.isAfter(to)) {
            period = Period.between(from.toLocalDate(), to.toLocalDate().minusDays(1));
            anchor = from.plus(period);
        }
        Duration rest = Duration.between(anchor, to);
        long[] counts = {
            period.getYears(),
            period.getMonths(),
            period.getDays() / 7,
            period.getDays() % 7,
            rest.toHours(),
            rest.toMinutesPart()
        };
        List<String> parts = new ArrayList<>();
        String[] units = {"year", "month", "week", "day", "hour", "minute"};
        for (int i = 0; i < counts.length && parts.size() < 2; i++) {
            if (counts[i] > 0) {
                parts.add(counts[i] + "\u00A0" + units[i] + (counts[i] == 1 ? "" : "s"));
            } else if (!parts.isEmpty()) {
                // Only neighbours stand together: a year and 5 minutes are a year.
                break;
            }
        }
        return parts.isEmpty() ? "0\u00A0minutes" : String.join(", ", parts);
    }
}
