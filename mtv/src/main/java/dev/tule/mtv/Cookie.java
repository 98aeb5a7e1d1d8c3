package dev.tule.mtv;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A cookie to be set (RFC 6265).
 *
 * @param name a token
 * @param value any text; what a cookie can't hold as it is goes out percent-encoded
 * @param maxAge how long the browser keeps it; null until the browser closes; zero removes it
 * @param path where it is sent back; {@code /} by default
 * @param domain to which hosts; null for the one that set it
 * @param secure over TLS alone
 * @param httpOnly out of scripts' reach
 * @param sameSite whether other sites' requests carry it
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/ref/request-response/#django.http.HttpResponse.set_cookie">
 *     Django: set_cookie</a>
 */
public record Cookie(
        String name,
        String value,
        @Nullable Duration maxAge,
        String path,
        @Nullable String domain,
        boolean secure,
        boolean httpOnly,
        SameSite sameSite) {
    private static final DateTimeFormatter DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC);
    private static final String VALUE_SAFE = "!#$&'()*+/:<=>?@[]^`{|}";

    /** Whether requests that other sites cause carry a cookie. */
    public enum SameSite {
        STRICT("Strict"),
        LAX("Lax"),
        NONE("None");

        private final String word;

        SameSite(String word) {
            this.word = word;
        }
    }

    public Cookie {
        if (!isToken(name)) {
            throw new IllegalArgumentException("not a cookie's name: " + name);
        }
        if (breaksHeader(path) || (domain != null && breaksHeader(domain))) {
            throw new IllegalArgumentException(
                    "a cookie's path or domain can't hold ; or controls");
        }
    }

    /**
     * A cookie for the whole site that lasts until the browser closes; Lax, out of scripts' reach.
     */
    public static Cookie of(String name, String value) {
        return new Cookie(name, value, null, "/", null, false, true, SameSite.LAX);
    }

    public Cookie lasting(Duration age) {
        return new Cookie(name, value, age, path, domain, secure, httpOnly, sameSite);
    }

    public Cookie secure(boolean newSecure) {
        return new Cookie(name, value, maxAge, path, domain, newSecure, httpOnly, sameSite);
    }

    public Cookie httpOnly(boolean newHttpOnly) {
        return new Cookie(name, value, maxAge, path, domain, secure, newHttpOnly, sameSite);
    }

    public Cookie sameSite(SameSite newSameSite) {
        return new Cookie(name, value, maxAge, path, domain, secure, httpOnly, newSameSite);
    }

    public Cookie within(String newPath, @Nullable String newDomain) {
        return new Cookie(name, value, maxAge, newPath, newDomain, secure, httpOnly, sameSite);
    }

    /** The value of the {@code Set-Cookie} field. */
    String header() {
        StringBuilder out = new StringBuilder(name).append('=');
        out.append(Percent.encodeExcept(value, VALUE_SAFE));
        Duration age = maxAge;
        if (age != null) {
            if (age.isZero()) {
                // Browsers without Max-Age go by the date, which long ago means: remove it.
                out.append("; Expires=").append(DATE.format(Instant.EPOCH));
            }
            out.append("; Max-Age=").append(age.toSeconds());
        }
        out.append("; Path=").append(path);
        if (domain != null) {
            out.append("; Domain=").append(domain);
        }
        if (secure || sameSite == SameSite.NONE) {
            out.append("; Secure");
        }
        return out.append(httpOnly ? "; HttpOnly" : "")
                .append("; SameSite=")
                .append(sameSite.word)
                .toString();
    }

    /** Reads a {@code Cookie} field; of cookies of one name the first counts. */
    static Map<String, String> parse(String header) {
        Map<String, String> cookies = new LinkedHashMap<>();
        for (String pair : header.split(";", -1)) {
            int equals = pair.indexOf('=');
            if (equals > 0) {
                String text = pair.substring(equals + 1).strip();
                if (text.length() > 1 && text.startsWith("\"") && text.endsWith("\"")) {
                    text = text.substring(1, text.length() - 1);
                }
                cookies.putIfAbsent(pair.substring(0, equals).strip(), decoded(text));
            }
        }
        return cookies;
    }

    private static String decoded(String text) {
        try {
            return Percent.decodePath(text);
        } catch (BadRequest notOurs) {
            // Another program's cookie of the same host: its form is its own affair.
            return text;
        }
    }

    private static boolean isToken(String text) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(c -> c > ' ' && c < 127 && "()<>@,;:\\\"/[]?={}".indexOf(c) < 0);
    }

    private static boolean breaksHeader(String text) {
        return text.chars().anyMatch(c -> c < ' ' || c == ';' || c >= 127);
    }

    @Override
    public String toString() {
        return "Cookie[" + name + "]";
    }
}
