package dev.tule.wamp.client.mapping;

import dev.tule.wamp.Payload;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Makes payloads of Java values, and values of payloads.
 *
 * <table>
 * <caption>Values</caption>
 * <tr><th>Java</th><th>WAMP</th></tr>
 * <tr><td>records</td><td>dicts of their components, named as these or by {@link Key}; keys that
 * no component has are ignored when read</td></tr>
 * <tr><td>{@code boolean}, {@code String}, {@code byte[]}</td><td>the same</td></tr>
 * <tr><td>{@code byte} to {@code long}, {@code BigInteger}</td><td>integers; read from any number
 * that is whole and in range</td></tr>
 * <tr><td>{@code float}, {@code double}</td><td>numbers</td></tr>
 * <tr><td>{@code BigDecimal}</td><td>strings, since WAMP's numbers would round it; read from
 * numbers, too</td></tr>
 * <tr><td>enums</td><td>strings: the constant's name; read without regard to case</td></tr>
 * <tr><td>{@code Instant}, {@code Duration} and dates of java.time</td><td>strings, as ISO 8601
 * has them</td></tr>
 * <tr><td>{@code UUID}, {@code URI}</td><td>strings</td></tr>
 * <tr><td>collections, arrays</td><td>lists</td></tr>
 * <tr><td>maps</td><td>dicts</td></tr>
 * <tr><td>{@code Optional}</td><td>the value or null; in a dict the value or nothing</td></tr>
 * </table>
 *
 * <p>Null is read only where a type is {@code @Nullable} or {@code Optional}. Safe for use by many
 * threads.
 */
public final class PayloadMapper {
    private PayloadMapper() {}

    /**
     * A payload of these positional arguments; a {@link Payload} that is the only one stays as it
     * is.
     *
     * @throws MappingException when one of them is of a class that WAMP doesn't carry
     */
    public static Payload payload(@Nullable Object... arguments) {
        if (arguments.length == 1 && arguments[0] instanceof Payload payload) {
            return payload;
        }
        @Nullable Object[] plain = new @Nullable Object[arguments.length];
        for (int i = 0; i < arguments.length; i++) {
            plain[i] = PlainValues.of(arguments[i]);
        }
        return Payload.of(plain);
    }

    /** A payload of positional and keyword arguments. */
    public static Payload payload(
            List<? extends @Nullable Object> arguments,
            Map<String, ? extends @Nullable Object> argumentsKw) {
        return Payload.of(PlainValues.list(arguments), PlainValues.map(argumentsKw));
    }

    /** A payload whose keyword arguments are the components of a record. */
    public static Payload keywords(Record keywords) {
        return Payload.of(List.of(), keywordArguments(keywords));
    }

    /** The components of a record by their names in dicts. */
    public static Map<String, @Nullable Object> keywordArguments(Record keywords) {
        return PlainValues.record(keywords);
    }

    /**
     * The payload as a value of that type. A record is read from the only argument, if that is a
     * dict and there are no keyword arguments; else its components are filled with the positional
     * arguments, in their order, and with the keyword arguments, by name. A map is read from the
     * keyword arguments, if there are any. Anything else is the only argument.
     *
     * @throws MappingException when it is none
     */
    @SuppressWarnings("unchecked")
    public static <T> T read(Payload payload, Class<T> type) {
        Object value = Shape.of(type).read(payload);
        if (value == null) {
            throw new MappingException("a value is expected");
        }
        // Not Class.cast, which doesn't take int.class for an Integer.
        return (T) value;
    }
}
