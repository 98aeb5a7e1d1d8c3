package dev.tule.rds.event;

import dev.tule.aws.stored.Form;
import dev.tule.rds.instance.Instance;
import dev.tule.rds.resource.Place;
import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Page;
import dev.tule.store.Snapshot;
import dev.tule.store.Snapshot.Direction;
import dev.tule.store.Transaction;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.SourceType;

/**
 * What has happened, in the order of its commits; kept for 14 days (RDS User Guide, "Working with
 * Amazon RDS event notification"). Safe for use by many threads.
 *
 * <pre>
 * event, version of the commit -> event
 * </pre>
 */
public final class EventLog {
    static final Duration KEPT = Duration.ofDays(14);
    private static final Key PREFIX = Key.of("event");
    private static final int AT_ONCE = 500;
    private static final Form<Event> FORM = Form.ofSdk(Event.class, Event::builder);

    private final Place place;
    private final Subscriptions subscriptions;
    private final Courier courier;

    public EventLog(Place place, Subscriptions subscriptions, Courier courier) {
        this.place = place;
        this.subscriptions = subscriptions;
        this.courier = courier;
    }

    /** Something happened to a DB instance. */
    public void ofInstance(Transaction rows, Instance instance, String category, String message) {
        add(
                rows,
                Event.builder()
                        .sourceType(SourceType.DB_INSTANCE)
                        .sourceIdentifier(instance.id())
                        .sourceArn(instance.arn()),
                category,
                message);
    }

    /** Something happened to a snapshot. */
    public void ofSnapshot(
            Transaction rows, String id, String arn, String category, String message) {
        add(
                rows,
                Event.builder()
                        .sourceType(SourceType.DB_SNAPSHOT)
                        .sourceIdentifier(id)
                        .sourceArn(arn),
                category,
                message);
    }

    private void add(Transaction rows, Event.Builder event, String category, String message) {
        Event happened = event.eventCategories(category).message(message).date(place.now()).build();
        rows.putVersioned(PREFIX, FORM.write(happened));
        subscriptions.announce(rows, happened);
        courier.wake();
    }

    /** All there are, the oldest first. */
    List<Event> all(Snapshot rows) {
        return rows.entries(PREFIX).map(entry -> FORM.read(entry.value())).toList();
    }

    /** Forgets some of what is too old; true where there may be more. */
    public boolean forget() {
        Instant oldest = place.now().minus(KEPT);
        return place.transact(
                rows -> {
                    Page page = rows.range(KeyRange.within(PREFIX), AT_ONCE, Direction.FORWARD);
                    int forgotten = 0;
                    for (Page.Entry entry : page.entries()) {
                        if (!FORM.read(entry.value()).date().isBefore(oldest)) {
                            return false;
                        }
                        rows.delete(entry.key());
                        forgotten++;
                    }
                    return forgotten > 0 && page.more();
                });
    }
}
