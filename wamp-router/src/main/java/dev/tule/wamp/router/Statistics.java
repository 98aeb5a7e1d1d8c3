package dev.tule.wamp.router;

import java.util.concurrent.atomic.LongAdder;

/** What the router counts. Safe for use by many threads. */
final class Statistics {
    final LongAdder connections = new LongAdder();
    final LongAdder sessions = new LongAdder();
    final LongAdder received = new LongAdder();
    final LongAdder sent = new LongAdder();
    final LongAdder droppedEvents = new LongAdder();
    final LongAdder slowConsumers = new LongAdder();
    final LongAdder violations = new LongAdder();
    final LongAdder eventsNotKept = new LongAdder();
    final LongAdder pauses = new LongAdder();

    RouterCounters snapshot() {
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
