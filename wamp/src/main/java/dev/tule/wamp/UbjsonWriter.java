package dev.tule.wamp;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * Writes <a href="https://ubjson.org/">Universal Binary JSON</a>, Draft 12: lists and dicts with
 * marked ends, integers in their shortest form, binary as a list of the type uint8.
 */
final class UbjsonWriter extends ItemWriter {

    UbjsonWriter(int sizeHint) {
        super(sizeHint);
    }

    @Override
    void beginList(int size) {
        put('[');
    }

    @Override
    void endList() {
        put(']');
    }

    @Override
    void beginDict(int size) {
        put('{');
    }

    @Override
    void key(String key) {
        byte[] utf8 = Utf8.encode(key);
        integer(utf8.length);
        put(utf8, 0, utf8.length);
    }

    @Override
    void endDict() {
        put('}');
    }

    @Override
    void nil() {
        put('Z');
    }

    @Override
    void bool(boolean value) {
        put(value ? 'T' : 'F');
    }

    @Override
    void integer(long value) {
        if (value >= 0 && value < 1 << 8) {
            put('U', value, 1);
        } else if (value == (byte) value) {
            put('i', value, 1);
        } else if (value == (short) value) {
            put('I', value, 2);
        } else if (value == (int) value) {
            put('l', value, 4);
        } else {
            put('L', value, 8);
        }
    }

    @Override
    void integer(BigInteger value) {
        byte[] digits = value.toString().getBytes(StandardCharsets.US_ASCII);
        put('H');
        integer(digits.length);
        put(digits, 0, digits.length);
    }

    @Override
    void number(double value) {
        put('D', Double.doubleToRawLongBits(value), 8);
    }

    @Override
    void string(String value) {
        put('S');
        key(value);
    }

    @Override
    void binary(byte[] value) {
        put('[');
        put('$');
        put('U');
        put('#');
        integer(value.length);
        put(value, 0, value.length);
    }

    @Override
    void raw(byte[] source, int from, int count) {
        put(source, from, count);
    }
}
