package dev.tule.wamp.router.metrics;

import java.util.concurrent.atomic.LongAdder;

/** What the router counts. Safe for use by many threads. */
public final class Statistics {
    public final LongAdder connections = new LongAdder();
    public final LongAdder sessions = new LongAdder();
    public final LongAdder received = new LongAdder();
    public final LongAdder sent = new LongAdder();
    public final LongAdder droppedEvents = new LongAdder();
    public final LongAdder slowConsumers = new LongAdder();
    public final LongAdder violations = new LongAdder();
    public final LongAdder eventsNotKept = new LongAdder();
    public final LongAdder pauses = new LongAdder();

    public RouterCounters snapshot() {
        return new RouterCounters(
                connections.sum(),
                sessions.sum(),
                received.sum(),
                sent.sum(),
                droppedEvents.sum(),
                slowConsumers.sum(),
                violations.sum(),
                eventsNotKept.sum(),
                pauses.sum());
    }
}
