package dev.tule.wamp.client;

import java.time.Duration;
import java.util.Comparator;
import java.util.Iterator;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Does things when they are due, unless they were dropped before. Every call sets an alarm, and
 * nearly every one drops it some microseconds later; so to set one wakes no thread, unless it is
 * due before all that were known when the waiting thread went to sleep. A scheduled executor wakes
 * its own for each that is set, and again for each that is dropped. Safe for use by many threads.
 */
final class Alarms implements AutoCloseable {
    private static final long NEVER = Long.MAX_VALUE;

    private final Executor executor;
    private final ConcurrentSkipListSet<Alarm> waiting = new ConcurrentSkipListSet<>();
    private final AtomicLong numbers = new AtomicLong();
    private final long origin = System.nanoTime();
    private final Thread thread;

    /** When the thread wakes by itself, in nanoseconds since the origin. */
    private volatile long wakes = NEVER;

    private volatile boolean closed;

    /**
     * Starts the thread that waits.
     *
     * @param executor does what is due; when it takes nothing any more, nothing is done
     */
    Alarms(Executor executor) {
        this.executor = executor;
        this.thread = Thread.ofVirtual().name("wamp-client-alarms").unstarted(this::run);
        thread.start();
    }

    /** Has something done after a while. */
    Alarm set(Duration delay, Runnable action) {
        long due = now() + delay.toNanos();
        Alarm alarm = new Alarm(due < 0 ? NEVER : due, numbers.getAndIncrement(), action);
        waiting.add(alarm);
        if (alarm.due < wakes) {
            LockSupport.unpark(thread);
        }
        return alarm;
    }

    @Override
    public void close() {
        closed = true;
        LockSupport.unpark(thread);
    }

    private void run() {
        while (!closed) {
            Alarm first = first();
            if (first == null) {
                sleep(null, NEVER);
            } else if (first.due <= now()) {
                first.ring();
            } else {
                sleep(first, first.due);
            }
        }
    }

    /**
     * Sleeps unless the first alarm is another by now. Who sets one adds it before looking at when
     * we wake: either that time is seen there, or the alarm is seen here.
     */
    private void sleep(@Nullable Alarm first, long until) {
        wakes = until;
        if (first() != first) {
            return;
        }
        if (until == NEVER) {
            LockSupport.park(this);
        } else {
            LockSupport.parkNanos(this, until - now());
        }
    }

    private @Nullable Alarm first() {
        Iterator<Alarm> each = waiting.iterator();
        return each.hasNext() ? each.next() : null;
    }

    private long now() {
        return System.nanoTime() - origin;
    }

    /** Something to be done at its time. */
    final class Alarm implements Comparable<Alarm> {
        private static final Comparator<Alarm> ORDER =
                Comparator.<Alarm>comparingLong(alarm -> alarm.due)
                        .thenComparingLong(alarm -> alarm.number);

        private final long due;
        private final long number;
        private final Runnable action;

        private Alarm(long due, long number, Runnable action) {
            this.due = due;
            this.number = number;
            this.action = action;
        }

        /** It isn't needed any more; nothing happens if it has rung. */
        void drop() {
            waiting.remove(this);
        }

        private void ring() {
            if (waiting.remove(this)) {
                try {
                    executor.execute(action);
                } catch (RejectedExecutionException e) {
                    // The client is closed: its calls have ended.
                }
            }
        }

        @Override
        public int compareTo(Alarm other) {
            return ORDER.compare(this, other);
        }
    }
}
