package dev.tule.wamp.router.history;

import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Snapshot;
import dev.tule.store.Snapshot.Direction;
import dev.tule.store.Transaction;
import dev.tule.wamp.PublicationId;
import dev.tule.wamp.router.history.Blobs.Blob;
import dev.tule.wamp.router.history.Blobs.Some;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;

/**
 * What is kept by one rule, in the order it was published.
 *
 * <p>Keys, behind {@code "history", match, topic}: {@code "event", position} holds an event, {@code
 * "publication", id} its position, {@code "extent"} the first position, the next, and how many
 * bytes lie between them.
 */
final class EventLog {
    /** More than one transaction has time for are left to the next ones. */
    private static final int DROPPED_AT_ONCE = 2_000;

    private final HistoryRule rule;
    private final Key events;
    private final Key publications;
    private final Key extent;

    EventLog(HistoryRule rule) {
        this.rule = rule;
        Key base = Key.of("history", rule.match().wireName(), rule.topic().value());
        this.events = base.with("event");
        this.publications = base.with("publication");
        this.extent = base.with("extent");
    }

    HistoryRule rule() {
        return rule;
    }

    /** Positions from first up to and without next. */
    record Extent(long first, long next, long bytes) {
        private static final Extent EMPTY = new Extent(1, 1, 0);

        long count() {
            return next - first;
        }

        byte[] pack() {
            return ByteBuffer.allocate(24).putLong(first).putLong(next).putLong(bytes).array();
        }

        static Extent unpack(byte[] bytes) {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            return new Extent(in.getLong(), in.getLong(), in.getLong());
        }
    }

    Extent extent(Snapshot rows) {
        return rows.get(extent).map(Extent::unpack).orElse(Extent.EMPTY);
    }

    /** Adds events, and drops those that are too many or too old by now. */
    void append(Transaction rows, List<KeptEvent> added, Instant now) {
        Extent before = extent(rows);
        long next = before.next;
        long bytes = before.bytes;
        for (KeptEvent event : added) {
            Blobs.put(rows, events.with(next), event.pack());
            rows.put(publications.with(event.publication().value()), position(next));
            bytes += event.sizeBytes();
            next++;
        }
        Extent trimmed = trim(rows, new Extent(before.first, next, bytes), now);
        rows.put(extent, trimmed.pack());
    }

    private Extent trim(Transaction rows, Extent all, Instant now) {
        Instant oldest = now.minus(rule.age());
        Extent left = all;
        KeyRange range = positions(all.first, all.next);
        for (int dropped = 0; dropped < DROPPED_AT_ONCE && left.count() > 1; ) {
            Some some = Blobs.read(rows, range, Direction.FORWARD);
            for (Blob blob : some.blobs()) {
                KeptEvent event = KeptEvent.unpack(blob.value());
                if (!exceeds(left, event, oldest)) {
                    return left;
                }
                long position = (Long) blob.name();
                rows.clear(KeyRange.within(events.with(position)));
                rows.delete(publications.with(event.publication().value()));
                left = new Extent(position + 1, left.next, left.bytes - event.sizeBytes());
                dropped++;
            }
            if (some.blobs().isEmpty()) {
                return left;
            }
            range = some.rest();
        }
        return left;
    }

    private boolean exceeds(Extent left, KeptEvent first, Instant oldest) {
        return left.count() > rule.events()
                || left.bytes > rule.bytes()
                || first.time().isBefore(oldest);
    }

    /**
     * Where the event of a publication is.
     *
     * @throws IllegalArgumentException when it isn't kept here
     */
    long positionOf(Snapshot rows, PublicationId publication) {
        return rows.get(publications.with(publication.value()))
                .map(found -> ByteBuffer.wrap(found).getLong())
                .orElseThrow(
                        () ->
                                new IllegalArgumentException(
                                        "publication %s is not in this history"
                                                .formatted(publication)));
    }

    KeyRange positions(long from, long to) {
        return new KeyRange(events.with(from), events.with(to));
    }

    private static byte[] position(long position) {
        return ByteBuffer.allocate(Long.BYTES).putLong(position).array();
    }
}
