package dev.tule.store;

import java.util.List;

/**
 * Some entries of a range.
 *
 * @param more whether the range has further entries beyond these
 */
public record Page(List<Entry> entries, boolean more) {
    public Page {
        entries = List.copyOf(entries);
    }

    /** A key and its value. */
    public record Entry(Key key, @SuppressWarnings("ArrayRecordComponent") byte[] value) {}
}
