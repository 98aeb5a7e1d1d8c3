package dev.tule.wamp.router.delivery;

import java.util.ArrayList;
import java.util.List;

/**
 * The outboxes that a thread has added to and not drained yet. It drains them when the messages at
 * hand are handled, so that a burst goes out to each receiver in one piece. Confined to its thread.
 */
public final class Deliveries {
    /** So many receivers are written to at once; more are left to the threads of their sockets. */
    private static final int FEW = 2;

    private final List<Outbox> outboxes = new ArrayList<>();
    private final List<Runnable> postponed = new ArrayList<>();
    private int holds;

    /** From now on nothing is sent and nothing is done: a lock is about to be taken. */
    public void hold() {
        holds++;
    }

    /** The lock is free: what was put off is done. */
    public void release() {
        holds--;
        if (holds == 0 && !postponed.isEmpty()) {
            List<Runnable> actions = List.copyOf(postponed);
            postponed.clear();
            actions.forEach(Runnable::run);
        }
    }

    /** Does something now, or when no lock is held any more. */
    public void later(Runnable action) {
        if (holds == 0) {
            action.run();
        } else {
            postponed.add(action);
        }
    }

    /** Something was added to this outbox. */
    public void to(Outbox outbox) {
        if (holds == 0 && outbox.ripe()) {
            outbox.drain();
        } else {
            outbox.markFor(this);
        }
    }

    void note(Outbox outbox) {
        outboxes.add(outbox);
    }

    public void flush() {
        if (outboxes.isEmpty()) {
            return;
        }
        boolean few = outboxes.size() <= FEW;
        for (Outbox outbox : outboxes) {
            outbox.unmark(this);
            outbox.drain(few);
        }
        outboxes.clear();
    }
}
