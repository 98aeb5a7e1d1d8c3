package dev.tule.wamp;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.Collection;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Writes the items of a serialization format into an array that grows. Confined to its thread. */
abstract sealed class ItemWriter permits JsonWriter, MessagePackWriter, CborWriter, UbjsonWriter {
    private static final int MAX_DEPTH = 256;

    byte[] bytes;
    int length;

    ItemWriter(int sizeHint) {
        bytes = new byte[Math.max(32, sizeHint)];
    }

    /** Begins a list of that many items. */
    abstract void beginList(int size);

    abstract void endList();

    /** Begins a dict; {@link #key} and a value by turns follow. */
    abstract void beginDict(int size);

    abstract void key(String key);

    abstract void endDict();

    abstract void nil();

    abstract void bool(boolean value);

    abstract void integer(long value);

    abstract void integer(BigInteger value);

    abstract void number(double value);

    abstract void string(String value);

    abstract void binary(byte[] value);

    /** Items that are in this format already, as they stand between other items of a list. */
    abstract void raw(byte[] source, int from, int count);

    final byte[] toBytes() {
        return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
    }

    final void dict(Dict dict) {
        value(dict.asMap(), 1);
    }

    /**
     * Any value that WAMP carries.
     *
     * @throws IllegalArgumentException when it carries no such values
     */
    final void value(@Nullable Object value) {
        value(value, 1);
    }

    private void value(@Nullable Object value, int depth) {
        if (depth > MAX_DEPTH) {
            throw new IllegalArgumentException("nested deeper than " + MAX_DEPTH + " levels");
        }
        switch (value) {
            case null -> nil();
            case Boolean flag -> bool(flag);
            case Long integer -> integer(integer.longValue());
            case Integer integer -> integer(integer.longValue());
            case Short integer -> integer(integer.longValue());
            case Byte integer -> integer(integer.longValue());
            case BigInteger integer -> anyInteger(integer);
            case Number number -> number(number.doubleValue());
            case CharSequence text -> string(text.toString());
            case Uri uri -> string(uri.value());
            case Id id -> integer(id.value());
            case byte[] binary -> binary(binary);
            case Dict dict -> value(dict.asMap(), depth);
            case Map<?, ?> map -> map(map, depth);
            case Collection<?> list -> list(list, depth);
            case Object[] array -> list(Arrays.asList(array), depth);
            default ->
                    throw new IllegalArgumentException(
                            "WAMP carries no " + value.getClass().getName());
        }
    }

    private void anyInteger(BigInteger value) {
        if (value.bitLength() < Long.SIZE) {
            integer(value.longValue());
        } else {
            integer(value);
        }
    }

    private void list(Collection<?> list, int depth) {
        beginList(list.size());
        for (Object item : list) {
            value(item, depth + 1);
        }
        endList();
    }

    private void map(Map<?, ?> map, int depth) {
        beginDict(map.size());
        map.forEach(
                (key, value) -> {
                    if (!(key instanceof String name)) {
                        throw new IllegalArgumentException("the keys of a dict are strings");
                    }
                    key(name);
                    value(value, depth + 1);
                });
        endDict();
    }

    final void ensure(int count) {
        if (bytes.length - length < count) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, Math.addExact(length, count)));
        }
    }

    final void put(int value) {
        ensure(1);
        bytes[length++] = (byte) value;
    }

    final void put(byte[] source, int from, int count) {
        ensure(count);
        System.arraycopy(source, from, bytes, length, count);
        length += count;
    }

    /** A head byte and the low bytes of a number, big-endian. */
    final void put(int head, long number, int size) {
        ensure(1 + size);
        bytes[length++] = (byte) head;
        for (int shift = (size - 1) * 8; shift >= 0; shift -= 8) {
            bytes[length++] = (byte) (number >> shift);
        }
    }
}
