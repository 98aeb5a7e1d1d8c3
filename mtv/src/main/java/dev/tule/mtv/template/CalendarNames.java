package dev.tule.mtv.template;

import java.time.DayOfWeek;
import java.time.Month;
import java.time.format.TextStyle;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Names of months and days by language; the JDK makes a formatter each time it is asked for one.
 */
final class CalendarNames {
    private static final int MAX_LANGUAGES = 200;

    private static final Map<Key, CalendarNames> KNOWN = new ConcurrentHashMap<>();

    private final List<String> months;
    private final List<String> days;

    private record Key(Locale locale, boolean full) {}

    private CalendarNames(Key key) {
        TextStyle ofMonth = key.full ? TextStyle.FULL : TextStyle.SHORT;
        TextStyle ofDay = key.full ? TextStyle.FULL_STANDALONE : TextStyle.SHORT_STANDALONE;
        this.months =
                Arrays.stream(Month.values())
                        .map(month -> month.getDisplayName(ofMonth, key.locale))
                        .toList();
        this.days =
                Arrays.stream(DayOfWeek.values())
                        .map(day -> day.getDisplayName(ofDay, key.locale))
                        .toList();
    }

    static CalendarNames of(Locale locale, boolean full) {
        Key key = new Key(locale, full);
        CalendarNames known = KNOWN.get(key);
        if (known == null) {
            known = new CalendarNames(key);
            if (KNOWN.size() < MAX_LANGUAGES) {
                KNOWN.put(key, known);
            }
        }
        return known;
    }

    String month(Month month) {
        return months.get(month.getValue() - 1);
    }

    String day(DayOfWeek day) {
        return days.get(day.getValue() - 1);
    }
}
