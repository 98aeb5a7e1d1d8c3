package dev.tule.elb.plane;

import dev.tule.http.Headers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;

/** The cookies by which clients keep to targets (RFC 6265). */
final class Cookies {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT)
                    .withZone(ZoneOffset.UTC);

    private Cookies() {}

    /** The value of a cookie that a client has sent. */
    static Optional<String> read(Headers headers, String name) {
        for (String field : headers.all("Cookie")) {
            for (String pair : field.split(";", -1)) {
                String cookie = pair.strip();
                if (cookie.startsWith(name + "=")) {
                    return Optional.of(cookie.substring(name.length() + 1));
                }
            }
        }
        return Optional.empty();
    }

    /** Whether a response sets a cookie. */
    static boolean sets(Headers headers, String name) {
        return headers.all("Set-Cookie").stream()
                .anyMatch(value -> value.strip().startsWith(name + "="));
    }

    /**
     * A cookie to be set.
     *
     * @param duration zero for as long as the browser runs
     */
    static String set(String name, String value, Duration duration, Instant now) {
        String expires = duration.isZero() ? "" : "; Expires=" + DATE.format(now.plus(duration));
        return name + "=" + value + expires + "; Path=/";
    }
}
