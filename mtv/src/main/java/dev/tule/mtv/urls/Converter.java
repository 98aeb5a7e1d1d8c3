package dev.tule.mtv.urls;

import java.util.Map;
import java.util.UUID;
import java.util.function.Function;

/**
 * Turns a part of a path into a value and back.
 *
 * @param type what it makes
 * @param regex what it matches; without capturing groups
 * @param parse makes the value; an IllegalArgumentException means that the pattern doesn't match
 * @param format the text of a value
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/topics/http/urls/#registering-custom-path-converters">
 *     Django: custom path converters</a>
 */
public record Converter<T>(
        Class<T> type, String regex, Function<String, T> parse, Function<T, String> format) {
    static final Converter<Long> INT =
            new Converter<>(Long.class, "[0-9]+", Long::valueOf, String::valueOf);
    static final Converter<String> STR = new Converter<>(String.class, "[^/]+", s -> s, s -> s);
    static final Converter<String> SLUG =
            new Converter<>(String.class, "[-a-zA-Z0-9_]+", s -> s, s -> s);
    static final Converter<UUID> UUID =
            new Converter<>(
                    UUID.class,
                    "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
                    java.util.UUID::fromString,
                    java.util.UUID::toString);
    static final Converter<String> PATH = new Converter<>(String.class, ".+", s -> s, s -> s);

    /** Django's own, by name. */
    static final Map<String, Converter<?>> BUILT_IN =
            Map.of("int", INT, "str", STR, "slug", SLUG, "uuid", UUID, "path", PATH);

    /** The text of a value of whatever type the caller has. */
    String text(Object value) {
        if (type.isInstance(value)) {
            return format.apply(type.cast(value));
        }
        if (type == Long.class && value instanceof Number number) {
            return Long.toString(number.longValue());
        }
        // Templates give text for anything; the regular expression decides.
        return String.valueOf(value);
    }
}
