package dev.tule.mtv.template;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.text.NumberFormat;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZonedDateTime;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * Filters that say things as people do.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/contrib/humanize/">Django: humanize</a>
 */
final class Humanize {
    private static final String[] SMALL = {
        "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"
    };
    private static final String[] LARGE = {
        "million", "billion", "trillion", "quadrillion", "quintillion"
    };

    private Humanize() {}

    static Library library() {
        return new Library()
                .filter("apnumber", (v, a, c) -> apNumber(v))
                .filter("intcomma", (v, a, c) -> intComma(v, c.locale()))
                .filter("intword", (v, a, c) -> intWord(v, c.locale()))
                .filter("naturalday", (v, a, c) -> naturalDay(v, a, c))
                .filter("naturaltime", (v, a, c) -> naturalTime(v, c))
                .filter("ordinal", (v, a, c) -> ordinal(v));
    }

    private static @Nullable Object apNumber(@Nullable Object value) {
        int number = Values.integer(value, -1);
        return number >= 1 && number <= SMALL.length ? SMALL[number - 1] : value;
    }

    private static @Nullable Object intComma(@Nullable Object value, Locale locale) {
        BigDecimal number = Values.number(value);
        if (number == null) {
            return value;
        }
        NumberFormat format = NumberFormat.getNumberInstance(locale);
        int places = Math.max(0, number.scale());
        format.setMinimumFractionDigits(places);
        format.setMaximumFractionDigits(places);
        return format.format(number);
    }

    private static @Nullable Object intWord(@Nullable Object value, Locale locale) {
        BigDecimal number = Values.number(value);
        BigDecimal million = BigDecimal.valueOf(1_000_000);
        if (number == null || number.abs().compareTo(million) < 0) {
            return value;
        }
        BigDecimal unit = million;
        int at = 0;
        while (at + 1 < LARGE.length && number.abs().compareTo(unit.scaleByPowerOfTen(3)) >= 0) {
            unit = unit.scaleByPowerOfTen(3);
            at++;
        }
        BigDecimal rounded = number.divide(unit, 1, RoundingMode.HALF_UP);
        return String.format(locale, "%.1f", rounded) + " " + LARGE[at];
    }

    private static @Nullable Object naturalDay(
            @Nullable Object value, @Nullable Object format, TemplateContext context) {
        ZonedDateTime at = DateFormat.zoned(value, context.zone());
        if (at == null) {
            return value;
        }
        LocalDate today = TimeFilters.now(context).toLocalDate();
        long days = at.toLocalDate().toEpochDay() - today.toEpochDay();
        if (days == 0) {
            return "today";
        }
        if (days == 1) {
            return "tomorrow";
        }
        return days == -1
                ? "yesterday"
                : DateFormat.format(
                        value, format == null ? "DATE_FORMAT" : Values.text(format), context);
    }

    private static @Nullable Object naturalTime(@Nullable Object value, TemplateContext context) {
        ZonedDateTime at = DateFormat.zoned(value, context.zone());
        if (at == null) {
            return value;
        }
        ZonedDateTime now = TimeFilters.now(context);
        boolean past = !at.isAfter(now);
        Duration away = past ? Duration.between(at, now) : Duration.between(now, at);
        if (away.toSeconds() == 0) {
            return "now";
        }
        String ending = past ? " ago" : " from now";
        if (away.toDays() > 0) {
            return (past ? TimeFilters.between(at, now) : TimeFilters.between(now, at)) + ending;
        }
        if (away.toHours() > 0) {
            return counted(away.toHours(), "an hour", "hours") + ending;
        }
        return (away.toMinutes() > 0
                        ? counted(away.toMinutes(), "a minute", "minutes")
                        : counted(away.toSeconds(), "a second", "seconds"))
                + ending;
    }

    private static String counted(long count, String one, String many) {
        return count == 1 ? one : count + "\u00A0" + many;
    }

    private static @Nullable Object ordinal(@Nullable Object value) {
        int number = Values.integer(value, -1);
        return number < 0 ? value : number + DateFormat.ordinalSuffix(number);
    }
}
