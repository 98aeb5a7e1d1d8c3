package dev.tule.store;

import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;

/**
 * FoundationDB's tuple encoding (its {@code design/tuple.md}): elements one after another, each
 * begun by a byte that names its type, such that the bytes of tuples sort as their elements do.
 * Only the types that {@link Key#of} names; there is one encoding of each tuple, and others are not
 * read.
 */
final class Tuple {
    private static final int BYTES = 0x01;
    private static final int STRING = 0x02;
    private static final int LARGE_NEGATIVE = 0x0b;
    private static final int ZERO = 0x14;
    private static final int LARGE_POSITIVE = 0x1d;
    private static final int FALSE = 0x26;
    private static final int TRUE = 0x27;
    private static final int UUID_CODE = 0x30;

    /** Integers of up to this many bytes have their length in the type's byte. */
    private static final int SMALL_BYTES = 8;

    private static final int LARGEST_BYTES = 255;

    private Tuple() {}

    /**
     * @throws IllegalArgumentException when an element is of no type that a tuple takes, an integer
     *     has more than 255 bytes or a string isn't well-formed UTF-16
     */
    static byte[] pack(Object... elements) {
        Packer packer = new Packer();
        for (Object element : elements) {
            packer.element(element);
        }
        return packer.toBytes();
    }

    /**
     * @throws IllegalArgumentException when these bytes are no tuple, saying where
     */
    static List<Object> unpack(byte[] bytes) {
        Unpacker unpacker = new Unpacker(bytes);
        List<Object> elements = new ArrayList<>();
        while (unpacker.hasMore()) {
            elements.add(unpacker.element());
        }
        return elements;
    }

    private static final class Packer {
        private byte[] bytes = new byte[48];
        private int length;

        void element(Object element) {
            switch (element) {
                case String string -> {
                    write(STRING);
                    escaped(utf8(string));
                }
                case byte[] array -> {
                    write(BYTES);
                    escaped(array);
                }
                case Long number -> integer(number);
                case Integer number -> integer(number);
                case Short number -> integer(number);
                case Byte number -> integer(number);
                case BigInteger number -> integer(number);
                case Boolean truth -> write(truth ? TRUE : FALSE);
                case UUID uuid -> {
                    write(UUID_CODE);
                    lowBytes(uuid.getMostSignificantBits(), Long.BYTES);
                    lowBytes(uuid.getLeastSignificantBits(), Long.BYTES);
                }
                default ->
                        throw new IllegalArgumentException(
                                "a tuple takes strings, byte arrays, integers, booleans and UUIDs,"
                                        + " not "
                                        + element.getClass().getName());
            }
        }

        private void integer(long number) {
            // Negative numbers are the ones' complement of their magnitude, so that they sort
            // upwards. The magnitude of Long.MIN_VALUE is right as an unsigned number.
            long magnitude = number < 0 ? -number : number;
            int size = Long.BYTES - (Long.numberOfLeadingZeros(magnitude) >>> 3);
            write(number < 0 ? ZERO - size : ZERO + size);
            lowBytes(number < 0 ? ~magnitude : magnitude, size);
        }

        private void integer(BigInteger number) {
            if (number.bitLength() < Long.SIZE) {
                integer(number.longValue());
                return;
            }
            boolean negative = number.signum() < 0;
            byte[] magnitude = number.abs().toByteArray();
            int signBytes = magnitude[0] == 0 ? 1 : 0;
            int size = magnitude.length - signBytes;
            if (size > LARGEST_BYTES) {
                throw new IllegalArgumentException(
                        "an integer of " + size + " bytes; a tuple takes at most " + LARGEST_BYTES);
            }
            if (size == SMALL_BYTES) {
                write(negative ? ZERO - size : ZERO + size);
            } else {
                write(negative ? LARGE_NEGATIVE : LARGE_POSITIVE);
                write(negative ? ~size : size);
            }
            for (int i = signBytes; i < magnitude.length; i++) {
                write(negative ? ~magnitude[i] : magnitude[i]);
            }
        }

        private static byte[] utf8(String string) {
            // String.getBytes writes '?' for half a surrogate pair: two strings, one key.
            for (int i = 0; i < string.length(); i++) {
                if (Character.isSurrogate(string.charAt(i))) {
                    if (Character.charCount(string.codePointAt(i)) == 1) {
                        throw new IllegalArgumentException("a string with half a surrogate pair");
                    }
                    i++;
                }
            }
            return string.getBytes(StandardCharsets.UTF_8);
        }

        private void escaped(byte[] content) {
            ensure(content.length + 1);
            for (byte b : content) {
                write(b);
                if (b == 0) {
                    write(0xFF);
                }
            }
            write(0);
        }

        private void lowBytes(long number, int size) {
            for (int shift = (size - 1) * Byte.SIZE; shift >= 0; shift -= Byte.SIZE) {
                write((int) (number >>> shift));
            }
        }

        private void write(int b) {
            ensure(1);
            bytes[length++] = (byte) b;
        }

        private void ensure(int more) {
            if (length + more > bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
            }
        }

        byte[] toBytes() {
            return Arrays.copyOf(bytes, length);
        }
    }

    private static final class Unpacker {
        private final byte[] bytes;
        private int at;

        Unpacker(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean hasMore() {
            return at < bytes.length;
        }

        Object element() {
            int code = next();
            return switch (code) {
                case BYTES -> unescaped();
                case STRING -> string();
                case FALSE -> false;
                case TRUE -> true;
                case UUID_CODE -> {
                    ByteBuffer content = ByteBuffer.wrap(take(2 * Long.BYTES));
                    yield new UUID(content.getLong(), content.getLong());
                }
                case LARGE_NEGATIVE -> largeInteger(true);
                case LARGE_POSITIVE -> largeInteger(false);
                default -> {
                    int size = Math.abs(code - ZERO);
                    if (size > SMALL_BYTES) {
                        throw malformed("no element begins with 0x" + Integer.toHexString(code));
                    }
                    yield integer(code < ZERO, size);
                }
            };
        }

        private Object largeInteger(boolean negative) {
            int size = negative ? ~next() & 0xFF : next();
            if (size <= SMALL_BYTES) {
                throw malformed("an integer in a form too long");
            }
            return integer(negative, size);
        }

        private Object integer(boolean negative, int size) {
            if (size == 0) {
                return 0L;
            }
            byte[] magnitude = take(size);
            if (negative) {
                for (int i = 0; i < size; i++) {
                    magnitude[i] = (byte) ~magnitude[i];
                }
            }
            if (magnitude[0] == 0) {
                throw malformed("an integer in a form too long");
            }
            BigInteger number = new BigInteger(negative ? -1 : 1, magnitude);
            if (number.bitLength() < Long.SIZE) {
                return number.longValue();
            }
            return number;
        }

        private String string() {
            try {
                return StandardCharsets.UTF_8
                        .newDecoder()
                        .decode(ByteBuffer.wrap(unescaped()))
                        .toString();
            } catch (CharacterCodingException e) {
                throw malformed("a string that is not UTF-8", e);
            }
        }

        private byte[] unescaped() {
            int start = at;
            int zeros = 0;
            while (!atTerminator()) {
                if (bytes[at] == 0) {
                    zeros++;
                    at++;
                }
                at++;
            }
            byte[] content = new byte[at - start - zeros];
            for (int from = start, to = 0; to < content.length; to++) {
                content[to] = bytes[from];
                from += bytes[from] == 0 ? 2 : 1;
            }
            at++;
            return content;
        }

        private boolean atTerminator() {
            if (at >= bytes.length) {
                throw malformed("an element without an end");
            }
            return bytes[at] == 0 && (at + 1 == bytes.length || bytes[at + 1] != (byte) 0xFF);
        }

        private int next() {
            return take(1)[0] & 0xFF;
        }

        private byte[] take(int size) {
            if (bytes.length - at < size) {
                throw malformed("an element without an end");
            }
            at += size;
            return Arrays.copyOfRange(bytes, at - size, at);
        }

        private IllegalArgumentException malformed(String what) {
            return new IllegalArgumentException(message(what));
        }

        private IllegalArgumentException malformed(String what, Exception cause) {
            return new IllegalArgumentException(message(what), cause);
        }

        private String message(String what) {
            return "not a tuple: " + what + ", before byte " + at + " of " + bytes.length;
        }
    }
}
