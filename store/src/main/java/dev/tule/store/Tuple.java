package dev.tule.store;

import java.util.List;

/** FoundationDB's tuple encoding (its {@code design/tuple.md}). */
@SuppressWarnings("DoNotCallSuggester")
final class Tuple {
    private Tuple() {}

    static byte[] pack(Object... elements) {
        throw new UnsupportedOperationException("being written: " + elements.length);
    }

    static List<Object> unpack(byte[] bytes) {
        throw new UnsupportedOperationException("being written: " + bytes.length);
    }
}
