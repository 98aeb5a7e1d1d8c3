package dev.tule.mtv.models.sql;

import dev.tule.mtv.models.FieldError;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.meta.ModelField;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Arrays;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Makes of a lookup's value what the column holds: lookups often come as texts, from URLs. */
public final class Values {
    private static final Set<Class<?>> NUMBERS =
            Set.of(
                    short.class,
                    Short.class,
                    int.class,
                    Integer.class,
                    long.class,
                    Long.class,
                    float.class,
                    Float.class,
                    double.class,
                    Double.class,
                    BigDecimal.class);

    private Values() {}

    public static boolean isNumber(Class<?> type) {
        return NUMBERS.contains(type);
    }

    static boolean isTrue(@Nullable Object value) {
        return Boolean.TRUE.equals(convert(Boolean.class, value));
    }

    /** The value for a field; of a relation, the related object's key. */
    public static @Nullable Object of(@Nullable ModelField field, @Nullable Object value) {
        if (field == null || value == null) {
            return value;
        }
        if (value instanceof Model object) {
            Object key = object.pk();
            if (key == null) {
                throw new FieldError("an object that isn't saved yet can't be looked for");
            }
            return of(field, key);
        }
        return convert(field.isRelation() ? field.related().id().type() : field.type(), value);
    }

    /**
     * A value as another type.
     *
     * @throws FieldError where it can't be that
     */
    public static @Nullable Object convert(Class<?> type, @Nullable Object value) {
        if (value == null || type.isInstance(value)) {
            return value;
        }
        try {
            if (value instanceof Number || NUMBERS.contains(type)) {
                return number(type, new BigDecimal(value.toString()));
            }
            return text(type, value.toString());
        } catch (ArithmeticException | IllegalArgumentException | DateTimeException e) {
            throw new FieldError("'" + cut(value.toString()) + "' is no " + type.getSimpleName());
        }
    }

    private static String cut(String text) {
        int most = 60;
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }

    private static Object number(Class<?> type, BigDecimal number) {
        if (Math.abs((long) number.scale()) > 1000 || number.precision() > 1000) {
            throw new ArithmeticException("too many digits");
        }
        return switch (type.getSimpleName()) {
            case "short", "Short" -> number.shortValueExact();
            case "int", "Integer" -> number.intValueExact();
            case "long", "Long" -> number.longValueExact();
            case "float", "Float" -> number.floatValue();
            case "double", "Double" -> number.doubleValue();
            case "BigDecimal" -> number;
            case "String" -> number.toPlainString();
            case "boolean", "Boolean" -> number.signum() != 0;
            default -> throw new IllegalArgumentException("not a number");
        };
    }

    private static Object text(Class<?> type, String text) {
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .filter(each -> ((Enum<?>) each).name().equals(text))
                    .findFirst()
                    .orElseThrow(IllegalArgumentException::new);
        }
        return switch (type.getSimpleName()) {
            case "String" -> text;
            case "boolean", "Boolean" ->
                    switch (text) {
                        case "true", "True", "1", "on" -> true;
                        case "false", "False", "0", "off" -> false;
                        default -> throw new IllegalArgumentException();
                    };
            case "LocalDate" -> LocalDate.parse(text);
            case "LocalDateTime" -> LocalDateTime.parse(text);
            case "LocalTime" -> LocalTime.parse(text);
            case "Instant" -> Instant.parse(text);
            case "UUID" -> UUID.fromString(text);
            default -> throw new IllegalArgumentException();
        };
    }
}
