package dev.tule.mtv;

import java.lang.reflect.AnnotatedType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Json#read(String)} gave, as a Java type: the way back of {@link Json#write}. What
 * doesn't fit is a {@link BadRequest} that names the place.
 */
final class JsonBinding {
    private static final Map<Class<?>, Function<String, Object>> OF_TEXT =
            Map.of(
                    String.class,
                    text -> text,
                    UUID.class,
                    UUID::fromString,
                    Instant.class,
                    Instant::parse,
                    LocalDate.class,
                    LocalDate::parse,
                    LocalTime.class,
                    LocalTime::parse,
                    LocalDateTime.class,
                    LocalDateTime::parse,
                    Duration.class,
                    Duration::parse,
                    byte[].class,
                    text -> Base64.getDecoder().decode(text));

    private static final Map<Class<?>, Function<BigDecimal, Object>> OF_NUMBER =
            Map.ofEntries(
                    Map.entry(short.class, BigDecimal::shortValueExact),
                    Map.entry(Short.class, BigDecimal::shortValueExact),
                    Map.entry(int.class, BigDecimal::intValueExact),
                    Map.entry(Integer.class, BigDecimal::intValueExact),
                    Map.entry(long.class, BigDecimal::longValueExact),
                    Map.entry(Long.class, BigDecimal::longValueExact),
                    Map.entry(float.class, BigDecimal::floatValue),
                    Map.entry(Float.class, BigDecimal::floatValue),
                    Map.entry(double.class, BigDecimal::doubleValue),
                    Map.entry(Double.class, BigDecimal::doubleValue),
                    Map.entry(BigDecimal.class, number -> number),
                    Map.entry(BigInteger.class, BigDecimal::toBigIntegerExact));

    private JsonBinding() {}

    /**
     * The value as a type: a record, a list, a map by texts, an optional, an enum, a number, a
     * boolean, a text, a date or time, a UUID, bytes (base64), or any object as it is.
     *
     * @param place what it is called in an error
     */
    static @Nullable Object bound(Type type, @Nullable Object json, String place) {
        if (type instanceof ParameterizedType generic) {
            return generic(generic, json, place);
        }
        if (!(type instanceof Class<?> wanted)) {
            throw new IllegalArgumentException("no JSON is read into " + type);
        }
        if (wanted == Object.class) {
            return json;
        }
        if (json == null) {
            if (wanted.isPrimitive()) {
                throw misfit(place, wanted);
            }
            return null;
        }
        if (wanted.isRecord()) {
            return record(wanted.asSubclass(Record.class), json, place);
        }
        if (wanted == List.class || wanted == Map.class) {
            return require(wanted.isInstance(json), json, place, wanted);
        }
        return scalar(wanted, json, place);
    }

    private static Object scalar(Class<?> wanted, Object json, String place) {
        try {
            if (wanted == boolean.class || wanted == Boolean.class) {
                return require(json instanceof Boolean, json, place, wanted);
            }
            if (wanted.isEnum()) {
                return Arrays.stream(wanted.getEnumConstants())
                        .filter(each -> ((Enum<?>) each).name().equals(json))
                        .findFirst()
                        .orElseThrow(() -> misfit(place, wanted));
            }
            Function<BigDecimal, Object> ofNumber = OF_NUMBER.get(wanted);
            if (ofNumber != null && json instanceof Number number) {
                return ofNumber.apply(new BigDecimal(number.toString()));
            }
            Function<String, Object> ofText = OF_TEXT.get(wanted);
            if (ofText != null && json instanceof String text) {
                return ofText.apply(text);
            }
            if (ofNumber == null && ofText == null) {
                throw new UnsupportedOperationException("no JSON is read into " + wanted.getName());
            }
        } catch (ArithmeticException | IllegalArgumentException | DateTimeException e) {
            throw misfit(place, wanted);
        }
        throw misfit(place, wanted);
    }

    private static @Nullable Object generic(
            ParameterizedType type, @Nullable Object json, String place) {
        Type[] parts = type.getActualTypeArguments();
        if (type.getRawType() == Optional.class) {
            return Optional.ofNullable(bound(parts[0], json, place));
        }
        if (json == null) {
            return null;
        }
        if (type.getRawType() == List.class && json instanceof List<?> elements) {
            List<@Nullable Object> all = new ArrayList<>();
            for (Object element : elements) {
                all.add(bound(parts[0], element, place + "[" + all.size() + "]"));
            }
            return all;
        }
        if (type.getRawType() == Map.class && json instanceof Map<?, ?> members) {
            Map<String, @Nullable Object> all = new LinkedHashMap<>();
            members.forEach(
                    (name, value) ->
                            all.put(
                                    String.valueOf(name),
                                    bound(parts[1], value, place + "." + name)));
            return all;
        }
        throw misfit(place, (Class<?>) type.getRawType());
    }

    private static <R extends Record> R record(Class<R> type, Object json, String place) {
        if (!(json instanceof Map<?, ?> members)) {
            throw misfit(place, type);
        }
        RecordComponent[] components = type.getRecordComponents();
        @Nullable Object[] values = new @Nullable Object[components.length];
        for (int i = 0; i < components.length; i++) {
            RecordComponent component = components[i];
            String at = place.isEmpty() ? component.getName() : place + "." + component.getName();
            values[i] = bound(component.getGenericType(), members.get(component.getName()), at);
            if (values[i] == null && !isNullable(component.getAnnotatedType())) {
                throw new BadRequest("JSON has no '" + at + "'");
            }
        }
        try {
            return Records.make(type, values);
        } catch (IllegalArgumentException e) {
            throw new BadRequest(String.valueOf(e.getMessage()));
        }
    }

    private static boolean isNullable(AnnotatedType type) {
        return type.isAnnotationPresent(Nullable.class);
    }

    private static Object require(boolean fits, Object json, String place, Class<?> wanted) {
        if (!fits) {
            throw misfit(place, wanted);
        }
        return json;
    }

    private static BadRequest misfit(String place, Class<?> wanted) {
        return new BadRequest("JSON's '%s' is no %s".formatted(place, wanted.getSimpleName()));
    }
}
