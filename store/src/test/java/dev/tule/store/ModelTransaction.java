package dev.tule.store;

import dev.tule.store.Snapshot.Direction;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A transaction over a map, alone in the world. Versioned keys and changes are left out. */
final class ModelTransaction implements Transaction {
    private final NavigableMap<Key, byte[]> state;

    ModelTransaction(NavigableMap<Key, byte[]> state) {
        this.state = state;
    }

    NavigableMap<Key, byte[]> copy() {
        return new TreeMap<>(state);
    }

    @Override
    public Optional<byte[]> get(Key key) {
        return Optional.ofNullable(state.get(key));
    }

    @Override
    public Page range(KeyRange range, int limit, Direction direction) {
        if (range.isEmpty()) {
            return new Page(List.of(), false);
        }
        NavigableMap<Key, byte[]> within = state.subMap(range.from(), true, range.to(), false);
        NavigableMap<Key, byte[]> inOrder =
                direction == Direction.FORWARD ? within : within.descendingMap();
        List<Page.Entry> entries = new ArrayList<>();
        for (Map.Entry<Key, byte[]> entry : inOrder.entrySet()) {
            if (entries.size() < limit) {
                entries.add(new Page.Entry(entry.getKey(), entry.getValue()));
            }
        }
        return new Page(entries, within.size() > limit);
    }

    @Override
    public void put(Key key, byte[] value) {
        state.put(key, value);
    }

    @Override
    public void delete(Key key) {
        state.remove(key);
    }

    @Override
    public void clear(KeyRange range) {
        if (!range.isEmpty()) {
            state.subMap(range.from(), range.to()).clear();
        }
    }

    @Override
    public void add(Key key, long delta) {
        state.merge(key, Counter.of(delta), (before, _) -> Counter.plus(before, delta));
    }

    @Override
    public void putVersioned(Key prefix, byte[] value) {}

    @Override
    public void emit(Key topic, byte[] change) {}
}
