package dev.tule.rds.event;

import dev.tule.rds.event.EventTarget.Notice;
import dev.tule.rds.event.EventTarget.Outcome;
import dev.tule.rds.event.Subscriptions.Pending;
import dev.tule.rds.resource.Place;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import software.amazon.awssdk.services.rds.model.EventSubscription;

/**
 * Delivers events to those who have subscribed to them, in their order: at least once, since a
 * crash between a delivery and the note of it makes another. Where there is no such topic, or RDS
 * may not publish there, the event is dropped and the subscription's status says why.
 *
 * <p>One virtual thread; {@link #wake} may be called from any.
 */
public final class Courier implements AutoCloseable {
    static final String ACTIVE = "active";
    static final String NO_TOPIC = "topic-not-exist";
    private static final String NO_PERMISSION = "no-permission";
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Logger LOG = System.getLogger(Courier.class.getName());

    private final Place place;
    private final Subscriptions subscriptions;
    private final EventTarget target;
    private final BlockingQueue<Boolean> wakes = new ArrayBlockingQueue<>(1);
    private final Thread thread;

    public Courier(Place place, Subscriptions subscriptions, EventTarget target) {
        this.place = place;
        this.subscriptions = subscriptions;
        this.target = target;
        this.thread = Thread.ofVirtual().name("rds-events").unstarted(this::run);
    }

    public void start() {
        thread.start();
    }

    /** Says that there may be something to deliver. */
    void wake() {
        boolean _ = wakes.offer(true);
    }

    private void run() {
        try {
            while (!Thread.currentThread().isInterrupted()) {
                if (!deliverSome()) {
                    Boolean _ = wakes.poll(PAUSE.toMillis(), TimeUnit.MILLISECONDS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** True where there may be more to deliver at once. */
    private boolean deliverSome() {
        try {
            List<Pending> some = place.read(Subscriptions::pending);
            for (Pending pending : some) {
                if (!deliver(pending)) {
                    return false;
                }
            }
            return !some.isEmpty();
        } catch (RuntimeException e) {
            if (!Thread.currentThread().isInterrupted()) {
                LOG.log(Level.WARNING, "events could not be delivered; tried again", e);
            }
            return false;
        }
    }

    /** False where it is to be tried again later, and all after it. */
    private boolean deliver(Pending pending) {
        Optional<EventSubscription> to =
                place.read(rows -> subscriptions.find(rows, pending.subscription()));
        Outcome outcome =
                to.map(
                                s ->
                                        target.deliver(
                                                s.snsTopicArn(),
                                                new Notice(
                                                        place.where(),
                                                        s.custSubscriptionId(),
                                                        pending.event())))
                        .orElse(Outcome.NO_TOPIC);
        String status =
                switch (outcome) {
                    case DELIVERED -> ACTIVE;
                    case NO_TOPIC -> NO_TOPIC;
                    case NO_PERMISSION -> NO_PERMISSION;
                    case NOT_YET -> "";
                };
        if (status.isEmpty()) {
            return false;
        }
        place.change(rows -> subscriptions.settle(rows, pending, status));
        return true;
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
