package dev.tule.store;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Counts who is within, so that the last can be waited for. Safe for use by many threads. */
final class Gate {
    /** Added to the count when the gate is shut. */
    private static final long SHUT = Long.MIN_VALUE;

    private final AtomicLong within = new AtomicLong();
    private final CountDownLatch empty = new CountDownLatch(1);

    /** Goes in; false when the gate is shut. */
    boolean enter() {
        if (within.incrementAndGet() > 0) {
            return true;
        }
        leave();
        return false;
    }

    void leave() {
        if (within.decrementAndGet() == SHUT) {
            empty.countDown();
        }
    }

    /** Shuts the gate; false when it was shut before. */
    boolean shut() {
        long before = within.getAndUpdate(count -> count < 0 ? count : count + SHUT);
        if (before == 0) {
            empty.countDown();
        }
        return before >= 0;
    }

    /** Waits until all have left; false when some are still within. */
    boolean awaitEmpty(Duration patience) throws InterruptedException {
        return empty.await(patience.toNanos(), TimeUnit.NANOSECONDS);
    }
}
