package dev.tule.wamp;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads <a href="https://github.com/msgpack/msgpack/blob/master/spec.md">MessagePack</a>. Extension
 * types count as binary: their type is lost when another serializer takes over; but for
 * JavaScript's undefined, which counts as nil. Keys of dicts are strings, or integers, which become
 * their decimal digits.
 */
final class MessagePackReader extends ItemReader {
    private long remaining;

    MessagePackReader(byte[] bytes, int from, int to, Limits limits) {
        super(bytes, from, to, limits);
    }

    @Override
    void beginList() throws MalformedMessage {
        int head = nextByte();
        if (!isList(head)) {
            throw new MalformedMessage("a list is expected");
        }
        remaining = listSize(head);
    }

    @Override
    boolean hasNext() throws MalformedMessage {
        if (remaining-- > 0) {
            return true;
        }
        if (position != end) {
            throw new MalformedMessage("something follows the message");
        }
        return false;
    }

    @Override
    Shape peek() throws MalformedMessage {
        int head = nextByte();
        position--;
        if (isList(head)) {
            return Shape.LIST;
        }
        if (isDict(head)) {
            return Shape.DICT;
        }
        if (isString(head)) {
            return Shape.STRING;
        }
        return isBinary(head) ? Shape.BINARY : Shape.OTHER;
    }

    @Override
    long readInteger() throws MalformedMessage {
        return switch (scalar(nextByte())) {
            case Long integer -> integer;
            case Double number -> integral(number);
            case null, default -> throw new MalformedMessage("an integer is expected");
        };
    }

    @Override
    String readString() throws MalformedMessage {
        int head = nextByte();
        if (!isString(head)) {
            throw new MalformedMessage("a string is expected");
        }
        return takeString(stringSize(head));
    }

    @Override
    @Nullable Object value(int depth) throws MalformedMessage {
        countItem();
        int head = nextByte();
        if (isString(head)) {
            return takeString(stringSize(head));
        }
        if (isList(head)) {
            return list(listSize(head), deeper(depth));
        }
        if (isDict(head)) {
            return dict(dictSize(head), deeper(depth));
        }
        if (takeUndefined(head)) {
            return null;
        }
        return isBinary(head) ? binary(head) : scalar(head);
    }

    private List<@Nullable Object> list(long size, int depth) throws MalformedMessage {
        // Each item takes a byte at least: no more room is made than there are bytes.
        List<@Nullable Object> list = new ArrayList<>((int) Math.min(size, end - position));
        for (long i = 0; i < size; i++) {
            list.add(value(depth));
        }
        return list;
    }

    private Map<String, @Nullable Object> dict(long size, int depth) throws MalformedMessage {
        Map<String, @Nullable Object> dict = new LinkedHashMap<>();
        for (long i = 0; i < size; i++) {
            String key = key();
            dict.put(key, value(depth));
        }
        return dict;
    }

    private String key() throws MalformedMessage {
        int head = nextByte();
        if (isString(head)) {
            return takeString(stringSize(head));
        }
        if (!isInteger(head)) {
            throw new MalformedMessage("the key of a dict must be a string");
        }
        return String.valueOf(scalar(head));
    }

    /**
     * What msgpackr, and so wampy.js, writes for JavaScript's undefined: an extension of type 0.
     */
    private boolean takeUndefined(int head) {
        if (head != 0xd4
                || end - position < 2
                || bytes[position] != 0
                || bytes[position + 1] != 0) {
            return false;
        }
        position += 2;
        return true;
    }

    private byte[] binary(int head) throws MalformedMessage {
        int start = skipBinary(head);
        byte[] binary = new byte[position - start];
        System.arraycopy(bytes, start, binary, 0, binary.length);
        return binary;
    }

    @Override
    void skip(int depth) throws MalformedMessage {
        int head = nextByte();
        if (isString(head)) {
            takeUtf8(stringSize(head));
        } else if (isList(head)) {
            long size = listSize(head);
            int inner = deeper(depth);
            for (long i = 0; i < size; i++) {
                skip(inner);
            }
        } else if (isDict(head)) {
            long size = dictSize(head);
            int inner = deeper(depth);
            for (long i = 0; i < size; i++) {
                skipKey();
                skip(inner);
            }
        } else if (isBinary(head)) {
            skipBinary(head);
        } else {
            take(scalarSize(head));
        }
    }

    private void skipKey() throws MalformedMessage {
        int head = nextByte();
        if (isString(head)) {
            takeUtf8(stringSize(head));
        } else if (isInteger(head)) {
            take(scalarSize(head));
        } else {
            throw new MalformedMessage("the key of a dict must be a string");
        }
    }

    /** Steps over binary or an extension; returns where its content begins. */
    private int skipBinary(int head) throws MalformedMessage {
        return switch (head) {
            case 0xc4, 0xc5, 0xc6 -> take(takeNumber(1 << (head - 0xc4)));
            case 0xc7, 0xc8, 0xc9 -> {
                long size = takeNumber(1 << (head - 0xc7));
                take(1);
                yield take(size);
            }
            default -> {
                take(1);
                yield take(1L << (head - 0xd4));
            }
        };
    }

    private static boolean isString(int head) {
        return (head >= 0xa0 && head <= 0xbf) || (head >= 0xd9 && head <= 0xdb);
    }

    private static boolean isList(int head) {
        return (head >= 0x90 && head <= 0x9f) || head == 0xdc || head == 0xdd;
    }

    private static boolean isDict(int head) {
        return (head >= 0x80 && head <= 0x8f) || head == 0xde || head == 0xdf;
    }

    private static boolean isBinary(int head) {
        return (head >= 0xc4 && head <= 0xc9) || (head >= 0xd4 && head <= 0xd8);
    }

    private static boolean isInteger(int head) {
        return head < 0x80 || head >= 0xe0 || (head >= 0xcc && head <= 0xd3);
    }

    private long stringSize(int head) throws MalformedMessage {
        return head <= 0xbf ? head & 0x1f : takeNumber(1 << (head - 0xd9));
    }

    private long listSize(int head) throws MalformedMessage {
        return head <= 0x9f ? head & 0xf : takeNumber(head == 0xdc ? 2 : 4);
    }

    private long dictSize(int head) throws MalformedMessage {
        return head <= 0x8f ? head & 0xf : takeNumber(head == 0xde ? 2 : 4);
    }

    /** How many bytes follow the head of a number, a bool or nil. */
    private static int scalarSize(int head) throws MalformedMessage {
        if (head < 0x80 || head >= 0xe0) {
            return 0;
        }
        return switch (head) {
            case 0xc0, 0xc2, 0xc3 -> 0;
            case 0xcc, 0xd0 -> 1;
            case 0xcd, 0xd1 -> 2;
            case 0xca, 0xce, 0xd2 -> 4;
            case 0xcb, 0xcf, 0xd3 -> 8;
            default -> throw new MalformedMessage("not MessagePack");
        };
    }

    private @Nullable Object scalar(int head) throws MalformedMessage {
        if (head < 0x80) {
            return (long) head;
        }
        if (head >= 0xe0) {
            return (long) (byte) head;
        }
        long number = takeNumber(scalarSize(head));
        return switch (head) {
            case 0xc0 -> null;
            case 0xc2 -> false;
            case 0xc3 -> true;
            case 0xca -> (double) Float.intBitsToFloat((int) number);
            case 0xcb -> Double.longBitsToDouble(number);
            case 0xcf -> number >= 0 ? number : unsigned(number);
            case 0xd0 -> (long) (byte) number;
            case 0xd1 -> (long) (short) number;
            case 0xd2 -> (long) (int) number;
            default -> number;
        };
    }

    static BigInteger unsigned(long number) {
        return new BigInteger(Long.toUnsignedString(number));
    }
}
