package dev.tule.wamp;

import java.math.BigInteger;

/**
 * Writes CBOR (RFC 8949) with definite lengths, each head in its shortest form, floats as doubles.
 */
final class CborWriter extends ItemWriter {

    CborWriter(int sizeHint) {
        super(sizeHint);
    }

    private void head(int major, long argument) {
        int type = major << 5;
        if (argument >= 0 && argument < 24) {
            put(type | (int) argument);
        } else if (argument >= 0 && argument < 1 << 8) {
            put(type | 24, argument, 1);
        } else if (argument >= 0 && argument < 1 << 16) {
            put(type | 25, argument, 2);
        } else if (argument >= 0 && argument < 1L << 32) {
            put(type | 26, argument, 4);
        } else {
            put(type | 27, argument, 8);
        }
    }

    @Override
    void beginList(int size) {
        head(4, size);
    }

    @Override
    void endList() {}

    @Override
    void beginDict(int size) {
        head(5, size);
    }

    @Override
    void key(String key) {
        string(key);
    }

    @Override
    void endDict() {}

    @Override
    void nil() {
        put(0xf6);
    }

    @Override
    void bool(boolean value) {
        put(value ? 0xf5 : 0xf4);
    }

    @Override
    void integer(long value) {
        if (value >= 0) {
            head(0, value);
        } else {
            head(1, ~value);
        }
    }

    @Override
    void integer(BigInteger value) {
        boolean negative = value.signum() < 0;
        BigInteger magnitude = negative ? value.not() : value;
        if (magnitude.bitLength() <= Long.SIZE) {
            head(negative ? 1 : 0, magnitude.longValue());
            return;
        }
        head(6, negative ? 3 : 2);
        byte[] signed = magnitude.toByteArray();
        int zero = signed[0] == 0 ? 1 : 0;
        head(2, signed.length - zero);
        put(signed, zero, signed.length - zero);
    }

    @Override
    void number(double value) {
        put(0xfb, Double.doubleToRawLongBits(value), 8);
    }

    @Override
    void string(String value) {
        byte[] utf8 = Utf8.encode(value);
        head(3, utf8.length);
        put(utf8, 0, utf8.length);
    }

    @Override
    void binary(byte[] value) {
        head(2, value.length);
        put(value, 0, value.length);
    }

    @Override
    void raw(byte[] source, int from, int count) {
        put(source, from, count);
    }
}
