package dev.tule.wamp;

import java.math.BigInteger;

/**
 * Writes <a href="https://github.com/msgpack/msgpack/blob/master/spec.md">MessagePack</a>, each
 * item in its shortest form. Integers beyond 64 bits, which it lacks, become floats.
 */
final class MessagePackWriter extends ItemWriter {

    MessagePackWriter(int sizeHint) {
        super(sizeHint);
    }

    @Override
    void beginList(int size) {
        if (size < 16) {
            put(0x90 | size);
        } else if (size < 1 << 16) {
            put(0xdc, size, 2);
        } else {
            put(0xdd, size, 4);
        }
    }

    @Override
    void endList() {}

    @Override
    void beginDict(int size) {
        if (size < 16) {
            put(0x80 | size);
        } else if (size < 1 << 16) {
            put(0xde, size, 2);
        } else {
            put(0xdf, size, 4);
        }
    }

    @Override
    void key(String key) {
        string(key);
    }

    @Override
    void endDict() {}

    @Override
    void nil() {
        put(0xc0);
    }

    @Override
    void bool(boolean value) {
        put(value ? 0xc3 : 0xc2);
    }

    @Override
    void integer(long value) {
        if (value >= 0) {
            natural(value);
        } else if (value >= -32) {
            put((int) value);
        } else if (value >= Byte.MIN_VALUE) {
            put(0xd0, value, 1);
        } else if (value >= Short.MIN_VALUE) {
            put(0xd1, value, 2);
        } else if (value >= Integer.MIN_VALUE) {
            put(0xd2, value, 4);
        } else {
            put(0xd3, value, 8);
        }
    }

    private void natural(long value) {
        if (value < 0x80) {
            put((int) value);
        } else if (value < 1 << 8) {
            put(0xcc, value, 1);
        } else if (value < 1 << 16) {
            put(0xcd, value, 2);
        } else if (value < 1L << 32) {
            put(0xce, value, 4);
        } else {
            put(0xcf, value, 8);
        }
    }

    @Override
    void integer(BigInteger value) {
        if (value.signum() > 0 && value.bitLength() == Long.SIZE) {
            put(0xcf, value.longValue(), 8);
        } else {
            number(value.doubleValue());
        }
    }

    @Override
    void number(double value) {
        put(0xcb, Double.doubleToRawLongBits(value), 8);
    }

    @Override
    void string(String value) {
        byte[] utf8 = Utf8.encode(value);
        int size = utf8.length;
        if (size < 32) {
            put(0xa0 | size);
        } else if (size < 1 << 8) {
            put(0xd9, size, 1);
        } else if (size < 1 << 16) {
            put(0xda, size, 2);
        } else {
            put(0xdb, size, 4);
        }
        put(utf8, 0, size);
    }

    @Override
    void binary(byte[] value) {
        int size = value.length;
        if (size < 1 << 8) {
            put(0xc4, size, 1);
        } else if (size < 1 << 16) {
            put(0xc5, size, 2);
        } else {
            put(0xc6, size, 4);
        }
        put(value, 0, size);
    }

    @Override
    void raw(byte[] source, int from, int count) {
        put(source, from, count);
    }
}
