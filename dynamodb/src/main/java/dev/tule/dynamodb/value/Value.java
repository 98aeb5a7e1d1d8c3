package dev.tule.dynamodb.value;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;
import java.util.SequencedSet;
import java.util.Set;
import java.util.TreeMap;

/**
 * An attribute's value, named by its data type descriptor as on the wire (Developer Guide, "Data
 * type descriptors"). Immutable. Equality is DynamoDB's: numbers by magnitude, sets without order.
 */
public sealed interface Value {

    /** The data type descriptors. */
    enum Type {
        S("String"),
        N("Number"),
        B("Binary"),
        BOOL("Boolean"),
        NULL("Null"),
        L("List"),
        M("Map"),
        SS("String Set"),
        NS("Number Set"),
        BS("Binary Set");

        private final String spoken;

        Type(String spoken) {
            this.spoken = spoken;
        }

        /** The name of the type as messages for people spell it. */
        public String spoken() {
            return spoken;
        }
    }

    Type type();

    /** Whether this is a list or a map. */
    default boolean isDocument() {
        return false;
    }

    /** Whether this is one of the three sets. */
    default boolean isSet() {
        return false;
    }

    /** A string. */
    record S(String text) implements Value {
        @Override
        public Type type() {
            return Type.S;
        }
    }

    /** A number, without trailing zeros, as {@link Numbers} checks it. */
    record N(BigDecimal number) implements Value {
        public N {
            number = number.stripTrailingZeros();
        }

        @Override
        public Type type() {
            return Type.N;
        }
    }

    /** A binary. */
    record B(Bytes bytes) implements Value {
        @Override
        public Type type() {
            return Type.B;
        }
    }

    /** A boolean. */
    record Bool(boolean truth) implements Value {
        @Override
        public Type type() {
            return Type.BOOL;
        }
    }

    /** The null. */
    record Null() implements Value {
        @Override
        public Type type() {
            return Type.NULL;
        }
    }

    /** A list. */
    record L(List<Value> elements) implements Value {
        public L {
            elements = List.copyOf(elements);
        }

        @Override
        public Type type() {
            return Type.L;
        }

        @Override
        public boolean isDocument() {
            return true;
        }
    }

    /** A map, in the order it was written. */
    record M(Map<String, Value> entries) implements Value {
        public M {
            entries = ordered(entries);
        }

        @Override
        public Type type() {
            return Type.M;
        }

        @Override
        public boolean isDocument() {
            return true;
        }

        private static SequencedMap<String, Value> ordered(Map<String, Value> entries) {
            return Collections.unmodifiableSequencedMap(new LinkedHashMap<>(entries));
        }
    }

    /** A set of strings. */
    record SS(Set<String> members) implements Value {
        public SS {
            members = Value.ordered(members);
        }

        @Override
        public Type type() {
            return Type.SS;
        }

        @Override
        public boolean isSet() {
            return true;
        }
    }

    /** A set of numbers, each without trailing zeros. */
    record NS(Set<BigDecimal> members) implements Value {
        public NS {
            Set<BigDecimal> stripped = new LinkedHashSet<>();
            members.forEach(member -> stripped.add(member.stripTrailingZeros()));
            members = Collections.unmodifiableSet(stripped);
        }

        @Override
        public Type type() {
            return Type.NS;
        }

        @Override
        public boolean isSet() {
            return true;
        }
    }

    /** A set of binaries. */
    record BS(Set<Bytes> members) implements Value {
        public BS {
            members = Value.ordered(members);
        }

        @Override
        public Type type() {
            return Type.BS;
        }

        @Override
        public boolean isSet() {
            return true;
        }
    }

    private static <T> SequencedSet<T> ordered(Set<T> members) {
        return Collections.unmodifiableSequencedSet(new LinkedHashSet<>(members));
    }

    /** A number. */
    static N number(long number) {
        return new N(BigDecimal.valueOf(number));
    }

    /**
     * The order of two values of one ordered type: strings by their UTF-8 bytes, numbers by
     * magnitude, binaries by unsigned bytes.
     *
     * @throws IllegalArgumentException when the types differ or have no order
     */
    static int compare(Value left, Value right) {
        return switch (left) {
            case S(String text) when right instanceof S(String other) -> compareUtf8(text, other);
            case N(BigDecimal number) when right instanceof N(BigDecimal other) ->
                    number.compareTo(other);
            case B(Bytes bytes) when right instanceof B(Bytes other) -> bytes.compareTo(other);
            default ->
                    throw new IllegalArgumentException(
                            "no order between " + left.type() + " and " + right.type());
        };
    }

    /** Whether two values have an order between them. */
    static boolean comparable(Value left, Value right) {
        return left.type() == right.type()
                && (left instanceof S || left instanceof N || left instanceof B);
    }

    private static int compareUtf8(String left, String right) {
        return Arrays.compareUnsigned(
                left.getBytes(StandardCharsets.UTF_8), right.getBytes(StandardCharsets.UTF_8));
    }

    /** The value as DynamoDB's messages show it, such as {@code {S:abc}}. */
    static String shown(Value value) {
        return "{" + value.type() + ":" + content(value) + "}";
    }

    private static String content(Value value) {
        return switch (value) {
            case S(String text) -> text;
            case N(BigDecimal number) -> number.toPlainString();
            case B(Bytes bytes) -> bytes.toString();
            case Bool(boolean truth) -> Boolean.toString(truth);
            case Null() -> "true";
            case L(List<Value> elements) -> elements.stream().map(Value::shown).toList().toString();
            case M(Map<String, Value> entries) -> {
                Map<String, String> shown = new TreeMap<>();
                entries.forEach((name, entry) -> shown.put(name, shown(entry)));
                yield shown.toString();
            }
            case SS(Set<String> members) -> members.toString();
            case NS(Set<BigDecimal> members) ->
                    members.stream().map(BigDecimal::toPlainString).toList().toString();
            case BS(Set<Bytes> members) -> members.toString();
        };
    }
}
