package dev.tule.wamp.router;

import java.util.ArrayList;
import java.util.List;

/**
 * The outboxes that a thread has added to and not drained yet. It drains them when the messages at
 * hand are handled, so that a burst goes out to each receiver in one piece. Confined to its thread.
 */
final class Deliveries {
    private final List<Outbox> outboxes = new ArrayList<>();

    /** Something was added to this outbox. */
    void to(Outbox outbox) {
        if (outbox.ripe()) {
            outbox.drain();
        } else {
            outbox.markFor(this);
        }
    }

    void note(Outbox outbox) {
        outboxes.add(outbox);
    }

    void flush() {
        if (outboxes.isEmpty()) {
            return;
        }
        for (Outbox outbox : outboxes) {
            outbox.unmark(this);
            outbox.drain();
        }
        outboxes.clear();
    }
}
