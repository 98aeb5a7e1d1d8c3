package dev.tule.wamp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The arguments of a message: a list and a dict, both optional. One that came from a peer is the
 * slice of bytes it came as, checked to be well-formed but unread; it is translated at most once
 * for each other serializer, whatever the number of receivers. Immutable; safe for use by many
 * threads, provided nobody changes the values put in.
 *
 * <p>Values are null, Boolean, numbers, String, byte[], and lists and maps (with string keys) of
 * these. What is read has integers as Long, or BigInteger where they don't fit, and other numbers
 * as Double. Dates, extension types and the like are not translated (see {@link
 * MessagePackReader}).
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-messages">Application payload</a>
 */
public final class Payload {
    /** Neither arguments nor keyword arguments. */
    public static final Payload EMPTY = new Payload(0, null);

    /** How many items of the message it takes: 0, 1 or 2. */
    private final int count;

    private final @Nullable Values values;

    // Elements are immutable and replaced whole: at worst two threads translate the same.
    private final @Nullable Slice[] slices = new @Nullable Slice[Serializer.COUNT];

    private record Slice(
            @SuppressWarnings("ArrayRecordComponent") byte[] bytes, int from, int length) {}

    private record Values(
            @Nullable List<? extends @Nullable Object> arguments,
            Map<String, ? extends @Nullable Object> argumentsKw) {}

    private Payload(int count, @Nullable Values values) {
        this.count = count;
        this.values = values;
    }

    /** A payload of these arguments. */
    public static Payload of(@Nullable Object... arguments) {
        return arguments.length == 0
                ? EMPTY
                : new Payload(1, new Values(Arrays.asList(arguments.clone()), Map.of()));
    }

    /** A payload of arguments and keyword arguments. */
    public static Payload of(
            List<? extends @Nullable Object> arguments,
            Map<String, ? extends @Nullable Object> argumentsKw) {
        if (argumentsKw.isEmpty()) {
            return arguments.isEmpty() ? EMPTY : new Payload(1, new Values(arguments, argumentsKw));
        }
        return new Payload(2, new Values(arguments, argumentsKw));
    }

    static Payload slice(Serializer serializer, int count, byte[] bytes, int from, int to) {
        if (count == 0) {
            return EMPTY;
        }
        Payload payload = new Payload(count, null);
        payload.slices[serializer.index()] = new Slice(bytes, from, to - from);
        return payload;
    }

    /** How many items of the message it takes: 0, 1 or 2. */
    int count() {
        return count;
    }

    /** The positional arguments; empty where there are none. */
    public List<@Nullable Object> arguments() {
        Object first = count == 0 ? List.of() : values()[0];
        if (first instanceof List<?> list) {
            @SuppressWarnings("unchecked")
            List<@Nullable Object> arguments = (List<@Nullable Object>) list;
            return arguments;
        }
        // A payload in the older transparent form: one binary in place of the list.
        List<@Nullable Object> single = new ArrayList<>(1);
        single.add(first);
        return single;
    }

    /** The keyword arguments; empty where there are none. */
    @SuppressWarnings("unchecked")
    public Map<String, @Nullable Object> argumentsKw() {
        return count == 2 && values()[1] instanceof Map<?, ?> map
                ? (Map<String, @Nullable Object>) map
                : Map.of();
    }

    /** The positional argument there; null where it is null or missing. */
    public @Nullable Object argument(int index) {
        List<@Nullable Object> arguments = arguments();
        return index < arguments.size() ? arguments.get(index) : null;
    }

    /**
     * The positional argument there, a string.
     *
     * @throws IllegalArgumentException when it is none
     */
    public String text(int index) {
        if (argument(index) instanceof CharSequence text) {
            return text.toString();
        }
        throw new IllegalArgumentException("argument " + index + " is to be a string");
    }

    /**
     * The positional argument there, a number.
     *
     * @throws IllegalArgumentException when it is none
     */
    public double number(int index) {
        if (argument(index) instanceof Number number) {
            return number.doubleValue();
        }
        throw new IllegalArgumentException("argument " + index + " is to be a number");
    }

    /**
     * The positional argument there, an integer of 64 bits.
     *
     * @throws IllegalArgumentException when it is none
     */
    public long integer(int index) {
        if (argument(index) instanceof Number number
                && number.longValue() == number.doubleValue()) {
            return number.longValue();
        }
        throw new IllegalArgumentException("argument " + index + " is to be an integer");
    }

    /** The length of this payload in a message of that serializer. */
    public int sizeBytes(Serializer serializer) {
        return count == 0 ? 0 : in(serializer).length;
    }

    void writeTo(ItemWriter writer, Serializer serializer) {
        if (count > 0) {
            Slice slice = in(serializer);
            writer.raw(slice.bytes, slice.from, slice.length);
        }
    }

    /** Makes the translation ready, so that writing it later is only copying. */
    public void prepare(Serializer serializer) {
        if (count > 0) {
            in(serializer);
        }
    }

    private Slice in(Serializer serializer) {
        Slice slice = slices[serializer.index()];
        if (slice == null) {
            ItemWriter writer = serializer.writer(64);
            for (Object value : values()) {
                writer.value(value);
            }
            slice = new Slice(writer.bytes, 0, writer.length);
            slices[serializer.index()] = slice;
        }
        return slice;
    }

    private @Nullable Object[] values() {
        if (values != null) {
            return count == 1
                    ? new @Nullable Object[] {values.arguments}
                    : new @Nullable Object[] {values.arguments, values.argumentsKw};
        }
        for (Serializer serializer : Serializer.values()) {
            Slice slice = slices[serializer.index()];
            if (slice != null) {
                return read(serializer, slice);
            }
        }
        return new @Nullable Object[0];
    }

    private @Nullable Object[] read(Serializer serializer, Slice slice) {
        try {
            return MessageReader.items(
                    serializer, slice.bytes, slice.from, slice.from + slice.length, count);
        } catch (MalformedMessage e) {
            throw new IllegalStateException("a payload that was checked cannot be read", e);
        }
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Payload payload
                && count == payload.count
                && Arrays.deepEquals(boxed(), payload.boxed());
    }

    @Override
    public int hashCode() {
        return count;
    }

    /** The values in one form, so that those put in and those read compare equal. */
    private byte[][] boxed() {
        Slice slice = count == 0 ? new Slice(new byte[0], 0, 0) : translated();
        return new byte[][] {
            Arrays.copyOfRange(slice.bytes, slice.from, slice.from + slice.length)
        };
    }

    private Slice translated() {
        ItemWriter writer = Serializer.CBOR.writer(64);
        for (Object value : values()) {
            writer.value(value);
        }
        return new Slice(writer.bytes, 0, writer.length);
    }

    @Override
    public String toString() {
        return "Payload[" + count + "]";
    }
}
