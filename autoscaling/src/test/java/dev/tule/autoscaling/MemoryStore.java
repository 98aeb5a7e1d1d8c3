package dev.tule.autoscaling;

import dev.tule.store.ChangeFeed;
import dev.tule.store.Cursor;
import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Limits;
import dev.tule.store.Page;
import dev.tule.store.Shard;
import dev.tule.store.Snapshot;
import dev.tule.store.Store;
import dev.tule.store.Transaction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A store in memory, for simulations: it keeps what was committed, whoever is ended. For one
 * thread.
 */
final class MemoryStore implements Store {
    private final Map<Shard, NavigableMap<Key, byte[]>> shards = new HashMap<>();
    private final Chaos chaos;

    MemoryStore(Chaos chaos) {
        this.chaos = chaos;
    }

    private NavigableMap<Key, byte[]> rows(Shard shard) {
        return shards.computeIfAbsent(shard, _ -> new TreeMap<>());
    }

    @Override
    public <T extends @Nullable Object> T read(Shard shard, Function<Snapshot, T> body) {
        return body.apply(new Rows(rows(shard)));
    }

    @Override
    public <T extends @Nullable Object> T transact(Shard shard, Function<Transaction, T> body) {
        chaos.step("before a commit");
        NavigableMap<Key, byte[]> written = new TreeMap<>(rows(shard));
        T result = body.apply(new Rows(written));
        shards.put(shard, written);
        chaos.step("after a commit");
        return result;
    }

    @Override
    public ChangeFeed changes(Shard shard, Key topic, @Nullable Cursor after) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Limits limits() {
        return Limits.DEFAULT;
    }

    @Override
    public void close() {
        // is only memory
    }

    private record Rows(NavigableMap<Key, byte[]> rows) implements Transaction {
        @Override
        public Optional<byte[]> get(Key key) {
            return Optional.ofNullable(rows.get(key));
        }

        @Override
        public Page range(KeyRange range, int limit, Direction direction) {
            NavigableMap<Key, byte[]> within = rows.subMap(range.from(), true, range.to(), false);
            List<Page.Entry> entries = new ArrayList<>();
            for (Map.Entry<Key, byte[]> entry :
                    (direction == Direction.FORWARD ? within : within.descendingMap()).entrySet()) {
                if (entries.size() == limit) {
                    return new Page(entries, true);
                }
                entries.add(new Page.Entry(entry.getKey(), entry.getValue()));
            }
            return new Page(entries, false);
        }

        @Override
        public void put(Key key, byte[] value) {
            rows.put(key, value);
        }

        @Override
        public void delete(Key key) {
            rows.remove(key);
        }

        @Override
        public void clear(KeyRange range) {
            rows.subMap(range.from(), true, range.to(), false).clear();
        }

        @Override
        public void add(Key key, long delta) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void putVersioned(Key prefix, byte[] value) {
            throw new UnsupportedOperationException();
        }

        @Override
        public void emit(Key topic, byte[] change) {
            throw new UnsupportedOperationException();
        }
    }
}
