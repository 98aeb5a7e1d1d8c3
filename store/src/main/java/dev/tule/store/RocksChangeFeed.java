package dev.tule.store;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A feed of one shard and topic. Reads the log; the committer's word that something has come only
 * ends its waiting.
 */
final class RocksChangeFeed implements ChangeFeed {
    private final RocksStore store;
    private final Key address;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();

    /** The last change that was returned, or passed by before the first. */
    private volatile long position;

    /** The last change that is known to be there to read. */
    @GuardedBy("lock")
    private long available;

    @GuardedBy("lock")
    private boolean closed;

    RocksChangeFeed(RocksStore store, Key address, long position) {
        this.store = store;
        this.address = address;
        this.position = position;
        // There may be some from the start.
        this.available = Long.MAX_VALUE;
    }

    @Override
    public List<Change> next(int limit, Duration patience) throws InterruptedException {
        if (limit < 1) {
            throw new IllegalArgumentException("at least one change, not " + limit);
        }
        long nanos = patience.toNanos();
        while (true) {
            nanos = awaitChange(nanos);
            RocksStore.Changes read = store.readChanges(address, position, limit);
            if (!read.changes().isEmpty()) {
                position = ChangeLog.number(read.changes().getLast().at());
                return read.changes();
            }
            noneUpTo(read.upTo());
            if (nanos <= 0) {
                return List.of();
            }
        }
    }

    /** Waits until there may be a change, or for so long; returns what is left of that time. */
    private long awaitChange(long nanos) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long left = nanos;
            while (available <= position && left > 0 && !closed) {
                left = changed.awaitNanos(left);
            }
            if (closed) {
                throw new StoreException("the feed or its store is closed", null);
            }
            return left;
        } finally {
            lock.unlock();
        }
    }

    /** Remembers that there was nothing to read, unless something has come meanwhile. */
    private void noneUpTo(long change) {
        lock.lock();
        try {
            if (available <= change || available == Long.MAX_VALUE) {
                available = position;
            }
        } finally {
            lock.unlock();
        }
    }

    void wake(long change) {
        lock.lock();
        try {
            available = change;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    @Override
    public Cursor position() {
        return ChangeLog.cursor(position);
    }

    @Override
    public void close() {
        store.forget(address, this);
        lock.lock();
        try {
            closed = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
