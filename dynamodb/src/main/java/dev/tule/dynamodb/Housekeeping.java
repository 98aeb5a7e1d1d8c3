package dev.tule.dynamodb;

import dev.tule.dynamodb.value.Item;
import dev.tule.dynamodb.value.Value;
import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Page;
import dev.tule.store.Snapshot.Direction;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.dynamodb.model.IndexStatus;

/**
 * What an account and region has to do behind its answers: frees the rows of deleted tables and
 * indexes, fills new indexes, deletes items whose time is over, and forgets old tokens. Each step
 * is one small transaction, and what is left to do is in the store, so that it goes on where it
 * ended.
 *
 * <p>One virtual thread; {@link #wake} may be called from any.
 */
final class Housekeeping implements AutoCloseable {
    private static final Logger LOG = System.getLogger(Housekeeping.class.getName());

    /** Rows of one step: small enough for any store's transaction. */
    private static final int STEP_ROWS = 100;

    private final Tables tables;
    private final ItemRows rows;
    private final ClientTokens tokens;
    private final InstantSource clock;
    private final Duration rest;
    private final BlockingQueue<Boolean> wakes = new ArrayBlockingQueue<>(1);
    private final Thread thread;

    Housekeeping(
            Tables tables, ItemRows rows, ClientTokens tokens, DynamoDb.Surroundings surroundings) {
        this.tables = tables;
        this.rows = rows;
        this.tokens = tokens;
        this.clock = surroundings.clock();
        this.rest = surroundings.rest();
        this.thread =
                Thread.ofVirtual()
                        .name("dynamodb-housekeeping-" + tables.where().region())
                        .unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** Says that there is something to do. */
    void wake() {
        boolean _ = wakes.offer(true);
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

    private void run() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                doAll();
                Boolean _ = wakes.poll(rest.toMillis(), TimeUnit.MILLISECONDS);
            } catch (InterruptedException e) {
                return;
            } catch (RuntimeException e) {
                if (Thread.currentThread().isInterrupted()) {
                    return;
                }
                LOG.log(Level.ERROR, "DynamoDB housekeeping failed; it will be tried again", e);
                if (!rested()) {
                    return;
                }
            }
        }
    }

    private boolean rested() {
        try {
            Boolean _ = wakes.poll(rest.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (InterruptedException e) {
            return false;
        }
    }

    /** Does all that there is to do now. */
    void doAll() {
        freeDeleted();
        fillIndexes();
        deleteExpired();
        forgetTokens();
    }

    // ---- deleted tables and indexes ----

    private void freeDeleted() {
        for (Key freed : keysWithin(Layout.freed())) {
            List<Object> elements = freed.elements();
            long table = (Long) elements.get(1);
            List<KeyRange> ranges = new ArrayList<>();
            if (elements.size() == 2) {
                ranges.add(Layout.within(Layout.items(table)));
                ranges.add(Layout.within(Layout.parts(table)));
                ranges.add(Layout.within(Layout.indexes(table)));
                ranges.add(Layout.within(Layout.counts(table)));
                ranges.add(Layout.within(Layout.fills(table)));
            } else {
                int index = Math.toIntExact((Long) elements.get(2));
                ranges.add(Layout.within(Layout.index(table, index)));
                ranges.add(Layout.within(Layout.counts(table, index)));
                ranges.add(Layout.within(Layout.fill(table, index)));
            }
            ranges.forEach(this::free);
            tables.change(transaction -> transaction.delete(freed));
        }
    }

    private void free(KeyRange range) {
        boolean more = true;
        while (more && !Thread.currentThread().isInterrupted()) {
            more =
                    tables.transact(
                            transaction -> {
                                Page page = transaction.range(range, STEP_ROWS, Direction.FORWARD);
                                if (!page.entries().isEmpty()) {
                                    Key last = page.entries().getLast().key();
                                    transaction.clear(
                                            new KeyRange(range.from(), last.followedBy((byte) 0)));
                                }
                                return page.more();
                            });
        }
    }

    // ---- new indexes ----

    private void fillIndexes() {
        for (Key key : keysWithin(Layout.tables())) {
            String name = key.elements().getLast().toString();
            while (fillStep(name) && !Thread.currentThread().isInterrupted()) {
                // Each step is a transaction of its own.
            }
        }
    }

    /** Gives some items their rows in an index that is being created; whether there is more. */
    private boolean fillStep(String name) {
        return tables.transact(
                transaction -> {
                    Table table = tables.find(transaction, name).orElse(null);
                    Index index = table == null ? null : creating(table);
                    if (table == null || index == null) {
                        return false;
                    }
                    Key items = Layout.items(table.number());
                    Key reached = Layout.fill(table.number(), index.number());
                    KeyRange all = Layout.within(items);
                    KeyRange left =
                            transaction
                                    .get(reached)
                                    .map(at -> all.after(items.followedBy(at)))
                                    .orElse(all);
                    Page page = transaction.range(left, STEP_ROWS, Direction.FORWARD);
                    for (Page.Entry entry : page.entries()) {
                        byte[] itemKey = Reading.suffix(items, entry.key());
                        Item item = rows.item(transaction, table, itemKey, entry.value());
                        // As it is before and after: only a row that is missing is added.
                        rows.writeRow(transaction, table, index, itemKey, item, item);
                        transaction.put(reached, itemKey);
                    }
                    if (!page.more()) {
                        transaction.delete(reached);
                        tables.save(
                                transaction, table.withIndex(index.withStatus(IndexStatus.ACTIVE)));
                    }
                    return true;
                });
    }

    private static @Nullable Index creating(Table table) {
        return table.indexes().stream()
                .filter(index -> index.status() == IndexStatus.CREATING)
                .findFirst()
                .orElse(null);
    }

    // ---- expired items ----

    private void deleteExpired() {
        for (Key key : keysWithin(Layout.tables())) {
            String name = key.elements().getLast().toString();
            Table table = tables.read(snapshot -> tables.find(snapshot, name).orElse(null));
            if (table != null && table.timeToLive() != null) {
                deleteExpired(table);
            }
        }
    }

    private void deleteExpired(Table table) {
        Key items = Layout.items(table.number());
        KeyRange left = Layout.within(items);
        while (!left.isEmpty() && !Thread.currentThread().isInterrupted()) {
            KeyRange range = left;
            List<byte[]> expired = new ArrayList<>();
            Page page =
                    tables.read(
                            snapshot -> {
                                expired.clear();
                                Page some = snapshot.range(range, STEP_ROWS, Direction.FORWARD);
                                for (Page.Entry entry : some.entries()) {
                                    byte[] itemKey = Reading.suffix(items, entry.key());
                                    Item item = rows.item(snapshot, table, itemKey, entry.value());
                                    if (isExpired(table, item)) {
                                        expired.add(itemKey);
                                    }
                                }
                                return some;
                            });
            expired.forEach(itemKey -> deleteExpired(table.name(), itemKey));
            if (!page.more()) {
                return;
            }
            left = left.after(page.entries().getLast().key());
        }
    }

    private void deleteExpired(String name, byte[] itemKey) {
        tables.change(
                transaction -> {
                    Table table = tables.find(transaction, name).orElse(null);
                    if (table != null) {
                        rows.get(transaction, table, itemKey)
                                .filter(item -> isExpired(table, item))
                                .ifPresent(
                                        item ->
                                                rows.write(
                                                        transaction, table, itemKey, item, null));
                    }
                });
    }

    /** Expired, but not by more than five years, which DynamoDB takes for a mistake. */
    private boolean isExpired(Table table, Item item) {
        String attribute = table.timeToLive();
        if (attribute == null || !(item.get(attribute) instanceof Value.N(BigDecimal seconds))) {
            return false;
        }
        Instant now = clock.instant();
        BigDecimal age = BigDecimal.valueOf(now.getEpochSecond()).subtract(seconds);
        return age.signum() > 0
                && age.compareTo(BigDecimal.valueOf(Duration.ofDays(5 * 365).toSeconds())) < 0;
    }

    // ---- tokens ----

    private void forgetTokens() {
        List<Key> forgotten =
                keysWithin(Layout.tokens(), entry -> tokens.isForgotten(entry.value()));
        for (Key key : forgotten) {
            // It may have been used again meanwhile.
            tables.change(
                    transaction ->
                            transaction
                                    .get(key)
                                    .filter(tokens::isForgotten)
                                    .ifPresent(_ -> transaction.delete(key)));
        }
    }

    private List<Key> keysWithin(Key prefix) {
        return keysWithin(prefix, _ -> true);
    }

    /** The keys of small rows, of those that are wanted. */
    private List<Key> keysWithin(Key prefix, Predicate<Page.Entry> wanted) {
        return tables.read(
                snapshot ->
                        snapshot.entries(Layout.within(prefix))
                                .filter(wanted)
                                .map(Page.Entry::key)
                                .toList());
    }
}
