package dev.tule.wamp.router.history;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Shard;
import dev.tule.store.Snapshot.Direction;
import dev.tule.store.Store;
import dev.tule.store.Transaction;
import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.Uri;
import dev.tule.wamp.router.history.Blobs.Blob;
import dev.tule.wamp.router.history.Blobs.Some;
import dev.tule.wamp.router.history.EventLog.Extent;
import dev.tule.wamp.router.history.HistoryQuery.Bound;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Predicate;

/**
 * What a realm keeps of its events in the store: a log for each rule, and the retained events.
 *
 * <p>What is to be kept queues up, bounded in number and bytes, and is written in batches by one
 * virtual thread, in order. Safe for use by many threads.
 */
public final class Archive implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Archive.class.getName());
    private static final Key RETAINED = Key.of("retained");
    private static final int QUEUE_CHANGES = 10_000;
    private static final long QUEUE_BYTES = 32L << 20;
    private static final int BATCH_CHANGES = 500;
    private static final long BATCH_BYTES = 1 << 20;
    private static final long CLOSE_PATIENCE_MILLIS = 10_000;

    private final Store store;
    private final Shard shard;
    private final List<EventLog> logs;
    private final InstantSource clock;
    private final Executor background;

    @GuardedBy("this")
    private final ArrayDeque<Change> queue = new ArrayDeque<>();

    @GuardedBy("this")
    private final List<Runnable> waiting = new ArrayList<>();

    @GuardedBy("this")
    private long queuedBytes;

    @GuardedBy("this")
    private boolean writing;

    /**
     * @param realm of 1 to 100 characters
     * @param background runs what blocks
     */
    public Archive(
            Store store,
            Uri realm,
            List<HistoryRule> rules,
            InstantSource clock,
            Executor background) {
        this.store = store;
        this.shard = new Shard("wamp realm " + realm);
        this.logs = rules.stream().map(EventLog::new).toList();
        this.clock = clock;
        this.background = background;
    }

    /** Is told when a change is on stable storage, or that it will never be. */
    @FunctionalInterface
    public interface Outcome {
        void stored(boolean success);
    }

    private sealed interface Change {
        Outcome outcome();

        long sizeBytes();
    }

    private record Keep(KeptEvent event, Uri topic, Outcome outcome) implements Change {
        @Override
        public long sizeBytes() {
            return event.sizeBytes();
        }
    }

    private record Retain(Uri topic, List<KeptEvent> events, Outcome outcome) implements Change {
        @Override
        public long sizeBytes() {
            return events.stream().mapToLong(KeptEvent::sizeBytes).sum();
        }
    }

    /** Whether events of that topic are kept. */
    public boolean keeps(Uri topic) {
        return logs.stream().anyMatch(log -> log.rule().keeps(topic));
    }

    /** The rule by which all events of a subscription are kept. */
    public Optional<HistoryRule> ruleOf(MatchPolicy match, Uri topic) {
        return logs.stream()
                .map(EventLog::rule)
                .filter(rule -> rule.covers(match, topic))
                .findFirst();
    }

    /**
     * Keeps an event, some time soon.
     *
     * @return false where too much waits for the disk already: it won't be kept
     */
    public boolean keep(KeptEvent event, Uri topic, Outcome outcome) {
        return add(new Keep(event, topic, outcome));
    }

    /**
     * Keeps the retained events of a topic in place of those kept before.
     *
     * @return false where too much waits for the disk already
     */
    public boolean retain(Uri topic, List<KeptEvent> events, Outcome outcome) {
        return add(new Retain(topic, List.copyOf(events), outcome));
    }

    private synchronized boolean add(Change change) {
        if (queue.size() >= QUEUE_CHANGES || queuedBytes + change.sizeBytes() > QUEUE_BYTES) {
            return false;
        }
        queue.add(change);
        queuedBytes += change.sizeBytes();
        if (!writing) {
            writing = true;
            background.execute(this::write);
        }
        return true;
    }

    /**
     * Where so much waits that publishers had better wait too: does something when there is room.
     *
     * @return whether it will be done
     */
    public synchronized boolean whenRoom(Runnable action) {
        if (!crowded()) {
            return false;
        }
        waiting.add(action);
        return true;
    }

    @GuardedBy("this")
    private boolean crowded() {
        return queue.size() >= QUEUE_CHANGES / 2 || queuedBytes >= QUEUE_BYTES / 2;
    }

    private void write() {
        for (List<Change> batch = take(); !batch.isEmpty(); batch = take()) {
            boolean stored = write(batch);
            for (Change change : batch) {
                change.outcome().stored(stored);
            }
            admit();
        }
    }

    private synchronized List<Change> take() {
        List<Change> batch = new ArrayList<>();
        long bytes = 0;
        while (!queue.isEmpty() && batch.size() < BATCH_CHANGES && bytes < BATCH_BYTES) {
            Change change = queue.remove();
            bytes += change.sizeBytes();
            batch.add(change);
        }
        queuedBytes -= bytes;
        writing = !batch.isEmpty();
        notifyAll();
        return batch;
    }

    private void admit() {
        List<Runnable> admitted;
        synchronized (this) {
            if (crowded()) {
                return;
            }
            admitted = List.copyOf(waiting);
            waiting.clear();
        }
        admitted.forEach(Runnable::run);
    }

    private boolean write(List<Change> batch) {
        try {
            for (EventLog log : logs) {
                List<KeptEvent> events = new ArrayList<>();
                for (Change change : batch) {
                    if (change instanceof Keep keep && log.rule().keeps(keep.topic)) {
                        events.add(keep.event);
                    }
                }
                if (!events.isEmpty()) {
                    store.change(shard, rows -> log.append(rows, events, clock.instant()));
                }
            }
            writeRetained(batch);
            return true;
        } catch (RuntimeException e) {
            LOG.log(Level.ERROR, "events of " + shard.name() + " could not be kept", e);
            return false;
        }
    }

    private void writeRetained(List<Change> batch) {
        Map<Uri, List<KeptEvent>> last = new LinkedHashMap<>();
        for (Change change : batch) {
            if (change instanceof Retain retain) {
                last.put(retain.topic, retain.events);
            }
        }
        if (!last.isEmpty()) {
            store.change(
                    shard,
                    rows -> last.forEach((topic, events) -> putRetained(rows, topic, events)));
        }
    }

    private static void putRetained(Transaction rows, Uri topic, List<KeptEvent> events) {
        Key key = RETAINED.with(topic.value());
        rows.clear(KeyRange.within(key));
        for (int i = 0; i < events.size(); i++) {
            Blobs.put(rows, key.with(i), events.get(i).pack());
        }
    }

    /** The retained events of each topic; blocks. */
    public Map<Uri, List<KeptEvent>> retained() {
        Map<Uri, List<KeptEvent>> all = new LinkedHashMap<>();
        KeyRange range = KeyRange.within(RETAINED);
        boolean more = true;
        while (more) {
            KeyRange rest = range;
            Some some = store.read(shard, rows -> Blobs.read(rows, rest, Direction.FORWARD));
            for (Blob blob : some.blobs()) {
                KeptEvent event = KeptEvent.unpack(blob.value());
                all.computeIfAbsent(event.publish().topic(), topic -> new ArrayList<>()).add(event);
            }
            range = some.rest();
            more = some.more();
        }
        return all;
    }

    /** Events of a history, and whether there are more that were asked for. */
    public record Events(List<KeptEvent> events, boolean more) {}

    /**
     * Reads a history; blocks.
     *
     * @param bytes ends with the event that brings them to this length together
     * @throws IllegalArgumentException when a publication that the query names isn't there
     */
    public Events read(
            HistoryRule rule, HistoryQuery query, Predicate<KeptEvent> wanted, long bytes) {
        EventLog log =
                logs.stream().filter(found -> found.rule().equals(rule)).findFirst().orElseThrow();
        KeyRange range = store.read(shard, rows -> range(rows, log, query));
        Direction direction = query.reverse() ? Direction.REVERSE : Direction.FORWARD;
        java.time.Instant oldest = clock.instant().minus(rule.age());
        List<KeptEvent> found = new ArrayList<>();
        long length = 0;
        boolean more = !range.isEmpty();
        while (more) {
            KeyRange rest = range;
            Some some = store.read(shard, rows -> Blobs.read(rows, rest, direction));
            for (Blob blob : some.blobs()) {
                KeptEvent event = KeptEvent.unpack(blob.value());
                boolean included = query.includes(event.time()) && !event.time().isBefore(oldest);
                if (included && wanted.test(event)) {
                    if (found.size() >= query.limit() || length >= bytes) {
                        return new Events(found, true);
                    }
                    found.add(event);
                    length += event.sizeBytes();
                }
            }
            range = some.rest();
            more = some.more();
        }
        return new Events(found, false);
    }

    private static KeyRange range(dev.tule.store.Snapshot rows, EventLog log, HistoryQuery query) {
        Extent extent = log.extent(rows);
        long first = extent.first();
        long next = extent.next();
        first = Math.max(first, bound(rows, log, query.from(), first, 0));
        first = Math.max(first, bound(rows, log, query.after(), first, 1));
        next = Math.min(next, bound(rows, log, query.before(), next, 0));
        next = Math.min(next, bound(rows, log, query.until(), next, 1));
        return log.positions(first, Math.max(first, next));
    }

    private static long bound(
            dev.tule.store.Snapshot rows, EventLog log, Bound bound, long otherwise, int beyond) {
        return bound.publication()
                .map(publication -> log.positionOf(rows, publication) + beyond)
                .orElse(otherwise);
    }

    /** Waits until what was added is written, ten seconds at most. */
    @Override
    public synchronized void close() {
        long deadline = System.currentTimeMillis() + CLOSE_PATIENCE_MILLIS;
        try {
            for (long left = CLOSE_PATIENCE_MILLIS; writing && left > 0; ) {
                wait(left);
                left = deadline - System.currentTimeMillis();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
