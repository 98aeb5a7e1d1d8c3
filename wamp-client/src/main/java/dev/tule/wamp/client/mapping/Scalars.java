package dev.tule.wamp.client.mapping;

import dev.tule.wamp.PublicationId;
import dev.tule.wamp.RegistrationId;
import dev.tule.wamp.SessionId;
import dev.tule.wamp.SubscriptionId;
import dev.tule.wamp.Uri;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.LongFunction;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The readers of types that are not made of others. */
final class Scalars {
    /** More digits than any measurement has, and few enough to be read in no time. */
    private static final int MAX_DECIMAL_DIGITS = 1000;

    private static final Map<Class<?>, Shape.Reader> READERS = new HashMap<>();

    static {
        integer(byte.class, Byte.class, Byte.MIN_VALUE, Byte.MAX_VALUE, n -> (byte) n);
        integer(short.class, Short.class, Short.MIN_VALUE, Short.MAX_VALUE, n -> (short) n);
        integer(int.class, Integer.class, Integer.MIN_VALUE, Integer.MAX_VALUE, n -> (int) n);
        integer(long.class, Long.class, Long.MIN_VALUE, Long.MAX_VALUE, n -> n);
        both(double.class, Double.class, of("a number", Number.class, Number::doubleValue));
        both(float.class, Float.class, of("a number", Number.class, Number::floatValue));
        both(boolean.class, Boolean.class, of("a bool", Boolean.class, flag -> flag));
        both(char.class, Character.class, of("a string", String.class, Scalars::character));
        READERS.put(String.class, of("a string", String.class, text -> text));
        READERS.put(CharSequence.class, of("a string", String.class, text -> text));
        READERS.put(Number.class, of("a number", Number.class, number -> number));
        READERS.put(byte[].class, of("binary", byte[].class, bytes -> bytes));
        READERS.put(BigInteger.class, Scalars::bigInteger);
        READERS.put(BigDecimal.class, Scalars::bigDecimal);
        parsed(Instant.class, "a time such as 2026-11-22T20:00:00Z", Scalars::instant);
        parsed(Duration.class, "a duration such as PT1.5S", Duration::parse);
        parsed(LocalDate.class, "a date such as 2026-11-22", LocalDate::parse);
        parsed(LocalTime.class, "a time such as 20:00:00", LocalTime::parse);
        parsed(LocalDateTime.class, "a time such as 2026-11-22T20:00:00", LocalDateTime::parse);
        parsed(OffsetDateTime.class, "a time such as 2026-11-22T20:00:00Z", OffsetDateTime::parse);
        parsed(UUID.class, "a UUID", UUID::fromString);
        parsed(URI.class, "a URI", URI::create);
        parsed(Uri.class, "a URI", Uri::of);
        id(SessionId.class, SessionId::new);
        id(PublicationId.class, PublicationId::new);
        id(SubscriptionId.class, SubscriptionId::new);
        id(RegistrationId.class, RegistrationId::new);
        optional(
                OptionalInt.class,
                int.class,
                OptionalInt::empty,
                value -> OptionalInt.of((Integer) value));
        optional(
                OptionalLong.class,
                long.class,
                OptionalLong::empty,
                value -> OptionalLong.of((Long) value));
        optional(
                OptionalDouble.class,
                double.class,
                OptionalDouble::empty,
                value -> OptionalDouble.of((Double) value));
    }

    private Scalars() {}

    static Map<Class<?>, Shape.Reader> readers() {
        return READERS;
    }

    /** Of values of one class, made something of. */
    static <T> Shape.Reader of(String what, Class<T> wire, Function<T, Object> made) {
        return (value, path) -> {
            if (!wire.isInstance(value)) {
                throw path.expected(what, value);
            }
            try {
                return made.apply(wire.cast(value));
            } catch (IllegalArgumentException | DateTimeException e) {
                throw path.problem(what + " is expected");
            }
        };
    }

    static Shape.Reader ofEnum(Class<?> type) {
        Map<String, Object> constants = new LinkedHashMap<>();
        for (Object constant : type.getEnumConstants()) {
            constants.putIfAbsent(((Enum<?>) constant).name().toLowerCase(Locale.ROOT), constant);
        }
        for (Object constant : type.getEnumConstants()) {
            constants.put(((Enum<?>) constant).name(), constant);
        }
        String what = "one of " + java.util.Arrays.toString(type.getEnumConstants());
        return of(
                what,
                String.class,
                text -> {
                    Object exact = constants.get(text);
                    Object constant =
                            exact != null ? exact : constants.get(text.toLowerCase(Locale.ROOT));
                    if (constant == null) {
                        throw new IllegalArgumentException(what);
                    }
                    return constant;
                });
    }

    private static void both(Class<?> primitive, Class<?> boxed, Shape.Reader reader) {
        READERS.put(primitive, reader);
        READERS.put(boxed, reader);
    }

    private static void integer(
            Class<?> primitive, Class<?> boxed, long least, long most, LongFunction<Object> made) {
        String what =
                least == Long.MIN_VALUE
                        ? "an integer of 64 bits"
                        : "an integer from " + least + " to " + most;
        both(
                primitive,
                boxed,
                (value, path) -> {
                    Long number = whole(value);
                    if (number == null || number < least || number > most) {
                        throw path.expected(what, value);
                    }
                    return made.apply(number);
                });
    }

    /** The integer that a number is; null where it is none of 64 bits. */
    private static @Nullable Long whole(@Nullable Object value) {
        return switch (value) {
            case Long number -> number;
            case Integer number -> number.longValue();
            case Short number -> number.longValue();
            case Byte number -> number.longValue();
            case BigInteger number when number.bitLength() < Long.SIZE -> number.longValue();
            // From 2^53 on a double is no longer sure of its last digits.
            case Double number when number == Math.rint(number) && Math.abs(number) <= 1L << 53 ->
                    number.longValue();
            case Float number when number == Math.rint(number) && Math.abs(number) <= 1 << 24 ->
                    number.longValue();
            case null, default -> null;
        };
    }

    private static Object bigInteger(@Nullable Object value, Path path) {
        if (value instanceof BigInteger number) {
            return number;
        }
        Long number = whole(value);
        if (number == null) {
            throw path.expected("an integer", value);
        }
        return BigInteger.valueOf(number);
    }

    private static Object bigDecimal(@Nullable Object value, Path path) {
        try {
            return switch (value) {
                case BigInteger number -> new BigDecimal(number);
                case Double number -> BigDecimal.valueOf(number);
                case Float number -> new BigDecimal(number.toString());
                case Number number -> BigDecimal.valueOf(number.longValue());
                case String text when text.length() <= MAX_DECIMAL_DIGITS -> new BigDecimal(text);
                case null, default -> throw path.expected("a decimal number", value);
            };
        } catch (NumberFormatException e) {
            throw path.problem("a decimal number is expected");
        }
    }

    private static Object character(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException("one character");
        }
        return text.charAt(0);
    }

    private static Object instant(String text) {
        return OffsetDateTime.parse(text).toInstant();
    }

    private static void parsed(Class<?> type, String what, Function<String, Object> parse) {
        READERS.put(type, of(what, String.class, parse));
    }

    private static void id(Class<?> type, LongFunction<Object> made) {
        READERS.put(type, of("an id", Long.class, made::apply));
    }

    private static void optional(
            Class<?> type, Class<?> content, Supplier<Object> empty, Function<Object, Object> of) {
        Shape.Reader reader = READERS.get(content);
        READERS.put(type, new OfOptionalNumber(reader, empty, of));
    }

    private record OfOptionalNumber(
            Shape.@Nullable Reader content, Supplier<Object> empty, Function<Object, Object> of)
            implements Shape.Reader {
        @Override
        public Object read(@Nullable Object wire, Path path) {
            Object value = wire == null || content == null ? null : content.read(wire, path);
            return value == null ? empty.get() : of.apply(value);
        }

        @Override
        public Object absent(Path path) {
            return empty.get();
        }

        @Override
        public boolean takesNull() {
            return true;
        }
    }
}
