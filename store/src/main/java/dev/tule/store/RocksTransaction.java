package dev.tule.store;

import dev.tule.store.Database.Family;
import dev.tule.store.Writes.Write;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * One run of a transaction's body: reads at a snapshot and remembers what it read, buffers what is
 * written. Confined to the body that it was given to.
 */
final class RocksTransaction implements Transaction {
    /** The most that a version and a number add to a prefix. */
    private static final int VERSION_BYTES = 16;

    private final Shard shard;
    private final Lease lease;
    private final Key prefix;
    private final Limits limits;
    private final long readVersion;
    private final Writes writes = new Writes();
    private final List<Commit.Versioned> versioned = new ArrayList<>();
    private final List<Commit.Emitted> emitted = new ArrayList<>();
    private final Set<Key> readKeys = new TreeSet<>();
    private final List<KeyRange> readRanges = new ArrayList<>();
    private int bytes;

    RocksTransaction(Shard shard, Lease lease, Key prefix, Limits limits, long readVersion) {
        this.shard = shard;
        this.lease = lease;
        this.prefix = prefix;
        this.limits = limits;
        this.readVersion = readVersion;
    }

    @Override
    public Optional<byte[]> get(Key key) {
        Key stored = key.behind(prefix);
        return switch (writes.of(stored)) {
            case null -> Optional.ofNullable(read(stored));
            case Write.Put(byte[] value) -> {
                lease.check();
                yield Optional.of(value.clone());
            }
            case Write.Delete _ -> {
                lease.check();
                yield Optional.empty();
            }
            case Write.Add(long delta) -> {
                byte[] before = read(stored);
                yield Optional.of(before == null ? Counter.of(delta) : Counter.plus(before, delta));
            }
        };
    }

    private byte @Nullable [] read(Key stored) {
        byte[] value = lease.use(point -> point.get(Family.DATA, stored));
        if (readKeys.add(stored)) {
            count(stored.length() - prefix.length());
        }
        return value;
    }

    @Override
    public Page range(KeyRange range, int limit, Direction direction) {
        PageReader.Result result =
                View.read(lease, View.behind(range, prefix), limit, direction, writes, limits);
        if (!result.covered().isEmpty()) {
            readRanges.add(result.covered());
            count(
                    result.covered().from().length()
                            + result.covered().to().length()
                            - 2 * prefix.length());
        }
        return View.page(result, prefix);
    }

    @Override
    public void put(Key key, byte[] value) {
        checkKey(key, limits.keyBytes());
        checkValue(value);
        count(key.length() + value.length);
        writes.put(key.behind(prefix), value);
    }

    @Override
    public void delete(Key key) {
        checkKey(key, limits.keyBytes());
        count(key.length());
        writes.delete(key.behind(prefix));
    }

    @Override
    public void clear(KeyRange range) {
        // The ends of a range within a key, or after one, are a byte longer.
        checkKey(range.from(), limits.keyBytes() + 1);
        checkKey(range.to(), limits.keyBytes() + 1);
        count(range.from().length() + range.to().length());
        writes.clear(View.behind(range, prefix));
    }

    @Override
    public void add(Key key, long delta) {
        checkKey(key, limits.keyBytes());
        count(key.length() + Long.BYTES);
        writes.add(key.behind(prefix), delta);
    }

    @Override
    public void putVersioned(Key keyPrefix, byte[] value) {
        checkKey(keyPrefix, limits.keyBytes() - VERSION_BYTES);
        checkValue(value);
        count(keyPrefix.length() + VERSION_BYTES + value.length);
        versioned.add(new Commit.Versioned(keyPrefix.behind(prefix), value));
    }

    @Override
    public void emit(Key topic, byte[] change) {
        checkKey(topic, limits.keyBytes());
        checkValue(change);
        count(topic.length() + change.length);
        emitted.add(new Commit.Emitted(ChangeLog.address(prefix, topic), change));
    }

    /**
     * What this transaction wants to do. Ends it.
     *
     * @param losses how often its body has run in vain
     */
    Commit end(int losses, @Nullable Turn turn) {
        lease.check();
        lease.close();
        return new Commit(
                shard,
                new Commit.Reads(readVersion, readKeys, readRanges),
                new Commit.Effects(writes, versioned, emitted, bytes),
                losses,
                turn);
    }

    private void checkKey(Key key, int most) {
        if (key.length() > most) {
            throw new LimitExceeded("a key of " + key.length() + " bytes; the most is " + most);
        }
    }

    private void checkValue(byte[] value) {
        if (value.length > limits.valueBytes()) {
            throw new LimitExceeded(
                    "a value of " + value.length + " bytes; the most is " + limits.valueBytes());
        }
    }

    private void count(int more) {
        lease.check();
        bytes += more;
        if (bytes > limits.transactionBytes()) {
            throw new LimitExceeded(
                    "a transaction of over " + limits.transactionBytes() + " bytes");
        }
    }
}
