package dev.tule.mtv.template;

import java.lang.reflect.Array;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Values as templates see them: truth, order, text, elements. */
public final class Values {

    private Values() {}

    /** Whether a value counts as true: not null, zero, false or empty. */
    public static boolean truth(@Nullable Object value) {
        return switch (value) {
            case null -> false;
            case Boolean b -> b;
            case CharSequence text -> !text.isEmpty();
            case Number number -> number.doubleValue() != 0;
            case Collection<?> elements -> !elements.isEmpty();
            case Map<?, ?> map -> !map.isEmpty();
            case Optional<?> optional -> optional.isPresent();
            case Iterable<?> elements -> elements.iterator().hasNext();
            default -> !value.getClass().isArray() || Array.getLength(value) > 0;
        };
    }

    /** A value as text, not escaped; empty for null. */
    public static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "";
            case String text -> text;
            case BigDecimal number -> number.toPlainString();
            case Double number when number == Math.rint(number) && Math.abs(number) < 1e15 ->
                    number.longValue() + ".0";
            case Optional<?> optional -> text(optional.orElse(null));
            default -> value.toString();
        };
    }

    /** The elements of a collection, array, map (its entries' keys) or string (its characters). */
    public static List<@Nullable Object> elements(@Nullable Object value) {
        return switch (value) {
            case null -> List.of();
            case Collection<?> collection -> new ArrayList<>(collection);
            case Map<?, ?> map -> new ArrayList<>(map.keySet());
            case Iterable<?> iterable -> {
                List<@Nullable Object> all = new ArrayList<>();
                iterable.forEach(all::add);
                yield all;
            }
            case Object[] array -> new ArrayList<>(Arrays.asList(array));
            case CharSequence text ->
                    new ArrayList<>(
                            text.toString().codePoints().mapToObj(Character::toString).toList());
            case Optional<?> optional -> elements(optional.orElse(null));
            default -> {
                if (!value.getClass().isArray()) {
                    throw new IllegalArgumentException(
                            "not a list: " + value.getClass().getSimpleName());
                }
                List<@Nullable Object> all = new ArrayList<>();
                for (int i = 0; i < Array.getLength(value); i++) {
                    all.add(Array.get(value, i));
                }
                yield all;
            }
        };
    }

    /** A number, from a number or its text; null where it is none. */
    public static @Nullable BigDecimal number(@Nullable Object value) {
        return switch (value) {
            case BigDecimal number -> number;
            case BigInteger number -> new BigDecimal(number);
            case Double number -> Double.isFinite(number) ? BigDecimal.valueOf(number) : null;
            case Float number -> Float.isFinite(number) ? new BigDecimal(number.toString()) : null;
            case Number number -> BigDecimal.valueOf(number.longValue());
            case Boolean b -> b ? BigDecimal.ONE : BigDecimal.ZERO;
            case CharSequence text
                    when text.length() <= 100
                            && !text.toString().contains("e")
                            && !text.toString().contains("E") -> {
                try {
                    yield new BigDecimal(text.toString().strip());
                } catch (NumberFormatException e) {
                    yield null;
                }
            }
            case null, default -> null;
        };
    }

    /** A whole number, of at most nine digits; the fallback where it is none. */
    public static int integer(@Nullable Object value, int fallback) {
        BigDecimal number = number(value);
        boolean fits =
                number != null && number.abs().compareTo(BigDecimal.valueOf(999_999_999)) <= 0;
        return number != null && fits ? number.intValue() : fallback;
    }

    /** Equality across number types, safe strings, and enums by their names. */
    public static boolean same(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Number && b instanceof Number) {
            BigDecimal left = number(a);
            BigDecimal right = number(b);
            return left != null && right != null && left.compareTo(right) == 0;
        }
        return Objects.equals(plain(a, b), plain(b, a));
    }

    private static @Nullable Object plain(@Nullable Object value, @Nullable Object other) {
        if (value instanceof CharSequence text) {
            return text.toString();
        }
        return value instanceof Enum<?> constant && other instanceof CharSequence
                ? constant.name()
                : value;
    }

    /** The order of two values; empty where they have none. */
    public static Optional<Integer> compare(@Nullable Object a, @Nullable Object b) {
        if (a instanceof Number && b instanceof Number) {
            BigDecimal left = number(a);
            BigDecimal right = number(b);
            return left == null || right == null
                    ? Optional.empty()
                    : Optional.of(left.compareTo(right));
        }
        if (a instanceof CharSequence left && b instanceof CharSequence right) {
            return Optional.of(left.toString().compareTo(right.toString()));
        }
        if (a instanceof Comparable<?> left && b != null && a.getClass() == b.getClass()) {
            @SuppressWarnings("unchecked")
            Comparable<Object> comparable = (Comparable<Object>) left;
            return Optional.of(comparable.compareTo(b));
        }
        return Optional.empty();
    }

    /** Whether a collection, map or text holds a value. */
    public static boolean contains(@Nullable Object container, @Nullable Object value) {
        if (container instanceof CharSequence text) {
            return value != null && text.toString().contains(text(value));
        }
        if (container instanceof Map<?, ?> map && value != null && map.containsKey(value)) {
            return true;
        }
        return container != null && elements(container).stream().anyMatch(e -> same(e, value));
    }
}
