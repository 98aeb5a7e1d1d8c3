package dev.tule.wamp;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * Writes JSON. Binary is written as {@link JsonBinary} has it; numbers that JSON lacks (NaN, the
 * infinities) as null.
 */
final class JsonWriter extends ItemWriter {
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    JsonWriter(int sizeHint) {
        super(sizeHint);
    }

    /** Writes the comma that this item needs before it. */
    private void separate() {
        if (length > 0) {
            // A string ends with a quote, so these bytes can be nothing but openings.
            byte last = bytes[length - 1];
            if (last != '[' && last != '{' && last != ':') {
                put(',');
            }
        }
    }

    @Override
    void beginList(int size) {
        separate();
        put('[');
    }

    @Override
    void endList() {
        put(']');
    }

    @Override
    void beginDict(int size) {
        separate();
        put('{');
    }

    @Override
    void key(String key) {
        string(key);
        put(':');
    }

    @Override
    void endDict() {
        put('}');
    }

    @Override
    void nil() {
        ascii("null");
    }

    @Override
    void bool(boolean value) {
        ascii(value ? "true" : "false");
    }

    @Override
    void integer(long value) {
        ascii(Long.toString(value));
    }

    @Override
    void integer(BigInteger value) {
        ascii(value.toString());
    }

    @Override
    void number(double value) {
        ascii(Double.isFinite(value) ? Double.toString(value) : "null");
    }

    private void ascii(String text) {
        separate();
        ensure(text.length());
        for (int i = 0; i < text.length(); i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
    }

    @Override
    void string(String value) {
        separate();
        put('"');
        byte[] utf8 = Utf8.encode(value);
        int plain = 0;
        for (int i = 0; i < utf8.length; i++) {
            int c = utf8[i] & 0xFF;
            if (c < 0x20 || c == '"' || c == '\\') {
                put(utf8, plain, i - plain);
                escape(c);
                plain = i + 1;
            }
        }
        put(utf8, plain, utf8.length - plain);
        put('"');
    }

    private void escape(int c) {
        put('\\');
        switch (c) {
            case '"', '\\' -> put(c);
            case '\n' -> put('n');
            case '\r' -> put('r');
            case '\t' -> put('t');
            default -> {
                put('u');
                put('0');
                put('0');
                put(HEX[c >> 4]);
                put(HEX[c & 0xF]);
            }
        }
    }

    @Override
    void binary(byte[] value) {
        string(JsonBinary.encode(value));
    }

    @Override
    void raw(byte[] source, int from, int count) {
        separate();
        put(source, from, count);
    }
}
