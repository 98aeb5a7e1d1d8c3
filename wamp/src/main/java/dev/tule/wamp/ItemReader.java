package dev.tule.wamp;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the items of one list of a serialization format, one after the other: as a value, or by
 * skipping it. Both check the same: what can be skipped can be read. Everything wrong is a {@link
 * MalformedMessage}; nothing is set aside in memory for items that aren't there. Confined to its
 * thread.
 */
abstract sealed class ItemReader permits JsonReader, MessagePackReader, CborReader, UbjsonReader {
    final byte[] bytes;
    final int end;
    final Limits limits;
    int position;

    /** How many more items {@link #readValue} may make. */
    private int budget;

    ItemReader(byte[] bytes, int from, int to, Limits limits) {
        this.bytes = bytes;
        this.position = from;
        this.end = to;
        this.limits = limits;
        this.budget = limits.headerItems();
    }

    /** What an item is, as far as WAMP tells them apart. */
    enum Shape {
        LIST,
        DICT,
        STRING,
        BINARY,
        OTHER
    }

    /** Enters the list. */
    abstract void beginList() throws MalformedMessage;

    /** Whether the list has another item; when not, checks that nothing follows the list. */
    abstract boolean hasNext() throws MalformedMessage;

    /** Where the next item begins, whatever is between it and the one before. */
    int itemStart() {
        return position;
    }

    /** Steps over what stands between two items of a slice of the list. */
    void separator() throws MalformedMessage {}

    /** The shape of the next item. */
    abstract Shape peek() throws MalformedMessage;

    abstract long readInteger() throws MalformedMessage;

    abstract String readString() throws MalformedMessage;

    /**
     * The next item: null, Boolean, Long, BigInteger, Double, String, byte[], List or Map (in
     * order).
     */
    final @Nullable Object readValue() throws MalformedMessage {
        return value(1);
    }

    /** The next item where the list stands at that depth. */
    abstract @Nullable Object value(int depth) throws MalformedMessage;

    /** Steps over the next item, checking all of it. */
    final void skipValue() throws MalformedMessage {
        skip(1);
    }

    abstract void skip(int depth) throws MalformedMessage;

    final Dict readDict() throws MalformedMessage {
        if (peek() != Shape.DICT) {
            throw new MalformedMessage("a dict is expected");
        }
        Object value = readValue();
        @SuppressWarnings("unchecked")
        Map<String, @Nullable Object> map = (Map<String, @Nullable Object>) value;
        return map == null || map.isEmpty() ? Dict.EMPTY : Dict.copyOf(map);
    }

    final void countItem() throws MalformedMessage {
        if (budget-- <= 0) {
            throw new MalformedMessage("more than " + limits.headerItems() + " items in a header");
        }
    }

    final int deeper(int depth) throws MalformedMessage {
        if (depth >= limits.depth()) {
            throw new MalformedMessage("nested deeper than " + limits.depth() + " levels");
        }
        return depth + 1;
    }

    final int nextByte() throws MalformedMessage {
        if (position >= end) {
            throw truncated();
        }
        return bytes[position++] & 0xFF;
    }

    /** Steps over that many bytes and returns where they began. */
    final int take(long count) throws MalformedMessage {
        if (count > end - position) {
            throw truncated();
        }
        int start = position;
        position += (int) count;
        return start;
    }

    /** The unsigned big-endian number in the next bytes, one to eight of them. */
    final long takeNumber(int size) throws MalformedMessage {
        int start = take(size);
        long number = 0;
        for (int i = 0; i < size; i++) {
            number = number << 8 | (bytes[start + i] & 0xFF);
        }
        return number;
    }

    /** The string in the next bytes. */
    final String takeString(long length) throws MalformedMessage {
        int start = takeUtf8(length);
        return new String(bytes, start, position - start, StandardCharsets.UTF_8);
    }

    final int takeUtf8(long length) throws MalformedMessage {
        int start = take(length);
        if (!Utf8.valid(bytes, start, position)) {
            throw new MalformedMessage("a string is not UTF-8");
        }
        return start;
    }

    static long integral(double number) throws MalformedMessage {
        // JavaScript has no integers: some of its encoders write large ids as floats.
        long integer = (long) number;
        if (integer != number || Math.abs(number) > Id.MAX) {
            throw new MalformedMessage("an integer is expected");
        }
        return integer;
    }

    static MalformedMessage truncated() {
        return new MalformedMessage("the message ends too early");
    }
}
