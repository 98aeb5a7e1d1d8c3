package dev.tule.rds.event;

import dev.tule.aws.stored.Form;
import dev.tule.rds.resource.Faults;
import dev.tule.rds.resource.Names;
import dev.tule.rds.resource.Rows;
import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Page;
import dev.tule.store.Snapshot;
import dev.tule.store.Snapshot.Direction;
import dev.tule.store.Transaction;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.EventSubscription;

/**
 * The event subscriptions there are, and what is still to be delivered to them. Immutable.
 *
 * <pre>
 * notice, version of the commit, name of the subscription -> event
 * </pre>
 */
public final class Subscriptions {
    private static final Key NOTICES = Key.of("notice");
    private static final int AT_ONCE = 100;
    private static final Form<Event> EVENT = Form.ofSdk(Event.class, Event::builder);

    private final Rows<EventSubscription> rows =
            new Rows<>(
                    "subscription",
                    Form.ofSdk(EventSubscription.class, EventSubscription::builder),
                    EventSubscription::custSubscriptionId);

    List<EventSubscription> all(Snapshot snapshot) {
        return rows.all(snapshot);
    }

    boolean has(Snapshot snapshot, String name) {
        return rows.has(snapshot, name);
    }

    Optional<EventSubscription> find(Snapshot snapshot, String name) {
        return rows.find(snapshot, name);
    }

    EventSubscription required(Snapshot snapshot, @Nullable String name) {
        String named = Names.ofArn(Names.required("SubscriptionName", name));
        return find(snapshot, named).orElseThrow(() -> Faults.noSubscription(named));
    }

    void put(Transaction transaction, EventSubscription subscription) {
        rows.put(transaction, subscription);
    }

    void delete(Transaction transaction, EventSubscription subscription) {
        rows.delete(transaction, subscription.custSubscriptionId());
    }

    // ---- what is to be delivered ----

    /**
     * An event on its way to a subscription.
     *
     * @param key of its row
     */
    record Pending(Key key, String subscription, Event event) {}

    /** Has an event delivered to those who want it, once this is committed. */
    void announce(Transaction transaction, Event event) {
        for (EventSubscription subscription : all(transaction)) {
            if (wants(subscription, event)) {
                transaction.putVersioned(
                        NOTICES,
                        Key.of(subscription.custSubscriptionId(), EVENT.write(event)).toBytes());
            }
        }
    }

    private static boolean wants(EventSubscription subscription, Event event) {
        String type = subscription.sourceType();
        return Boolean.TRUE.equals(subscription.enabled())
                && (type == null || type.equals(event.sourceTypeAsString()))
                && (subscription.sourceIdsList().isEmpty()
                        || subscription.sourceIdsList().stream()
                                .anyMatch(event.sourceIdentifier()::equalsIgnoreCase))
                && (subscription.eventCategoriesList().isEmpty()
                        || event.eventCategories().stream()
                                .anyMatch(subscription.eventCategoriesList()::contains));
    }

    /** Some of what is to be delivered, the oldest first. */
    static List<Pending> pending(Snapshot snapshot) {
        Page page = snapshot.range(KeyRange.within(NOTICES), AT_ONCE, Direction.FORWARD);
        return page.entries().stream().map(Subscriptions::pending).toList();
    }

    private static Pending pending(Page.Entry entry) {
        List<Object> fields = Key.ofBytes(entry.value()).elements();
        return new Pending(
                entry.key(),
                (String) fields.getFirst(),
                EVENT.read((byte[]) Objects.requireNonNull(fields.getLast())));
    }

    /** It has been delivered, or can't be; the subscription says which. */
    void settle(Transaction transaction, Pending pending, String status) {
        transaction.delete(pending.key());
        find(transaction, pending.subscription())
                .filter(subscription -> !status.equals(subscription.status()))
                .ifPresent(s -> put(transaction, s.toBuilder().status(status).build()));
    }
}
