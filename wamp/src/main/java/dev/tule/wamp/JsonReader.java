package dev.tule.wamp;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON (RFC 8259), strictly. A string that begins with U+0000 and goes on with base64 is
 * binary, as <a
 * href="https://wamp-proto.org/wamp_latest_ietf.html#name-binary-support-in-json">Binary conversion
 * of JSON strings</a> has it.
 */
final class JsonReader extends ItemReader {
    /** Longer numbers are refused: their conversion takes time that grows with the square. */
    private static final int MAX_DIGITS = 1000;

    private boolean first = true;

    JsonReader(byte[] bytes, int from, int to, Limits limits) throws MalformedMessage {
        super(bytes, from, to, limits);
        if (!Utf8.valid(bytes, from, to)) {
            throw new MalformedMessage("the message is not UTF-8");
        }
    }

    @Override
    void beginList() throws MalformedMessage {
        expect('[');
    }

    @Override
    boolean hasNext() throws MalformedMessage {
        if (next(']', first)) {
            first = false;
            return true;
        }
        end();
        return false;
    }

    /** Checks that nothing follows. */
    void end() throws MalformedMessage {
        space();
        if (position != end) {
            throw new MalformedMessage("something follows the message");
        }
    }

    @Override
    int itemStart() {
        space();
        return position;
    }

    @Override
    void separator() throws MalformedMessage {
        expect(',');
    }

    @Override
    Shape peek() throws MalformedMessage {
        space();
        return switch (here()) {
            case '[' -> Shape.LIST;
            case '{' -> Shape.DICT;
            case '"' -> Shape.STRING;
            default -> Shape.OTHER;
        };
    }

    @Override
    long readInteger() throws MalformedMessage {
        space();
        return number() instanceof Long integer ? integer : notAnInteger();
    }

    private static long notAnInteger() throws MalformedMessage {
        throw new MalformedMessage("an integer is expected");
    }

    @Override
    String readString() throws MalformedMessage {
        space();
        if (here() != '"') {
            throw new MalformedMessage("a string is expected");
        }
        return string();
    }

    @Override
    @Nullable Object value(int depth) throws MalformedMessage {
        countItem();
        space();
        return switch (here()) {
            case '[' -> list(deeper(depth));
            case '{' -> dict(deeper(depth));
            case '"' -> JsonBinary.decode(string());
            case 't' -> literal("true", Boolean.TRUE);
            case 'f' -> literal("false", Boolean.FALSE);
            case 'n' -> literal("null", null);
            default -> number();
        };
    }

    private List<@Nullable Object> list(int depth) throws MalformedMessage {
        position++;
        List<@Nullable Object> list = new ArrayList<>();
        while (next(']', list.isEmpty())) {
            list.add(value(depth));
        }
        return list;
    }

    private Map<String, @Nullable Object> dict(int depth) throws MalformedMessage {
        position++;
        Map<String, @Nullable Object> dict = new LinkedHashMap<>();
        for (boolean start = true; next('}', start); start = false) {
            String key = readString();
            expect(':');
            dict.put(key, value(depth));
        }
        return dict;
    }

    @Override
    void skip(int depth) throws MalformedMessage {
        space();
        switch (here()) {
            case '[' -> {
                position++;
                int inner = deeper(depth);
                for (boolean start = true; next(']', start); start = false) {
                    skip(inner);
                }
            }
            case '{' -> {
                position++;
                int inner = deeper(depth);
                for (boolean start = true; next('}', start); start = false) {
                    peekKey();
                    skipString();
                    expect(':');
                    skip(inner);
                }
            }
            case '"' -> skipString();
            case 't' -> literal("true", null);
            case 'f' -> literal("false", null);
            case 'n' -> literal("null", null);
            default -> skipNumber();
        }
    }

    private void peekKey() throws MalformedMessage {
        space();
        if (here() != '"') {
            throw new MalformedMessage("a string is expected");
        }
    }

    /** Whether another element follows in a list or dict; steps over the comma or the end. */
    private boolean next(char close, boolean start) throws MalformedMessage {
        space();
        int c = nextByte();
        if (c == close) {
            return false;
        }
        if (start) {
            position--;
        } else if (c != ',') {
            throw new MalformedMessage("a comma is expected");
        } else {
            space();
            if (here() == close) {
                throw new MalformedMessage("a value is expected");
            }
        }
        return true;
    }

    private void expect(char expected) throws MalformedMessage {
        space();
        if (nextByte() != expected) {
            throw new MalformedMessage("'" + expected + "' is expected");
        }
    }

    private int here() throws MalformedMessage {
        if (position >= end) {
            throw truncated();
        }
        return bytes[position];
    }

    private void space() {
        while (position < end) {
            byte c = bytes[position];
            if (c != ' ' && c != '\n' && c != '\r' && c != '\t') {
                return;
            }
            position++;
        }
    }

    private @Nullable Boolean literal(String word, @Nullable Boolean value)
            throws MalformedMessage {
        int start = take(word.length());
        for (int i = 0; i < word.length(); i++) {
            if (bytes[start + i] != word.charAt(i)) {
                throw new MalformedMessage("not JSON");
            }
        }
        return value;
    }

    /** Steps over a string; says whether it has escapes. */
    private boolean skipString() throws MalformedMessage {
        boolean escapes = false;
        position++;
        while (true) {
            int c = nextByte();
            if (c == '"') {
                return escapes;
            }
            if (c < 0x20) {
                throw new MalformedMessage("a control character in a string");
            }
            if (c == '\\') {
                escapes = true;
                skipEscape();
            }
        }
    }

    private void skipEscape() throws MalformedMessage {
        switch (nextByte()) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> {}
            case 'u' -> {
                for (int i = 0; i < 4; i++) {
                    if (Character.digit(nextByte(), 16) < 0) {
                        throw new MalformedMessage("not an escape");
                    }
                }
            }
            default -> throw new MalformedMessage("not an escape");
        }
    }

    private String string() throws MalformedMessage {
        int start = position + 1;
        boolean escapes = skipString();
        int length = position - 1 - start;
        return escapes
                ? unescape(start, position - 1)
                : new String(bytes, start, length, StandardCharsets.UTF_8);
    }

    private String unescape(int from, int to) {
        StringBuilder text = new StringBuilder(to - from);
        int plain = from;
        for (int i = from; i < to; i++) {
            if (bytes[i] != '\\') {
                continue;
            }
            text.append(new String(bytes, plain, i - plain, StandardCharsets.UTF_8));
            char c = (char) bytes[++i];
            switch (c) {
                case 'b' -> text.append('\b');
                case 'f' -> text.append('\f');
                case 'n' -> text.append('\n');
                case 'r' -> text.append('\r');
                case 't' -> text.append('\t');
                case 'u' -> {
                    String digits = new String(bytes, i + 1, 4, StandardCharsets.ISO_8859_1);
                    text.append((char) Integer.parseInt(digits, 16));
                    i += 4;
                }
                default -> text.append(c);
            }
            plain = i + 1;
        }
        return text.append(new String(bytes, plain, to - plain, StandardCharsets.UTF_8)).toString();
    }

    /** Steps over a number; says whether it is an integer. */
    private boolean skipNumber() throws MalformedMessage {
        int start = position;
        boolean integer = true;
        if (here() == '-') {
            position++;
        }
        if (here() == '0') {
            position++;
        } else {
            digits();
        }
        if (position < end && bytes[position] == '.') {
            integer = false;
            position++;
            digits();
        }
        if (position < end && (bytes[position] | 0x20) == 'e') {
            integer = false;
            position++;
            if (here() == '+' || here() == '-') {
                position++;
            }
            digits();
        }
        if (position - start > MAX_DIGITS) {
            throw new MalformedMessage("a number of more than " + MAX_DIGITS + " digits");
        }
        return integer;
    }

    private void digits() throws MalformedMessage {
        int start = position;
        while (position < end && bytes[position] >= '0' && bytes[position] <= '9') {
            position++;
        }
        if (position == start) {
            throw new MalformedMessage("not JSON");
        }
    }

    private Object number() throws MalformedMessage {
        int start = position;
        boolean integer = skipNumber();
        if (integer && position - start <= 18) {
            return shortInteger(start);
        }
        String text = new String(bytes, start, position - start, StandardCharsets.ISO_8859_1);
        if (!integer) {
            return Double.valueOf(text);
        }
        BigInteger big = new BigInteger(text);
        if (big.bitLength() < Long.SIZE) {
            return big.longValue();
        }
        return big;
    }

    private Long shortInteger(int start) {
        boolean negative = bytes[start] == '-';
        long value = 0;
        for (int i = negative ? start + 1 : start; i < position; i++) {
            value = value * 10 + (bytes[i] - '0');
        }
        return negative ? -value : value;
    }
}
