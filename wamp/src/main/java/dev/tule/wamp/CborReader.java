package dev.tule.wamp;

import java.io.ByteArrayOutputStream;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads CBOR (RFC 8949), items of indefinite length too. Bignums become integers; of other tagged
 * items the content counts. Undefined is null. Keys of dicts are strings, or integers, which become
 * their decimal digits.
 */
final class CborReader extends ItemReader {
    private static final int BREAK = 0xff;
    private static final int INDEFINITE = 31;

    /** Bignums are at most this long: larger ones have no use but to cost time. */
    private static final int MAX_BIGNUM_BYTES = 512;

    private long remaining;

    CborReader(byte[] bytes, int from, int to, Limits limits) {
        super(bytes, from, to, limits);
    }

    @Override
    void beginList() throws MalformedMessage {
        int head = nextByte();
        if (head >> 5 != 4) {
            throw new MalformedMessage("a list is expected");
        }
        remaining = count(head);
    }

    @Override
    boolean hasNext() throws MalformedMessage {
        if (more(remaining)) {
            remaining--;
            return true;
        }
        if (position != end) {
            throw new MalformedMessage("something follows the message");
        }
        return false;
    }

    /** Whether a list, dict or string goes on: items are left, or no break has come. */
    private boolean more(long left) throws MalformedMessage {
        if (left >= 0) {
            return left > 0;
        }
        if (nextByte() == BREAK) {
            return false;
        }
        position--;
        return true;
    }

    /** The number in an item's head, unsigned; below zero where the length is indefinite. */
    private long count(int head) throws MalformedMessage {
        if ((head & 0x1f) == INDEFINITE) {
            return -1;
        }
        long count = argument(head);
        if (count < 0) {
            throw truncated();
        }
        return count;
    }

    private long argument(int head) throws MalformedMessage {
        int low = head & 0x1f;
        if (low < 24) {
            return low;
        }
        if (low > 27) {
            throw new MalformedMessage("not CBOR");
        }
        return takeNumber(1 << (low - 24));
    }

    @Override
    Shape peek() throws MalformedMessage {
        int head = nextByte();
        position--;
        return switch (head >> 5) {
            case 2 -> Shape.BINARY;
            case 3 -> Shape.STRING;
            case 4 -> Shape.LIST;
            case 5 -> Shape.DICT;
            default -> Shape.OTHER;
        };
    }

    @Override
    long readInteger() throws MalformedMessage {
        int head = nextByte();
        int major = head >> 5;
        Object value = major <= 1 ? integer(head) : major == 7 ? simple(head) : null;
        return switch (value) {
            case Long integer -> integer;
            case Double number -> integral(number);
            case null, default -> throw new MalformedMessage("an integer is expected");
        };
    }

    @Override
    String readString() throws MalformedMessage {
        int head = nextByte();
        if (head >> 5 != 3) {
            throw new MalformedMessage("a string is expected");
        }
        return string(head);
    }

    @Override
    @Nullable Object value(int depth) throws MalformedMessage {
        countItem();
        int head = nextByte();
        return switch (head >> 5) {
            case 0, 1 -> integer(head);
            case 2 -> binary(head);
            case 3 -> string(head);
            case 4 -> list(count(head), deeper(depth));
            case 5 -> dict(count(head), deeper(depth));
            case 6 -> tagged(argument(head), deeper(depth));
            default -> simple(head);
        };
    }

    private List<@Nullable Object> list(long size, int depth) throws MalformedMessage {
        List<@Nullable Object> list = new ArrayList<>();
        for (long left = size; more(left); left--) {
            list.add(value(depth));
        }
        return list;
    }

    private Map<String, @Nullable Object> dict(long size, int depth) throws MalformedMessage {
        Map<String, @Nullable Object> dict = new LinkedHashMap<>();
        for (long left = size; more(left); left--) {
            String key = key();
            dict.put(key, value(depth));
        }
        return dict;
    }

    private String key() throws MalformedMessage {
        int head = nextByte();
        return switch (head >> 5) {
            case 0, 1 -> integer(head).toString();
            case 3 -> string(head);
            default -> throw new MalformedMessage("the key of a dict must be a string");
        };
    }

    private @Nullable Object tagged(long tag, int depth) throws MalformedMessage {
        if (tag != 2 && tag != 3) {
            return value(depth);
        }
        byte[] magnitude = binary(bignumHead());
        checkBignum(magnitude.length);
        BigInteger number = new BigInteger(1, magnitude);
        BigInteger signed = tag == 2 ? number : number.not();
        if (signed.bitLength() < Long.SIZE) {
            return signed.longValue();
        }
        return signed;
    }

    private int bignumHead() throws MalformedMessage {
        int head = nextByte();
        if (head >> 5 != 2) {
            throw new MalformedMessage("a bignum must be of bytes");
        }
        return head;
    }

    private static void checkBignum(long length) throws MalformedMessage {
        if (length > MAX_BIGNUM_BYTES) {
            throw new MalformedMessage("a bignum of more than " + MAX_BIGNUM_BYTES + " bytes");
        }
    }

    private Object integer(int head) throws MalformedMessage {
        long argument = argument(head);
        if (argument >= 0) {
            return head >> 5 == 0 ? argument : ~argument;
        }
        BigInteger unsigned = MessagePackReader.unsigned(argument);
        return head >> 5 == 0 ? unsigned : unsigned.not();
    }

    private String string(int head) throws MalformedMessage {
        long length = count(head);
        if (length >= 0) {
            return takeString(length);
        }
        StringBuilder string = new StringBuilder();
        for (int chunk = nextByte(); chunk != BREAK; chunk = nextByte()) {
            string.append(takeString(chunkLength(chunk, 3)));
        }
        return string.toString();
    }

    private byte[] binary(int head) throws MalformedMessage {
        ByteArrayOutputStream binary = new ByteArrayOutputStream();
        long length = count(head);
        if (length >= 0) {
            binary.write(bytes, take(length), (int) length);
            return binary.toByteArray();
        }
        for (int chunk = nextByte(); chunk != BREAK; chunk = nextByte()) {
            long size = chunkLength(chunk, 2);
            binary.write(bytes, take(size), (int) size);
        }
        return binary.toByteArray();
    }

    /** The length of a piece of a string of indefinite length, which must be of the same kind. */
    private long chunkLength(int head, int major) throws MalformedMessage {
        long length = count(head);
        if (head >> 5 != major || length < 0) {
            throw new MalformedMessage("not CBOR");
        }
        return length;
    }

    private @Nullable Object simple(int head) throws MalformedMessage {
        return switch (head & 0x1f) {
            case 20 -> false;
            case 21 -> true;
            case 22, 23 -> null;
            case 25 -> (double) Float.float16ToFloat((short) takeNumber(2));
            case 26 -> (double) Float.intBitsToFloat((int) takeNumber(4));
            case 27 -> Double.longBitsToDouble(takeNumber(8));
            default -> throw new MalformedMessage("an unassigned simple value");
        };
    }

    @Override
    void skip(int depth) throws MalformedMessage {
        int head = nextByte();
        switch (head >> 5) {
            case 0, 1 -> argument(head);
            case 2, 3 -> skipString(head);
            case 4 -> {
                int inner = deeper(depth);
                for (long left = count(head); more(left); left--) {
                    skip(inner);
                }
            }
            case 5 -> {
                int inner = deeper(depth);
                for (long left = count(head); more(left); left--) {
                    skipKey();
                    skip(inner);
                }
            }
            case 6 -> skipTagged(argument(head), deeper(depth));
            default -> simple(head);
        }
    }

    private void skipKey() throws MalformedMessage {
        int head = nextByte();
        switch (head >> 5) {
            case 0, 1 -> argument(head);
            case 3 -> skipString(head);
            default -> throw new MalformedMessage("the key of a dict must be a string");
        }
    }

    private void skipTagged(long tag, int depth) throws MalformedMessage {
        if (tag == 2 || tag == 3) {
            checkBignum(skipString(bignumHead()));
        } else {
            skip(depth);
        }
    }

    /** Steps over a string of text or bytes; returns the length of its content. */
    private long skipString(int head) throws MalformedMessage {
        int major = head >> 5;
        long length = count(head);
        if (length >= 0) {
            skipChunk(major, length);
            return length;
        }
        long total = 0;
        for (int chunk = nextByte(); chunk != BREAK; chunk = nextByte()) {
            long size = chunkLength(chunk, major);
            skipChunk(major, size);
            total += size;
        }
        return total;
    }

    private void skipChunk(int major, long length) throws MalformedMessage {
        if (major == 3) {
            takeUtf8(length);
        } else {
            take(length);
        }
    }
}
