package dev.tule.wamp;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads <a href="https://ubjson.org/">Universal Binary JSON</a>, Draft 12. A list of the type uint8
 * is binary, as WAMP's other implementations have it. Refused: a message that is itself a list of
 * one type, since its items couldn't be given on as they are; and lists of items that take no bytes
 * (null, true, false), of which a few octets could claim billions.
 */
final class UbjsonReader extends ItemReader {
    private static final int MAX_DIGITS = 1000;

    /** How many items the message's list still has; below zero where its end is marked. */
    private long remaining;

    UbjsonReader(byte[] bytes, int from, int to, Limits limits) {
        super(bytes, from, to, limits);
    }

    /** What stands before the items of a list or dict. */
    private record Head(int type, long count) {
        static final int ANY = 0;
        static final long MARKED = -1;

        boolean marked() {
            return count == MARKED;
        }
    }

    @Override
    void beginList() throws MalformedMessage {
        if (marker() != '[') {
            throw new MalformedMessage("a list is expected");
        }
        Head head = head();
        if (head.type != Head.ANY) {
            throw new MalformedMessage("the message is a list of one type");
        }
        remaining = head.count;
    }

    @Override
    boolean hasNext() throws MalformedMessage {
        if (remaining != Head.MARKED ? remaining-- > 0 : !ends(']')) {
            return true;
        }
        if (position != end) {
            throw new MalformedMessage("something follows the message");
        }
        return false;
    }

    /** Whether the list or dict ends here; steps over the end. */
    private boolean ends(char mark) throws MalformedMessage {
        if (marker() == mark) {
            return true;
        }
        position--;
        return false;
    }

    @Override
    int itemStart() {
        while (position < end && bytes[position] == 'N') {
            position++;
        }
        return position;
    }

    @Override
    Shape peek() throws MalformedMessage {
        int marker = marker();
        position--;
        return switch (marker) {
            case '[' -> binaryFollows() ? Shape.BINARY : Shape.LIST;
            case '{' -> Shape.DICT;
            case 'S', 'C' -> Shape.STRING;
            default -> Shape.OTHER;
        };
    }

    private boolean binaryFollows() {
        return position + 2 < end && bytes[position + 1] == '$' && bytes[position + 2] == 'U';
    }

    /** The next octet that is not a no-op. */
    private int marker() throws MalformedMessage {
        int marker;
        do {
            marker = nextByte();
        } while (marker == 'N');
        return marker;
    }

    @Override
    long readInteger() throws MalformedMessage {
        return switch (scalar(marker())) {
            case Long integer -> integer;
            case Double number -> integral(number);
            case null, default -> throw new MalformedMessage("an integer is expected");
        };
    }

    @Override
    String readString() throws MalformedMessage {
        if (scalar(marker()) instanceof String string) {
            return string;
        }
        throw new MalformedMessage("a string is expected");
    }

    @Override
    @Nullable Object value(int depth) throws MalformedMessage {
        return value(marker(), depth);
    }

    private @Nullable Object value(int marker, int depth) throws MalformedMessage {
        countItem();
        return switch (marker) {
            case '[' -> list(deeper(depth));
            case '{' -> dict(deeper(depth));
            default -> scalar(marker);
        };
    }

    private Object list(int depth) throws MalformedMessage {
        Head head = head();
        if (head.type == 'U') {
            int start = take(head.count);
            byte[] binary = new byte[position - start];
            System.arraycopy(bytes, start, binary, 0, binary.length);
            return binary;
        }
        List<@Nullable Object> list = new ArrayList<>();
        for (long i = 0; head.marked() ? !ends(']') : i < head.count; i++) {
            list.add(value(typeOf(head), depth));
        }
        return list;
    }

    private Map<String, @Nullable Object> dict(int depth) throws MalformedMessage {
        Head head = head();
        Map<String, @Nullable Object> dict = new LinkedHashMap<>();
        for (long i = 0; head.marked() ? !ends('}') : i < head.count; i++) {
            String key = takeString(length(marker()));
            dict.put(key, value(typeOf(head), depth));
        }
        return dict;
    }

    /** The marker of the next item. */
    private int typeOf(Head head) throws MalformedMessage {
        return head.type == Head.ANY ? marker() : head.type;
    }

    private Head head() throws MalformedMessage {
        int type = Head.ANY;
        if (position < end && bytes[position] == '$') {
            position++;
            type = nextByte();
            if (type == 'Z' || type == 'T' || type == 'F' || type == 'N') {
                throw new MalformedMessage("items that take no bytes");
            }
        }
        if (position < end && bytes[position] == '#') {
            position++;
            return new Head(type, length(nextByte()));
        }
        if (type != Head.ANY) {
            throw new MalformedMessage("items of one type need a count");
        }
        return new Head(Head.ANY, Head.MARKED);
    }

    private long length(int marker) throws MalformedMessage {
        long length =
                switch (marker) {
                    case 'i', 'U', 'I', 'l', 'L' -> integer(marker);
                    default -> throw new MalformedMessage("a length is expected");
                };
        if (length < 0) {
            throw new MalformedMessage("a length below zero");
        }
        return length;
    }

    private long integer(int marker) throws MalformedMessage {
        return switch (marker) {
            case 'i' -> (byte) takeNumber(1);
            case 'U' -> takeNumber(1);
            case 'I' -> (short) takeNumber(2);
            case 'l' -> (int) takeNumber(4);
            default -> takeNumber(8);
        };
    }

    private @Nullable Object scalar(int marker) throws MalformedMessage {
        return switch (marker) {
            case 'Z' -> null;
            case 'T' -> true;
            case 'F' -> false;
            case 'i', 'U', 'I', 'l', 'L' -> integer(marker);
            case 'd' -> (double) Float.intBitsToFloat((int) takeNumber(4));
            case 'D' -> Double.longBitsToDouble(takeNumber(8));
            case 'H' -> highPrecision();
            case 'C' -> takeString(1);
            case 'S' -> takeString(length(nextByte()));
            default -> throw new MalformedMessage("not UBJSON");
        };
    }

    /** A number of any length, in decimal digits. */
    private Object highPrecision() throws MalformedMessage {
        long length = length(nextByte());
        if (length > MAX_DIGITS) {
            throw new MalformedMessage("a number of more than " + MAX_DIGITS + " digits");
        }
        int start = take(length);
        String digits = new String(bytes, start, (int) length, StandardCharsets.ISO_8859_1);
        try {
            BigDecimal number = new BigDecimal(digits);
            if (digits.indexOf('.') >= 0 || digits.indexOf('e') >= 0 || digits.indexOf('E') >= 0) {
                return number.doubleValue();
            }
            BigInteger integer = number.toBigIntegerExact();
            if (integer.bitLength() < Long.SIZE) {
                return integer.longValue();
            }
            return integer;
        } catch (NumberFormatException e) {
            throw new MalformedMessage("not a number");
        }
    }

    @Override
    void skip(int depth) throws MalformedMessage {
        skip(marker(), depth);
    }

    private void skip(int marker, int depth) throws MalformedMessage {
        switch (marker) {
            case '[' -> skipList(deeper(depth));
            case '{' -> skipDict(deeper(depth));
            case 'S' -> takeUtf8(length(nextByte()));
            default -> {
                Object _ = scalar(marker);
            }
        }
    }

    private void skipList(int depth) throws MalformedMessage {
        Head head = head();
        if (head.type == 'U') {
            take(head.count);
            return;
        }
        for (long i = 0; head.marked() ? !ends(']') : i < head.count; i++) {
            skip(typeOf(head), depth);
        }
    }

    private void skipDict(int depth) throws MalformedMessage {
        Head head = head();
        for (long i = 0; head.marked() ? !ends('}') : i < head.count; i++) {
            takeUtf8(length(marker()));
            skip(typeOf(head), depth);
        }
    }
}
