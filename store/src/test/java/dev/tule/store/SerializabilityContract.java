package dev.tule.store;

import static dev.tule.store.StoreFixture.bytes;
import static dev.tule.store.StoreFixture.everything;
import static dev.tule.store.StoreFixture.string;
import static dev.tule.store.StoreFixture.together;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.store.Snapshot.Direction;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random transactions at once, then one after another in the order of their commits over a model:
 * whatever they read must be the same.
 *
 * <p>The order is learnt from a log that every transaction writes to by {@link
 * Transaction#putVersioned}. One that only reads takes its place after the last entry of the log
 * that it sees. The seed is in the message of a failure; {@code -Dtule.store.seed=N} repeats it (as
 * far as threads can be repeated: the transactions are the same, their interleaving isn't).
 */
interface SerializabilityContract extends StoreFixture {
    Key LOG = Key.of("log");
    int THREADS = 8;
    int TRANSACTIONS_OF_EACH = 150;
    int KEYS = 16;

    /** What one transaction did and when. */
    record History(String id, long seed, boolean readOnly, List<String> reads, Times times) {}

    record Times(long startNanos, long endNanos) {}

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    default void transactionsAreAsIfOneAfterAnother(long round) {
        Long given = Long.getLong("tule.store.seed");
        check(given == null ? System.nanoTime() * 31 + round : given);
    }

    private void check(long seed) {
        List<History> histories = new ArrayList<>();
        together(THREADS, thread -> () -> run(seed, thread)).forEach(histories::addAll);

        String description = "tule.store.seed=" + seed;
        List<String> committed = new ArrayList<>();
        Page log = page(KeyRange.within(LOG), 10_000, Direction.FORWARD);
        log.entries().forEach(entry -> committed.add(string(entry.value())));
        List<History> inOrder = inOrder(histories, committed);
        replay(description, inOrder);
        // A transaction that began after another had returned comes after it.
        long earliestEndOfLater = Long.MAX_VALUE;
        for (History history : inOrder.reversed()) {
            assertThat(history.times().startNanos()).as(description).isLessThan(earliestEndOfLater);
            earliestEndOfLater = Math.min(earliestEndOfLater, history.times().endNanos());
        }
    }

    private List<History> run(long seed, int thread) {
        List<History> histories = new ArrayList<>();
        for (int i = 0; i < TRANSACTIONS_OF_EACH; i++) {
            String id = thread + "/" + i;
            long ownSeed = new Random(seed ^ (thread * 1_000_003L + i)).nextLong();
            boolean readOnly = i % 5 == 0;
            long start = System.nanoTime();
            List<String> reads =
                    readOnly
                            ? store().read(SHARD, snapshot -> read(snapshot, ownSeed))
                            : store().transact(
                                            SHARD,
                                            transaction -> {
                                                transaction.putVersioned(LOG, bytes(id));
                                                return act(transaction, id, ownSeed);
                                            });
            Times times = new Times(start, System.nanoTime());
            histories.add(new History(id, ownSeed, readOnly, reads, times));
        }
        return histories;
    }

    /** Those that wrote in the order of the log, each read after the entry that it saw last. */
    private static List<History> inOrder(List<History> histories, List<String> committed) {
        TreeMap<Integer, History> byPlace = new TreeMap<>();
        List<History> inOrder = new ArrayList<>();
        for (History history : histories) {
            if (!history.readOnly()) {
                assertThat(committed).containsOnlyOnce(history.id());
                byPlace.put(committed.indexOf(history.id()), history);
            }
        }
        assertThat(committed).hasSize(byPlace.size());
        List<History> reads = new ArrayList<>(histories);
        reads.removeIf(history -> !history.readOnly());
        reads.sort(Comparator.comparingLong(history -> history.times().startNanos()));
        for (int place = -1; place < committed.size(); place++) {
            if (place >= 0) {
                inOrder.add(Optional.ofNullable(byPlace.get(place)).orElseThrow());
            }
            String last = place < 0 ? "" : committed.get(place);
            reads.stream()
                    .filter(history -> history.reads().getFirst().equals(last))
                    .forEach(inOrder::add);
        }
        assertThat(inOrder).hasSameSizeAs(histories);
        return inOrder;
    }

    private void replay(String description, List<History> inOrder) {
        ModelTransaction model = new ModelTransaction(new TreeMap<>());
        for (History history : inOrder) {
            List<String> reads;
            if (history.readOnly()) {
                reads = new ArrayList<>(read(model, history.seed()));
                reads.set(0, history.reads().getFirst());
            } else {
                reads = act(model, history.id(), history.seed());
            }
            assertThat(history.reads())
                    .as("%s, transaction %s", description, history.id())
                    .isEqualTo(reads);
        }
        Page stored = page(data(), 10_000, Direction.FORWARD);
        Page expected = model.range(data(), 10_000, Direction.FORWARD);
        assertThat(text(stored)).as(description).isEqualTo(text(expected));
    }

    /** Random reads, behind the last entry of the log. */
    private static List<String> read(Snapshot snapshot, long seed) {
        Random random = new Random(seed);
        List<String> reads = new ArrayList<>();
        Page last = snapshot.range(KeyRange.within(LOG), 1, Direction.REVERSE);
        reads.add(last.entries().isEmpty() ? "" : string(last.entries().getFirst().value()));
        for (int i = 0; i < 6; i++) {
            reads.add(readOnce(snapshot, random));
            mixThreads();
        }
        return reads;
    }

    private static String readOnce(Snapshot snapshot, Random random) {
        if (random.nextBoolean()) {
            return snapshot.get(randomKey(random)).map(Counter::read).toString();
        }
        return text(
                snapshot.range(
                        randomRange(random),
                        1 + random.nextInt(KEYS),
                        random.nextBoolean() ? Direction.FORWARD : Direction.REVERSE));
    }

    /** Random reads and writes; all values are counters, and tell who wrote them. */
    private static List<String> act(Transaction transaction, String id, long seed) {
        Random random = new Random(seed);
        List<String> reads = new ArrayList<>();
        int steps = 1 + random.nextInt(6);
        for (int i = 0; i < steps; i++) {
            switch (random.nextInt(10)) {
                case 0, 1, 2, 3 -> reads.add(readOnce(transaction, random));
                case 4, 5, 6 ->
                        transaction.put(
                                randomKey(random),
                                Counter.of(id.hashCode() * 1000L + reads.hashCode()));
                case 7 -> transaction.add(randomKey(random), random.nextInt(100));
                case 8 -> transaction.delete(randomKey(random));
                default -> {
                    KeyRange range = randomRange(random);
                    if (random.nextInt(3) == 0) {
                        transaction.clear(range);
                    }
                }
            }
            mixThreads();
        }
        return reads;
    }

    /** Makes the transactions overlap more; nothing depends on it. */
    @SuppressWarnings("ThreadPriorityCheck")
    private static void mixThreads() {
        Thread.yield();
    }

    private static Key randomKey(Random random) {
        return Key.of("data", random.nextInt(KEYS));
    }

    private static KeyRange randomRange(Random random) {
        int from = random.nextInt(KEYS);
        return new KeyRange(
                Key.of("data", from), Key.of("data", from + random.nextInt(KEYS - from) + 1));
    }

    private static KeyRange data() {
        return KeyRange.within(Key.of("data"));
    }

    private static String text(Page page) {
        StringBuilder text = new StringBuilder(page.more() ? "more" : "all");
        for (Page.Entry entry : page.entries()) {
            text.append(' ')
                    .append(entry.key().elements().getLast())
                    .append('=')
                    .append(Counter.read(entry.value()));
        }
        return text.toString();
    }

    @Test
    default void theModelItselfIsNotBlind() {
        // A history in which two transactions both read the state before either: a lost update.
        ModelTransaction model = new ModelTransaction(new TreeMap<>());
        model.add(Key.of("data", 0), 1);
        NavigableMap<Key, byte[]> before = model.copy();
        model.add(Key.of("data", 0), 1);

        assertThat(text(model.range(everything(), 10, Direction.FORWARD)))
                .isNotEqualTo(
                        text(
                                new ModelTransaction(before)
                                        .range(everything(), 10, Direction.FORWARD)));
    }
}
