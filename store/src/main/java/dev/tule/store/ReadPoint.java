package dev.tule.store;

import dev.tule.store.Database.Family;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.rocksdb.ReadOptions;
import org.rocksdb.RocksDBException;
import org.rocksdb.Slice;
import org.rocksdb.Snapshot;

/**
 * The state of the store after a batch of commits: a RocksDB snapshot, shared by all who read at
 * this point and released by the last of them. Safe for use by many threads.
 */
final class ReadPoint {
    private final Database database;
    private final Snapshot snapshot;
    private final ReadOptions options;
    private final Progress progress;

    /** Readers, and one for being the store's newest; never rises again from 0. */
    private final AtomicInteger holders = new AtomicInteger(1);

    ReadPoint(Database database, Progress progress) {
        this.database = database;
        this.progress = progress;
        this.snapshot = database.rocks().getSnapshot();
        this.options = new ReadOptions().setSnapshot(snapshot);
    }

    Progress progress() {
        return progress;
    }

    /** Takes part, unless all others have released this point already. */
    boolean tryHold() {
        int now = holders.get();
        while (now > 0) {
            int seen = holders.compareAndExchange(now, now + 1);
            if (seen == now) {
                return true;
            }
            now = seen;
        }
        return false;
    }

    void release() {
        if (holders.decrementAndGet() == 0) {
            options.close();
            database.rocks().releaseSnapshot(snapshot);
        }
    }

    byte @Nullable [] get(Family family, Key key) {
        try {
            return database.rocks().get(database.family(family), options, key.unsafeBytes());
        } catch (RocksDBException e) {
            throw new StoreException("cannot read", e);
        }
    }

    /** The entries of a range; to be closed before this point is released. */
    Rows rows(Family family, KeyRange range, dev.tule.store.Snapshot.Direction direction) {
        Slice from = new Slice(range.from().unsafeBytes());
        Slice to = new Slice(range.to().unsafeBytes());
        ReadOptions bounded =
                new ReadOptions(options).setIterateLowerBound(from).setIterateUpperBound(to);
        return new Rows(
                database.rocks().newIterator(database.family(family), bounded),
                direction,
                from,
                to,
                bounded);
    }
}
