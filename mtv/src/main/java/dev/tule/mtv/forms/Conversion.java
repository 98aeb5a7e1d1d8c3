package dev.tule.mtv.forms;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Set;
import java.util.UUID;

/** Makes a value of a field's text. */
final class Conversion {
    private static final int MAX_DIGITS = 100;
    private static final Set<Class<?>> WHOLE =
            Set.of(
                    int.class,
                    Integer.class,
                    long.class,
                    Long.class,
                    short.class,
                    Short.class,
                    BigInteger.class);
    private static final Set<Class<?>> BROKEN =
            Set.of(double.class, Double.class, float.class, Float.class, BigDecimal.class);

    private Conversion() {}

    /** The text means no such value; the message says so, not yet translated. */
    static final class Failed extends Exception {
        private static final long serialVersionUID = 1;

        Failed(String message) {
            super(message);
        }

        String message() {
            return String.valueOf(getMessage());
        }
    }

    static boolean isNumber(Class<?> type) {
        return isWhole(type) || BROKEN.contains(type);
    }

    static boolean isWhole(Class<?> type) {
        return WHOLE.contains(type);
    }

    /** Whether a component of that type can be a field. */
    static boolean isPossible(Class<?> type) {
        return isNumber(type)
                || type.isEnum()
                || Set.of(
                                String.class,
                                boolean.class,
                                Boolean.class,
                                LocalDate.class,
                                LocalDateTime.class,
                                LocalTime.class,
                                UUID.class,
                                URI.class)
                        .contains(type);
    }

    /** The value of a text that is not empty. */
    static Object convert(Class<?> type, String text) throws Failed {
        if (type == String.class) {
            if (text.indexOf('\0') >= 0) {
                throw new Failed("Null characters are not allowed.");
            }
            return text;
        }
        if (isNumber(type)) {
            return number(type, text);
        }
        if (type.isEnum()) {
            return constant(type, text);
        }
        if (type == boolean.class || type == Boolean.class) {
            return !Set.of("false", "0", "off").contains(text);
        }
        try {
            if (type == LocalDate.class) {
                return LocalDate.parse(text);
            }
            if (type == LocalDateTime.class) {
                return LocalDateTime.parse(text.replace(' ', 'T'));
            }
            if (type == LocalTime.class) {
                return LocalTime.parse(text);
            }
        } catch (DateTimeException e) {
            throw new Failed(
                    type == LocalDate.class
                            ? "Enter a valid date."
                            : type == LocalTime.class
                                    ? "Enter a valid time."
                                    : "Enter a valid date/time.");
        }
        return type == UUID.class ? uuid(text) : uri(text);
    }

    private static Object number(Class<?> type, String text) throws Failed {
        String message = isWhole(type) ? "Enter a whole number." : "Enter a number.";
        try {
            if (text.length() > MAX_DIGITS) {
                throw new Failed(message);
            }
            BigDecimal number = new BigDecimal(text);
            if (Math.abs((long) number.scale()) > MAX_DIGITS) {
                throw new Failed(message);
            }
            if (type == int.class || type == Integer.class) {
                return number.intValueExact();
            }
            if (type == long.class || type == Long.class) {
                return number.longValueExact();
            }
            if (type == short.class || type == Short.class) {
                return number.shortValueExact();
            }
            if (type == BigInteger.class) {
                return number.toBigIntegerExact();
            }
            if (type == double.class || type == Double.class) {
                return number.doubleValue();
            }
            return type == float.class || type == Float.class
                    ? (Object) number.floatValue()
                    : number;
        } catch (NumberFormatException | ArithmeticException e) {
            throw new Failed(message);
        }
    }

    private static Object constant(Class<?> type, String text) throws Failed {
        for (Object constant : type.getEnumConstants()) {
            if (constant instanceof Enum<?> each && each.name().equals(text)) {
                return each;
            }
        }
        throw new Failed("Select a valid choice. That choice is not one of the available choices.");
    }

    private static UUID uuid(String text) throws Failed {
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equalsIgnoreCase(text)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new Failed("Enter a valid UUID.");
    }

    private static URI uri(String text) throws Failed {
        try {
            URI uri = new URI(text);
            boolean web =
                    "http".equalsIgnoreCase(uri.getScheme())
                            || "https".equalsIgnoreCase(uri.getScheme());
            if (web && uri.getHost() != null) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Said below.
        }
        throw new Failed("Enter a valid URL.");
    }
}
