package dev.tule.aws.routing;

import dev.tule.aws.shape.MalformedRequest;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The decoded parameters of a query or form ({@code application/x-www-form-urlencoded}), in the
 * order they were sent. Immutable.
 */
public final class Parameters {
    private static final Parameters NONE = new Parameters(Map.of());

    private final Map<String, List<String>> values;

    private Parameters(Map<String, List<String>> values) {
        this.values = values;
    }

    /**
     * Reads a query or form.
     *
     * @param limit how many parameters are taken
     * @throws MalformedRequest where there are more, or an escape isn't one
     */
    public static Parameters parse(String text, int limit) {
        if (text.isEmpty()) {
            return NONE;
        }
        Map<String, List<String>> values = new LinkedHashMap<>();
        int count = 0;
        int start = 0;
        while (start <= text.length()) {
            int ampersand = text.indexOf('&', start);
            int end = ampersand < 0 ? text.length() : ampersand;
            if (end > start) {
                if (++count > limit) {
                    throw new MalformedRequest(
                            MalformedRequest.Kind.TOO_LARGE,
                            "The request has more than " + limit + " parameters");
                }
                int equals = text.indexOf('=', start);
                boolean valued = equals >= 0 && equals < end;
                String name = decode(text.substring(start, valued ? equals : end), true);
                String value = valued ? decode(text.substring(equals + 1, end), true) : "";
                values.computeIfAbsent(name, _ -> new ArrayList<>(1)).add(value);
            }
            start = end + 1;
        }
        return new Parameters(values);
    }

    /**
     * Takes percent escapes off.
     *
     * @param plusIsSpace as in forms and queries; not in paths
     */
    public static String decode(String text, boolean plusIsSpace) {
        if (text.indexOf('%') < 0 && (!plusIsSpace || text.indexOf('+') < 0)) {
            return text;
        }
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int length = 0;
        for (int i = 0; i < bytes.length; i++) {
            byte b = bytes[i];
            if (b == '%') {
                b = escape(bytes, i);
                i += 2;
            } else if (b == '+' && plusIsSpace) {
                b = ' ';
            }
            bytes[length++] = b;
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes, 0, length))
                    .toString();
        } catch (CharacterCodingException e) {
            throw MalformedRequest.syntax("The URI's escapes are not UTF-8");
        }
    }

    private static byte escape(byte[] bytes, int at) {
        int high = at + 2 < bytes.length ? Character.digit(bytes[at + 1], 16) : -1;
        int low = at + 2 < bytes.length ? Character.digit(bytes[at + 2], 16) : -1;
        if (high < 0 || low < 0) {
            throw MalformedRequest.syntax("The URI has a percent sign that begins no escape");
        }
        return (byte) (high << 4 | low);
    }

    /** The first value of that name. */
    public Optional<String> first(String name) {
        List<String> all = values.get(name);
        return all == null ? Optional.empty() : Optional.of(all.getFirst());
    }

    /** Every value of that name; empty where it isn't there. */
    public List<String> all(String name) {
        return values.getOrDefault(name, List.of());
    }

    public boolean contains(String name) {
        return values.containsKey(name);
    }

    public Set<String> names() {
        return values.keySet();
    }
}
