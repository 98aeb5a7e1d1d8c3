package dev.tule.wamp.router.means;

import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/** Runs actions later. Actions must not block. Safe for use by many threads. */
public interface Timers extends AutoCloseable {

    /** Runs the action after that time, unless it is cancelled before. */
    Timer after(Duration delay, Runnable action);

    /** Forgets all actions. */
    @Override
    void close();

    /** An action that waits. */
    @FunctionalInterface
    interface Timer {
        /** For what has no timer. */
        Timer NONE = () -> {};

        void cancel();
    }

    /** Timers of the real clock, on one thread. */
    static Timers real() {
        ScheduledThreadPoolExecutor executor =
                new ScheduledThreadPoolExecutor(
                        1, Thread.ofPlatform().daemon().name("wamp-timers").factory());
        executor.setRemoveOnCancelPolicy(true);
        // Who comes when all is being closed needs no timer any more.
        executor.setRejectedExecutionHandler(new ThreadPoolExecutor.DiscardPolicy());
        return new Timers() {
            @Override
            public Timer after(Duration delay, Runnable action) {
                Future<?> task = executor.schedule(action, delay.toNanos(), TimeUnit.NANOSECONDS);
                return () -> task.cancel(false);
            }

            @Override
            public void close() {
                executor.shutdownNow();
            }
        };
    }
}
