package dev.tule.store;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/** The leases of a store that have not ended. Safe for use by many threads. */
final class Leases {
    private final Set<Lease> open = ConcurrentHashMap.newKeySet();
    private final LongSupplier nanoTime;
    private final Duration time;

    Leases(LongSupplier nanoTime, Duration time) {
        this.nanoTime = nanoTime;
        this.time = time;
    }

    /** Leases a point that the caller holds. */
    Lease open(ReadPoint point) {
        Lease lease = new Lease(this, point, nanoTime(), time);
        open.add(lease);
        return lease;
    }

    void forget(Lease lease) {
        open.remove(lease);
    }

    long nanoTime() {
        return nanoTime.getAsLong();
    }

    /** Ends the leases whose time is over. */
    void expire() {
        long now = nanoTime();
        for (Lease lease : open) {
            if (lease.isOver(now)) {
                lease.expire();
            }
        }
    }

    /** Ends all leases. */
    void expireAll() {
        open.forEach(Lease::expire);
    }
}
