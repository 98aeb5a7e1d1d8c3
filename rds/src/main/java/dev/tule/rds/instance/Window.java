package dev.tule.rds.instance;

import dev.tule.rds.resource.Faults;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The windows of time, in UTC, in which backups are taken and changes applied: {@code 03:00-03:30}
 * each day, {@code sun:05:00-sun:05:30} each week.
 */
public final class Window {
    private static final int DAY = 24 * 60;
    private static final int WEEK = 7 * DAY;
    private static final int SHORTEST = 30;
    private static final List<String> DAYS =
            List.of("mon", "tue", "wed", "thu", "fri", "sat", "sun");
    private static final String TIME = "([01][0-9]|2[0-3]):([0-5][0-9])";
    private static final Pattern DAILY = Pattern.compile(TIME + "-" + TIME);
    private static final Pattern WEEKLY =
            Pattern.compile("([a-z]{3}):" + TIME + "-([a-z]{3}):" + TIME);

    private Window() {}

    /** Half an hour in the night. */
    static String daily(RandomGenerator random) {
        int start = 3 * 60 + random.nextInt(8) * 30;
        return clock(start) + "-" + clock(start + SHORTEST);
    }

    /** Half an hour in a night, later than any of {@link #daily}. */
    static String weekly(RandomGenerator random) {
        int start = 8 * 60 + random.nextInt(8) * 30;
        String day = DAYS.get(random.nextInt(DAYS.size()));
        return day + ":" + clock(start) + "-" + day + ":" + clock(start + SHORTEST);
    }

    private static String clock(int minutes) {
        return "%02d:%02d".formatted(minutes / 60, minutes % 60);
    }

    static String checkedDaily(String window) {
        Matcher matcher = DAILY.matcher(window);
        if (!matcher.matches() || length(daily(matcher), DAY) < SHORTEST) {
            throw Faults.invalid(
                    "Invalid backup window format: %s. It is written as hh24:mi-hh24:mi, in UTC, and lasts at least 30 minutes."
                            .formatted(window));
        }
        return window;
    }

    static String checkedWeekly(String given) {
        String window = given.toLowerCase(Locale.ROOT);
        Matcher matcher = WEEKLY.matcher(window);
        boolean valid =
                matcher.matches()
                        && DAYS.contains(matcher.group(1))
                        && DAYS.contains(matcher.group(4))
                        && length(weekly(matcher), WEEK) >= SHORTEST;
        if (!valid) {
            throw Faults.invalid(
                    "Invalid maintenance window format: %s. It is written as ddd:hh24:mi-ddd:hh24:mi, in UTC, and lasts at least 30 minutes."
                            .formatted(given));
        }
        return window;
    }

    /** Whether a moment lies in a daily or weekly window that was checked. */
    public static boolean contains(String window, Instant moment) {
        ZonedDateTime utc = moment.atZone(ZoneOffset.UTC);
        int minuteOfDay = utc.getHour() * 60 + utc.getMinute();
        Matcher daily = DAILY.matcher(window);
        if (daily.matches()) {
            return within(daily(daily), minuteOfDay, DAY);
        }
        Matcher weekly = WEEKLY.matcher(window);
        return weekly.matches()
                && within(
                        weekly(weekly),
                        (utc.getDayOfWeek().getValue() - 1) * DAY + minuteOfDay,
                        WEEK);
    }

    /** When the daily window began that a moment lies in. */
    public static Instant began(String daily, Instant moment) {
        Matcher matcher = DAILY.matcher(daily);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("no daily window: " + daily);
        }
        ZonedDateTime utc = moment.atZone(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
        int since = Math.floorMod(utc.getHour() * 60 + utc.getMinute() - daily(matcher).from, DAY);
        return utc.minusMinutes(since).toInstant();
    }

    private record Span(int from, int to) {}

    private static Span daily(Matcher matcher) {
        return new Span(minutes(matcher, 1), minutes(matcher, 3));
    }

    private static Span weekly(Matcher matcher) {
        return new Span(
                DAYS.indexOf(matcher.group(1)) * DAY + minutes(matcher, 2),
                DAYS.indexOf(matcher.group(4)) * DAY + minutes(matcher, 5));
    }

    private static int minutes(Matcher matcher, int group) {
        return Integer.parseInt(matcher.group(group)) * 60
                + Integer.parseInt(matcher.group(group + 1));
    }

    private static int length(Span span, int round) {
        return Math.floorMod(span.to - span.from, round);
    }

    private static boolean within(Span span, int at, int round) {
        return Math.floorMod(at - span.from, round) < length(span, round);
    }
}
