package dev.tule.autoscaling.schedule;

import dev.tule.autoscaling.resource.Faults;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When something happens again and again: a Unix cron expression of five fields - minute, hour, day
 * of the month, month, day of the week (crontab(5)). Where both days are given, one of them is
 * enough. A time that a clock put forward leaves out comes as much later; one that a clock put back
 * shows twice comes the first time. Immutable.
 */
final class Recurrence {
    private static final int MOST_CHARACTERS = 255;
    private static final int SUNDAY_TOO = 7;

    /** The 29th of February may be eight years away. */
    private static final int MOST_DAYS = 8 * 366;

    private static final List<String> MONTHS =
            List.of(
                    "JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV",
                    "DEC");
    private static final List<String> DAYS =
            List.of("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT");
    private static final Pattern PART =
            Pattern.compile("(?:\\*|(\\w{1,3})(?:-(\\w{1,3}))?)(?:/(\\d{1,2}))?");

    private final BitSet minutes;
    private final BitSet hours;
    private final BitSet daysOfMonth;
    private final BitSet months;
    private final BitSet daysOfWeek;
    private final boolean anyDay;
    private final ZoneId zone;

    private Recurrence(String[] fields, ZoneId zone) {
        this.minutes = field(fields[0], 0, 59, List.of());
        this.hours = field(fields[1], 0, 23, List.of());
        this.daysOfMonth = field(fields[2], 1, 31, List.of());
        this.months = field(fields[3], 1, 12, MONTHS);
        this.daysOfWeek = field(fields[4], 0, SUNDAY_TOO, DAYS);
        if (daysOfWeek.get(SUNDAY_TOO)) {
            daysOfWeek.set(0);
        }
        this.anyDay = fields[2].startsWith("*") || fields[4].startsWith("*");
        this.zone = zone;
    }

    /**
     * Reads an expression.
     *
     * @param zone whose clocks it is about
     */
    static Recurrence of(String expression, ZoneId zone) {
        String[] fields = expression.strip().split("\\s+", -1);
        if (expression.length() > MOST_CHARACTERS || fields.length != 5) {
            throw wrong(expression);
        }
        return new Recurrence(fields, zone);
    }

    private static RuntimeException wrong(String text) {
        return Faults.invalid("Given recurrence string: %s is invalid.".formatted(text));
    }

    private static BitSet field(String text, int least, int most, List<String> names) {
        BitSet set = new BitSet();
        for (String part : text.split(",", -1)) {
            Matcher matcher = PART.matcher(part);
            if (!matcher.matches()) {
                throw wrong(text);
            }
            int step = matcher.group(3) == null ? 1 : Integer.parseInt(matcher.group(3));
            int from = matcher.group(1) == null ? least : number(matcher.group(1), least, names);
            int to = from;
            if (matcher.group(2) != null) {
                to = number(matcher.group(2), least, names);
            } else if (matcher.group(1) == null || matcher.group(3) != null) {
                to = most;
            }
            if (from < least || to > most || from > to || step == 0) {
                throw wrong(text);
            }
            for (int value = from; value <= to; value += step) {
                set.set(value);
            }
        }
        return set;
    }

    private static int number(String word, int least, List<String> names) {
        int named = names.indexOf(word.toUpperCase(Locale.ROOT));
        if (named >= 0) {
            return named + least;
        }
        try {
            return Integer.parseInt(word);
        } catch (NumberFormatException e) {
            throw wrong(word);
        }
    }

    /** The first time after a moment; empty where there is none, as on the 30th of February. */
    Optional<Instant> after(Instant moment) {
        LocalDate day = moment.atZone(zone).toLocalDate();
        for (int i = 0; i < MOST_DAYS; i++) {
            if (isOn(day)) {
                Optional<Instant> found = onDay(day, moment);
                if (found.isPresent()) {
                    return found;
                }
            }
            day = day.plusDays(1);
        }
        return Optional.empty();
    }

    private boolean isOn(LocalDate day) {
        boolean ofMonth = daysOfMonth.get(day.getDayOfMonth());
        boolean ofWeek = daysOfWeek.get(day.getDayOfWeek().getValue() % SUNDAY_TOO);
        return months.get(day.getMonthValue()) && (anyDay ? ofMonth && ofWeek : ofMonth || ofWeek);
    }

    private Optional<Instant> onDay(LocalDate day, Instant moment) {
        for (int hour = hours.nextSetBit(0); hour >= 0; hour = hours.nextSetBit(hour + 1)) {
            for (int minute = minutes.nextSetBit(0);
                    minute >= 0;
                    minute = minutes.nextSetBit(minute + 1)) {
                Instant time =
                        ZonedDateTime.ofLocal(day.atTime(hour, minute), zone, null).toInstant();
                if (time.isAfter(moment)) {
                    return Optional.of(time);
                }
            }
        }
        return Optional.empty();
    }
}
