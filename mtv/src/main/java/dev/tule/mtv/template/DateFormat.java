package dev.tule.mtv.template;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.FormatStyle;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Dates and times by Django's format letters: {@code "j F Y, H:i"}.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/templates/builtins/#date">Django:
 *     date</a>
 */
public final class DateFormat {
    private static final Map<String, String> ENGLISH =
            Map.of(
                    "DATE_FORMAT", "N j, Y",
                    "DATETIME_FORMAT", "N j, Y, P",
                    "TIME_FORMAT", "P",
                    "SHORT_DATE_FORMAT", "m/d/Y",
                    "SHORT_DATETIME_FORMAT", "m/d/Y P",
                    "YEAR_MONTH_FORMAT", "F Y",
                    "MONTH_DAY_FORMAT", "F j");

    private DateFormat() {}

    /** A moment in the context's zone, and whether date and time were known. */
    private record Moment(ZonedDateTime at, boolean hasDate, boolean hasTime) {}

    /**
     * A date or time as text; null where the value is none.
     *
     * @param format letters, or a name such as {@code DATE_FORMAT}
     */
    static @Nullable String format(@Nullable Object value, String format, TemplateContext context) {
        Moment moment = moment(value, context.zone());
        if (moment == null) {
            return null;
        }
        if (ENGLISH.containsKey(format) && !isEnglish(context.locale())) {
            return localized(moment, format, context.locale());
        }
        String letters = ENGLISH.getOrDefault(format, format);
        StringBuilder out = new StringBuilder();
        for (int i = 0; i < letters.length(); i++) {
            char c = letters.charAt(i);
            if (c == '\\' && i + 1 < letters.length()) {
                out.append(letters.charAt(++i));
            } else {
                out.append(letter(c, moment, context.locale()));
            }
        }
        return out.toString();
    }

    /** As a date or time without a filter is written. */
    static Object byDefault(TemporalAccessor value, TemplateContext context) {
        Moment moment = moment(value, context.zone());
        if (moment == null) {
            return value;
        }
        String format =
                moment.hasDate
                        ? (moment.hasTime ? "DATETIME_FORMAT" : "DATE_FORMAT")
                        : "TIME_FORMAT";
        String text =
                value instanceof YearMonth
                        ? format(value, "YEAR_MONTH_FORMAT", context)
                        : format(value, format, context);
        return text == null ? value : text;
    }

    /** The moment that a value means; null where it means none. */
    static @Nullable ZonedDateTime zoned(@Nullable Object value, ZoneId zone) {
        Moment moment = moment(value, zone);
        return moment == null ? null : moment.at;
    }

    private static @Nullable Moment moment(@Nullable Object value, ZoneId zone) {
        return switch (value) {
            case Instant at -> new Moment(at.atZone(zone), true, true);
            case ZonedDateTime at -> new Moment(at.withZoneSameInstant(zone), true, true);
            case OffsetDateTime at -> new Moment(at.atZoneSameInstant(zone), true, true);
            case LocalDateTime at -> new Moment(at.atZone(zone), true, true);
            case LocalDate at -> new Moment(at.atStartOfDay(zone), true, false);
            case YearMonth at -> new Moment(at.atDay(1).atStartOfDay(zone), true, false);
            case LocalTime at -> new Moment(LocalDate.EPOCH.atTime(at).atZone(zone), false, true);
            case null, default -> null;
        };
    }

    private static boolean isEnglish(Locale locale) {
        return locale.getLanguage().equals("en") || locale.getLanguage().isEmpty();
    }

    private static String localized(Moment moment, String format, Locale locale) {
        FormatStyle style = format.startsWith("SHORT") ? FormatStyle.SHORT : FormatStyle.LONG;
        DateTimeFormatter formatter =
                switch (format) {
                    case "TIME_FORMAT" -> DateTimeFormatter.ofLocalizedTime(FormatStyle.SHORT);
                    case "DATETIME_FORMAT", "SHORT_DATETIME_FORMAT" ->
                            DateTimeFormatter.ofLocalizedDateTime(style, FormatStyle.SHORT);
                    case "YEAR_MONTH_FORMAT" -> DateTimeFormatter.ofPattern("LLLL yyyy", locale);
                    case "MONTH_DAY_FORMAT" -> DateTimeFormatter.ofPattern("d MMMM", locale);
                    default -> DateTimeFormatter.ofLocalizedDate(style);
                };
        return formatter.withLocale(locale).format(moment.at);
    }

    private static String letter(char c, Moment moment, Locale locale) {
        boolean ofDate = "djDlSwzWmnMFbENtLyYo".indexOf(c) >= 0;
        if (ofDate) {
            return moment.hasDate ? dateLetter(c, moment.at, locale) : "";
        }
        return "aAgGhHisufPeOTZcrUI".indexOf(c) >= 0
                ? timeLetter(c, moment.at, moment.hasTime)
                : String.valueOf(c);
    }

    private static String dateLetter(char c, ZonedDateTime at, Locale locale) {
        return switch (c) {
            case 'd' -> two(at.getDayOfMonth());
            case 'j' -> Integer.toString(at.getDayOfMonth());
            case 'D' -> CalendarNames.of(locale, false).day(at.getDayOfWeek());
            case 'l' -> CalendarNames.of(locale, true).day(at.getDayOfWeek());
            case 'S' -> ordinalSuffix(at.getDayOfMonth());
            case 'w' -> Integer.toString(at.getDayOfWeek().getValue() % 7);
            case 'z' -> Integer.toString(at.getDayOfYear());
            case 'W' -> Integer.toString(at.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            case 'm' -> two(at.getMonthValue());
            case 'n' -> Integer.toString(at.getMonthValue());
            case 'M' -> CalendarNames.of(locale, false).month(at.getMonth());
            case 'b' -> CalendarNames.of(locale, false).month(at.getMonth()).toLowerCase(locale);
            case 'F', 'E' -> CalendarNames.of(locale, true).month(at.getMonth());
            case 'N' -> associatedPress(at, locale);
            case 't' -> Integer.toString(at.toLocalDate().lengthOfMonth());
            case 'L' -> at.toLocalDate().isLeapYear() ? "True" : "False";
            case 'y' -> two(at.getYear() % 100);
            case 'Y' -> "%04d".formatted(at.getYear());
            default -> Integer.toString(at.get(IsoFields.WEEK_BASED_YEAR));
        };
    }

    /** Months as the Associated Press shortens them, where the language is English. */
    private static String associatedPress(ZonedDateTime at, Locale locale) {
        if (!isEnglish(locale)) {
            return CalendarNames.of(locale, true).month(at.getMonth());
        }
        return switch (at.getMonth()) {
            case MARCH, APRIL, MAY, JUNE, JULY ->
                    CalendarNames.of(locale, true).month(at.getMonth());
            case SEPTEMBER -> "Sept.";
            default -> CalendarNames.of(locale, true).month(at.getMonth()).substring(0, 3) + ".";
        };
    }

    private static String timeLetter(char c, ZonedDateTime at, boolean hasTime) {
        int hour12 = (at.getHour() + 11) % 12 + 1;
        return switch (c) {
            case 'a' -> at.getHour() < 12 ? "a.m." : "p.m.";
            case 'A' -> at.getHour() < 12 ? "AM" : "PM";
            case 'g' -> Integer.toString(hour12);
            case 'G' -> Integer.toString(at.getHour());
            case 'h' -> two(hour12);
            case 'H' -> two(at.getHour());
            case 'i' -> two(at.getMinute());
            case 's' -> two(at.getSecond());
            case 'u' -> "%06d".formatted(at.getNano() / 1000);
            case 'f' -> hour12 + (at.getMinute() == 0 ? "" : ":" + two(at.getMinute()));
            case 'P' -> friendly(at, hour12);
            case 'e' -> at.getZone().getId();
            case 'O' ->
                    at.getOffset().getTotalSeconds() == 0
                            ? "+0000"
                            : at.getOffset().getId().replace(":", "");
            case 'T' -> DateTimeFormatter.ofPattern("zzz", Locale.ENGLISH).format(at);
            case 'Z' -> Integer.toString(at.getOffset().getTotalSeconds());
            case 'c' ->
                    hasTime
                            ? DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(at)
                            : DateTimeFormatter.ISO_LOCAL_DATE.format(at);
            case 'r' ->
                    DateTimeFormatter.ofPattern("EEE, d MMM yyyy HH:mm:ss Z", Locale.ENGLISH)
                            .format(at);
            case 'U' -> Long.toString(at.toEpochSecond());
            default -> at.getZone().getRules().isDaylightSavings(at.toInstant()) ? "1" : "0";
        };
    }

    private static String friendly(ZonedDateTime at, int hour12) {
        if (at.getMinute() == 0 && at.getHour() % 12 == 0) {
            return at.getHour() == 0 ? "midnight" : "noon";
        }
        String minutes = at.getMinute() == 0 ? "" : ":" + two(at.getMinute());
        return hour12 + minutes + (at.getHour() < 12 ? " a.m." : " p.m.");
    }

    static String ordinalSuffix(int number) {
        if (number % 100 >= 11 && number % 100 <= 13) {
            return "th";
        }
        return switch (number % 10) {
            case 1 -> "st";
            case 2 -> "nd";
            case 3 -> "rd";
            default -> "th";
        };
    }

    private static String two(int number) {
        return number < 10 ? "0" + number : Integer.toString(number);
    }
}
