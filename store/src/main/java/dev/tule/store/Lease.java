package dev.tule.store;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A {@link ReadPoint} held for a bounded time: RocksDB keeps whatever a snapshot can see, so none
 * may be held for ever. Whoever holds it past its time finds it gone. Safe for use by many threads:
 * it ends between uses, never within one.
 */
final class Lease implements AutoCloseable {
    private final Leases owner;
    private final long startNanos;
    private final Duration time;

    @GuardedBy("this")
    private @Nullable ReadPoint point;

    @GuardedBy("this")
    private boolean expired;

    Lease(Leases owner, ReadPoint point, long startNanos, Duration time) {
        this.owner = owner;
        this.point = point;
        this.startNanos = startNanos;
        this.time = time;
    }

    /**
     * Reads at the point.
     *
     * @throws LimitExceeded when the time is over
     * @throws IllegalStateException when the lease was closed
     */
    synchronized <T extends @Nullable Object> T use(Function<ReadPoint, T> reading) {
        return reading.apply(held());
    }

    /** As {@link #use}, but reads nothing. */
    synchronized void check() {
        held();
    }

    @GuardedBy("this")
    private ReadPoint held() {
        ReadPoint held = point;
        if (held == null && !expired) {
            throw new IllegalStateException("used outside the body that it was given to");
        }
        if (held == null || isOver(owner.nanoTime())) {
            throw new LimitExceeded("took longer than " + time.toMillis() + " ms");
        }
        return held;
    }

    boolean isOver(long nowNanos) {
        return nowNanos - startNanos > time.toNanos();
    }

    synchronized void expire() {
        expired = true;
        close();
    }

    @Override
    public synchronized void close() {
        if (point != null) {
            owner.forget(this);
            point.release();
            point = null;
        }
    }
}
