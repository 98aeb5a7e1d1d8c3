package dev.tule.wamp.client.mapping;

import dev.tule.wamp.Dict;
import dev.tule.wamp.Id;
import dev.tule.wamp.Uri;
import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.Duration;
import java.time.Period;
import java.time.temporal.Temporal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes of Java values those that a {@link dev.tule.wamp.Payload} holds. */
final class PlainValues {
    /** As deep as the writers go. A value deeper than that most likely contains itself. */
    private static final int MAX_DEPTH = 256;

    private PlainValues() {}

    static @Nullable Object of(@Nullable Object value) {
        return of(value, 1);
    }

    private static @Nullable Object of(@Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new MappingException("nested deeper than " + MAX_DEPTH + " levels");
        }
        return switch (value) {
            case null -> null;
            case String text -> text;
            case Boolean flag -> flag;
            case BigDecimal decimal -> decimal.toString();
            case Long number -> number;
            case Integer number -> number;
            case Double number -> number;
            case Float number -> number;
            case Short number -> number;
            case Byte number -> number;
            case BigInteger number -> number;
            case byte[] binary -> binary;
            case Enum<?> constant -> constant.name();
            case CharSequence text -> text.toString();
            case Character character -> character.toString();
            case Record record when record instanceof Uri uri -> uri.value();
            case Record record when record instanceof Id id -> id.value();
            case Record record -> record(record, depth);
            case Map<?, ?> map -> map(map, depth);
            case Collection<?> list -> list(list, depth);
            case Dict dict -> map(dict.asMap(), depth);
            case Object other -> rarer(other, depth);
        };
    }

    private static @Nullable Object rarer(Object value, int depth) {
        return switch (value) {
            case Optional<?> optional -> of(optional.orElse(null), depth);
            case OptionalInt number -> number.isPresent() ? number.getAsInt() : null;
            case OptionalLong number -> number.isPresent() ? number.getAsLong() : null;
            case OptionalDouble number -> number.isPresent() ? number.getAsDouble() : null;
            case Temporal time -> time.toString();
            case Duration duration -> duration.toString();
            case Period period -> period.toString();
            case UUID uuid -> uuid.toString();
            case URI uri -> uri.toString();
            case Object array when array.getClass().isArray() -> list(array, depth);
            default ->
                    throw new MappingException(
                            "WAMP carries no " + value.getClass().getName() + "; a record, say");
        };
    }

    static List<@Nullable Object> list(Collection<?> values) {
        return list(values, 0);
    }

    private static List<@Nullable Object> list(Collection<?> values, int depth) {
        List<@Nullable Object> plain = new ArrayList<>(values.size());
        for (Object value : values) {
            plain.add(of(value, depth + 1));
        }
        return plain;
    }

    private static List<@Nullable Object> list(Object array, int depth) {
        int length = Array.getLength(array);
        List<@Nullable Object> plain = new ArrayList<>(length);
        for (int i = 0; i < length; i++) {
            plain.add(of(Array.get(array, i), depth + 1));
        }
        return plain;
    }

    static Map<String, @Nullable Object> map(Map<?, ?> values) {
        return map(values, 0);
    }

    private static Map<String, @Nullable Object> map(Map<?, ?> values, int depth) {
        Map<String, @Nullable Object> plain = LinkedHashMap.newLinkedHashMap(values.size());
        values.forEach((key, value) -> plain.put(key(key), of(value, depth + 1)));
        return plain;
    }

    private static String key(@Nullable Object key) {
        return switch (of(key)) {
            case String text -> text;
            case Long number -> number.toString();
            case Integer number -> number.toString();
            case null, default ->
                    throw new MappingException("the keys of a dict are strings, not " + key);
        };
    }

    static Map<String, @Nullable Object> record(Record record) {
        return record(record, 0);
    }

    private static Map<String, @Nullable Object> record(Record record, int depth) {
        Map<String, @Nullable Object> plain = new LinkedHashMap<>();
        for (RecordShape.Component component : RecordShape.components(record.getClass())) {
            Object value = component.of(record);
            if (!absent(value)) {
                plain.put(component.key(), of(value, depth + 1));
            }
        }
        return plain;
    }

    private static boolean absent(@Nullable Object value) {
        return switch (value) {
            case Optional<?> optional -> optional.isEmpty();
            case OptionalInt number -> number.isEmpty();
            case OptionalLong number -> number.isEmpty();
            case OptionalDouble number -> number.isEmpty();
            case null, default -> false;
        };
    }
}
