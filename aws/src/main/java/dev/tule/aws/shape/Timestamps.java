package dev.tule.aws.shape;

import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import software.amazon.awssdk.core.traits.TimestampFormatTrait.Format;

/**
 * Timestamps as AWS writes them (Smithy 2.0, "timestampFormat"). Milliseconds are the finest that
 * goes over the wire.
 */
public final class Timestamps {
    private static final DateTimeFormatter ISO_MILLIS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH);

    private Timestamps() {}

    /**
     * Reads a timestamp. Where ISO 8601 is asked, seconds since 1970 are taken too, and without an
     * offset it is UTC: clients send them, old boto among them.
     */
    public static Instant parse(String text, Format format) {
        try {
            if (looksNumeric(text)) {
                BigDecimal number = new BigDecimal(text);
                return format == Format.UNIX_TIMESTAMP_MILLIS
                        ? Instant.ofEpochMilli(number.longValueExact())
                        : ofSeconds(number);
            }
            if (format == Format.RFC_822) {
                return DateTimeFormatter.RFC_1123_DATE_TIME.parse(text, Instant::from);
            }
            String full = text.length() == 10 ? text + "T00:00:00Z" : text;
            TemporalAccessor read =
                    DateTimeFormatter.ISO_DATE_TIME.parseBest(
                            full, OffsetDateTime::from, LocalDateTime::from);
            return read instanceof LocalDateTime local
                    ? local.toInstant(ZoneOffset.UTC)
                    : Instant.from(read);
        } catch (DateTimeException | ArithmeticException | NumberFormatException e) {
            throw MalformedRequest.type("'" + Text.shorten(text) + "' is not a timestamp");
        }
    }

    /** The instant so many seconds after 1970. */
    public static Instant ofSeconds(BigDecimal seconds) {
        try {
            // The digits are few, or the number is no date: don't expand 1e999999999.
            if (seconds.precision() - seconds.scale() > 13) {
                throw new ArithmeticException("too far");
            }
            return Instant.ofEpochMilli(seconds.movePointRight(3).longValue());
        } catch (DateTimeException | ArithmeticException e) {
            throw MalformedRequest.type("the timestamp is out of range");
        }
    }

    /** Writes a timestamp. */
    public static String print(Instant instant, Format format) {
        return switch (format) {
            case ISO_8601 -> ISO_MILLIS.format(instant);
            case RFC_822 -> HTTP_DATE.format(instant.atOffset(ZoneOffset.UTC));
            case UNIX_TIMESTAMP -> seconds(instant);
            case UNIX_TIMESTAMP_MILLIS -> Long.toString(instant.toEpochMilli());
        };
    }

    /** Seconds since 1970, with a fraction where there is one. */
    public static String seconds(Instant instant) {
        long millis = instant.toEpochMilli();
        return millis % 1000 == 0
                ? Long.toString(millis / 1000)
                : BigDecimal.valueOf(millis, 3).stripTrailingZeros().toPlainString();
    }

    private static boolean looksNumeric(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            boolean sign = c == '-' && i == 0;
            if (!sign && c != '.' && (c < '0' || c > '9')) {
                return false;
            }
        }
        return !text.isEmpty();
    }
}
