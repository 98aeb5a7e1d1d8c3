package dev.tule.store;

import java.util.Collections;
import java.util.List;
import java.util.NavigableMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What one or more transactions write, later writes laid over earlier ones: at most one write of a
 * key, behind ranges that are cleared first. Confined to one thread.
 */
final class Writes {
    private final NavigableMap<Key, Write> byKey = new TreeMap<>();
    private final KeyRanges cleared = new KeyRanges();

    /** What becomes of a key. */
    sealed interface Write {
        /** It gets this value. */
        record Put(@SuppressWarnings("ArrayRecordComponent") byte[] value) implements Write {}

        /** It goes. */
        record Delete() implements Write {
            static final Delete INSTANCE = new Delete();
        }

        /** What it counts is changed; only where the value before is not known here. */
        record Add(long delta) implements Write {}
    }

    void put(Key key, byte[] value) {
        byKey.put(key, new Write.Put(value));
    }

    void delete(Key key) {
        byKey.put(key, Write.Delete.INSTANCE);
    }

    void clear(KeyRange range) {
        if (!range.isEmpty()) {
            byKey.subMap(range.from(), range.to()).clear();
            cleared.add(range);
        }
    }

    /**
     * @throws IllegalStateException when the key was put with a value that is no counter
     */
    void add(Key key, long delta) {
        Write sum =
                switch (of(key)) {
                    case null -> new Write.Add(delta);
                    case Write.Put(byte[] value) -> new Write.Put(Counter.plus(value, delta));
                    case Write.Delete _ -> new Write.Put(Counter.of(delta));
                    case Write.Add(long before) -> new Write.Add(before + delta);
                };
        byKey.put(key, sum);
    }

    /** What is written to a key; null when nothing is. */
    @Nullable Write of(Key key) {
        Write write = byKey.get(key);
        return write == null && cleared.around(key) != null ? Write.Delete.INSTANCE : write;
    }

    /** The single writes in a range, cleared ranges left out. */
    NavigableMap<Key, Write> within(KeyRange range) {
        return range.isEmpty()
                ? Collections.emptyNavigableMap()
                : byKey.subMap(range.from(), true, range.to(), false);
    }

    /** The cleared range around a key; null when it isn't cleared. */
    @Nullable KeyRange clearedAround(Key key) {
        return cleared.around(key);
    }

    NavigableMap<Key, Write> byKey() {
        return byKey;
    }

    List<KeyRange> cleared() {
        return cleared.toList();
    }

    boolean isEmpty() {
        return byKey.isEmpty() && cleared.isEmpty();
    }
}
