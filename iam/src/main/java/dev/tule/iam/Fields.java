package dev.tule.iam;

import dev.tule.store.Key;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads a row's value, which is a tuple that begins with the version of its form. Not thread-safe.
 */
final class Fields {
    private final List<Object> elements;
    private int next;

    private Fields(List<Object> elements) {
        this.elements = elements;
    }

    /** A value of these fields; instants are kept in whole seconds. */
    static byte[] pack(Object... fields) {
        return Key.of(fields).toBytes();
    }

    /**
     * @param version the only version of this form there has been
     */
    static Fields of(byte[] value, int version) {
        Fields fields = new Fields(Key.ofBytes(value).elements());
        long found = fields.number();
        if (found != version) {
            throw new IllegalStateException("a row of IAM has the unknown version " + found);
        }
        return fields;
    }

    String text() {
        return (String) elements.get(next++);
    }

    long number() {
        return (Long) elements.get(next++);
    }

    boolean truth() {
        return (Boolean) elements.get(next++);
    }

    byte[] bytes() {
        return (byte[]) elements.get(next++);
    }

    Instant instant() {
        return Instant.ofEpochSecond(number());
    }

    /** Names and values up to the end. */
    Map<String, String> pairs() {
        Map<String, String> pairs = new LinkedHashMap<>();
        while (next < elements.size()) {
            pairs.put(text(), text());
        }
        return pairs;
    }
}
