package dev.tule.mtv.models;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/**
 * A part of a date or time as a number, in the active time zone where it is an {@code Instant}.
 * {@link Functions#extract} makes it.
 *
 * @param part which one
 * @param path the field
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/models/database-functions/#extract">
 *     Django: Extract</a>
 */
public record Extract(Part part, String path) implements Expression {

    /** The parts that dates and times have. */
    public enum Part {
        YEAR(true, false),
        /** The year that the ISO week belongs to. */
        ISO_YEAR(true, false),
        /** 1 to 4. */
        QUARTER(true, false),
        /** 1 to 12. */
        MONTH(true, false),
        /** Of ISO 8601: 1 to 53; the first has the year's first Thursday. */
        WEEK(true, false),
        DAY(true, false),
        /** 1 is Sunday, 7 is Saturday. */
        WEEK_DAY(true, false),
        /** 1 is Monday, 7 is Sunday. */
        ISO_WEEK_DAY(true, false),
        HOUR(false, true),
        MINUTE(false, true),
        /** Whole ones. */
        SECOND(false, true);

        private final boolean ofDates;
        private final boolean ofTimes;

        Part(boolean ofDates, boolean ofTimes) {
            this.ofDates = ofDates;
            this.ofTimes = ofTimes;
        }

        /** Whether a date has it. */
        public boolean ofDates() {
            return ofDates;
        }

        /** Whether a time of the day has it. */
        public boolean ofTimes() {
            return ofTimes;
        }

        /** As lookups name it. */
        public String word() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** The part that a lookup names. */
        public static Optional<Part> find(String word) {
            return Arrays.stream(values()).filter(each -> each.word().equals(word)).findFirst();
        }
    }
}
