package dev.tule.http;

import io.netty.channel.EventLoop;
import io.netty.util.concurrent.ScheduledFuture;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * The connections of one event loop and the clock that looks at each of them a few times in every
 * timeout: one timer a loop instead of several a connection. Confined to its event loop, but for
 * {@link #drain} and {@link #cut}.
 */
final class Supervisor {

    /** A connection under supervision; called on its event loop. */
    interface Supervised {
        /** Looks whether a timeout has passed. */
        void check(long nowNanos);

        /** Ends as soon as what is under way is done. */
        void drain();

        /** Ends now. */
        void cut();
    }

    private static final long LEAST_TICK_MILLIS = 5;
    private static final long MOST_TICK_MILLIS = 1000;

    private final EventLoop loop;
    private final ScheduledFuture<?> clock;
    private final Set<Supervised> connections = new LinkedHashSet<>();
    private boolean draining;

    /** Starts the clock; {@code shortest} is the shortest timeout that has to be noticed. */
    Supervisor(EventLoop loop, Duration shortest) {
        this.loop = loop;
        long tick = Math.clamp(shortest.toMillis() / 4, LEAST_TICK_MILLIS, MOST_TICK_MILLIS);
        this.clock = loop.scheduleWithFixedDelay(this::tick, tick, tick, TimeUnit.MILLISECONDS);
    }

    void add(Supervised connection) {
        connections.add(connection);
        if (draining) {
            connection.drain();
        }
    }

    void remove(Supervised connection) {
        connections.remove(connection);
    }

    private void tick() {
        long now = System.nanoTime();
        each(connection -> connection.check(now));
    }

    private void each(Consumer<Supervised> action) {
        if (connections.isEmpty()) {
            return;
        }
        // A copy: the action may close a connection, which removes it.
        for (Supervised connection : new ArrayList<>(connections)) {
            action.accept(connection);
        }
    }

    /** Lets every connection, and every one that still comes, end when its work is done. */
    void drain() {
        loop.execute(
                () -> {
                    draining = true;
                    each(Supervised::drain);
                });
    }

    /** Ends every connection now, and the clock. */
    void cut() {
        loop.execute(
                () -> {
                    clock.cancel(false);
                    each(Supervised::cut);
                });
    }
}
