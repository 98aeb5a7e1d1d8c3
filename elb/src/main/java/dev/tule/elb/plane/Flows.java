package dev.tule.elb.plane;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import java.util.function.Supplier;

/**
 * The connections of one listener that are being carried. A thread of its own ends those that are
 * silent for too long, and what a target that has gone has left. Safe for use by many threads.
 */
final class Flows implements AutoCloseable {
    private static final Duration LOOK = Duration.ofMillis(100);

    /** Further ones are closed. */
    private static final int MOST = 5_000;

    private final Set<Flow> flows = ConcurrentHashMap.newKeySet();
    private final Supplier<Duration> idleTimeout;
    private final IntConsumer active;
    private volatile boolean closed;

    /**
     * None yet.
     *
     * @param active told how many there are, now and then
     */
    Flows(String name, Supplier<Duration> idleTimeout, IntConsumer active) {
        this.idleTimeout = idleTimeout;
        this.active = active;
        Thread.ofVirtual().name(name + "-watch").start(this::watch);
    }

    /** Notes one that begins; false, and it is cut, where there are too many or no more. */
    boolean begin(Flow flow) {
        flows.add(flow);
        if (closed || flows.size() > MOST) {
            end(flow);
            return false;
        }
        return true;
    }

    /** Ends one for good. */
    void end(Flow flow) {
        flow.cut();
        flows.remove(flow);
    }

    private void watch() {
        while (!closed) {
            LockSupport.parkNanos(LOOK.toNanos());
            active.accept(flows.size());
            long now = System.nanoTime();
            Duration idle = idleTimeout.get();
            for (Flow flow : flows) {
                if (flow.isOver(now, idle)) {
                    flow.cut();
                }
            }
        }
    }

    @Override
    public void close() {
        closed = true;
        flows.forEach(Flow::cut);
    }
}
