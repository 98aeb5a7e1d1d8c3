package dev.tule.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A set of keys as ranges that don't touch. Confined to one thread. */
final class KeyRanges {
    private final NavigableMap<Key, Key> endsByStart = new TreeMap<>();

    void add(KeyRange range) {
        if (range.isEmpty()) {
            return;
        }
        Key from = range.from();
        Key to = range.to();
        Map.Entry<Key, Key> before = endsByStart.floorEntry(from);
        if (before != null && before.getValue().compareTo(from) >= 0) {
            from = before.getKey();
            to = later(to, before.getValue());
        }
        NavigableMap<Key, Key> swallowed = endsByStart.subMap(from, true, to, true);
        Map.Entry<Key, Key> last = swallowed.lastEntry();
        if (last != null) {
            to = later(to, last.getValue());
        }
        swallowed.clear();
        endsByStart.put(from, to);
    }

    /** The range that a key lies in; null when it lies in none. */
    @Nullable KeyRange around(Key key) {
        if (endsByStart.isEmpty()) {
            return null;
        }
        Map.Entry<Key, Key> before = endsByStart.floorEntry(key);
        return before != null && key.compareTo(before.getValue()) < 0
                ? new KeyRange(before.getKey(), before.getValue())
                : null;
    }

    boolean isEmpty() {
        return endsByStart.isEmpty();
    }

    List<KeyRange> toList() {
        List<KeyRange> ranges = new ArrayList<>(endsByStart.size());
        endsByStart.forEach((from, to) -> ranges.add(new KeyRange(from, to)));
        return ranges;
    }

    private static Key later(Key one, Key other) {
        return one.compareTo(other) >= 0 ? one : other;
    }
}
