package dev.tule.store;

import static dev.tule.store.StoreFixture.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Transactions that lose again and again, and get their turn. */
@Timeout(60)
class ContentionTest {
    private static final Shard SHARD = new Shard("a");
    private static final Shard OTHER = new Shard("b");
    private static final Key HOT = Key.of("hot");
    private static final int ATTEMPTS = 2;

    @TempDir private Path directory;
    private RocksStore store;

    @BeforeEach
    void open() {
        store = RocksStore.open(directory, config(Limits.DEFAULT));
    }

    @AfterEach
    void close() {
        store.close();
    }

    private static StoreConfig config(Limits limits) {
        return new StoreConfig(
                1 << 20, 1 << 20, 64 << 10, 16 << 20, ATTEMPTS, ChangeRetention.DEFAULT, limits);
    }

    private void reopen(Duration transactionTime) {
        store.close();
        Limits defaults = Limits.DEFAULT;
        store =
                RocksStore.open(
                        directory,
                        config(
                                new Limits(
                                        defaults.keyBytes(),
                                        defaults.valueBytes(),
                                        defaults.transactionBytes(),
                                        transactionTime,
                                        defaults.pageEntries(),
                                        defaults.pageBytes())));
    }

    private void put(Shard shard, Key key, long count) {
        store.transact(
                shard,
                transaction -> {
                    transaction.put(key, Counter.of(count));
                    return key;
                });
    }

    /** Waits a while for a condition that may never be so. */
    private static void waitAWhile(Duration time, BooleanSupplier condition) {
        long start = System.nanoTime();
        while (!condition.getAsBoolean() && System.nanoTime() - start < time.toNanos()) {
            LockSupport.parkNanos(100_000);
        }
    }

    @Test
    void aLongTransactionWinsAgainstManyShortOnes() throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        AtomicLong commits = new AtomicLong();
        List<Thread> writers = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            writers.add(
                    Thread.startVirtualThread(
                            () -> {
                                while (!stop.get()) {
                                    put(SHARD, HOT, commits.incrementAndGet());
                                }
                            }));
        }
        AtomicInteger runs = new AtomicInteger();

        store.transact(
                SHARD,
                transaction -> {
                    runs.incrementAndGet();
                    byte[] seen = transaction.get(HOT).orElse(Counter.of(0));
                    long before = commits.get();
                    // In its turn nobody else commits.
                    waitAWhile(Duration.ofMillis(200), () -> commits.get() > before + 10);
                    transaction.put(Key.of("result"), seen);
                    return seen;
                });

        long afterTurn = commits.get();
        StoreFixture.await("the others go on", () -> commits.get() > afterTurn + 100);
        stop.set(true);
        for (Thread writer : writers) {
            writer.join();
        }
        assertThat(runs).hasValue(ATTEMPTS + 1);
    }

    @Test
    void manyThatAllLoseAllComeToTheirTurn() {
        int threads = 16;
        long each = 5;
        together(
                threads,
                thread ->
                        () -> {
                            for (int i = 0; i < each; i++) {
                                increment();
                            }
                            return thread;
                        });

        byte[] count = store.read(SHARD, snapshot -> snapshot.get(HOT).orElse(Counter.of(0)));
        assertThat(Counter.read(count)).isEqualTo(threads * each);
    }

    private void increment() {
        store.transact(
                SHARD,
                transaction -> {
                    byte[] before = transaction.get(HOT).orElse(Counter.of(0));
                    waitAWhile(Duration.ofMillis(1), () -> false);
                    transaction.put(HOT, Counter.plus(before, 1));
                    return before;
                });
    }

    /** Runs a body that loses until it has its turn, and does something then. */
    private void inTurn(Runnable action) {
        AtomicInteger runs = new AtomicInteger();
        store.transact(
                SHARD,
                transaction -> {
                    transaction.get(HOT);
                    transaction.put(Key.of("result"), new byte[1]);
                    if (runs.incrementAndGet() <= ATTEMPTS) {
                        put(SHARD, HOT, runs.get());
                    } else {
                        action.run();
                    }
                    return transaction;
                });
    }

    @Test
    void aBodyThatFailsInItsTurnEndsIt() {
        assertThatThrownBy(
                        () ->
                                inTurn(
                                        () -> {
                                            throw new UnsupportedOperationException("no");
                                        }))
                .isInstanceOf(UnsupportedOperationException.class);

        put(SHARD, HOT, 1);
    }

    @Test
    void aTransactionWithinATurnWaitsForItsEndAndNoLonger() {
        reopen(Duration.ofMillis(300));
        AtomicBoolean inner = new AtomicBoolean();

        assertThatThrownBy(
                        () ->
                                inTurn(
                                        () -> {
                                            put(SHARD, HOT, 3);
                                            inner.set(true);
                                        }))
                .isInstanceOf(LimitExceeded.class)
                .hasMessageContaining("300 ms");

        assertThat(inner).isTrue();
        put(SHARD, HOT, 4);
    }

    @Test
    void aTurnHoldsBackNoOtherShard() {
        inTurn(() -> put(OTHER, HOT, 1));
    }

    @Test
    void moreThanTheQueueHoldsWaitsAndIsDone() {
        // 32 times 1 MB, where the queue takes 16 MiB.
        together(
                32,
                thread ->
                        () ->
                                store.transact(
                                        SHARD,
                                        transaction -> {
                                            transaction.get(HOT);
                                            for (int i = 0; i < 10; i++) {
                                                transaction.put(
                                                        Key.of("large", thread, i),
                                                        new byte[100_000]);
                                            }
                                            return thread;
                                        }));

        for (int thread = 0; thread < 32; thread++) {
            Key last = Key.of("large", thread, 9);
            boolean there = store.read(SHARD, snapshot -> snapshot.get(last).isPresent());
            assertThat(there).isTrue();
        }
    }

    @Test
    void whoReadBeforeTheWindowRunsAgainButNotInItsTurn() {
        AtomicInteger runs = new AtomicInteger();

        store.transact(
                SHARD,
                transaction -> {
                    runs.incrementAndGet();
                    transaction.get(HOT);
                    for (int i = 0; i < 20; i++) {
                        putMany(i);
                    }
                    transaction.put(Key.of("result"), new byte[1]);
                    return transaction;
                });

        assertThat(runs).hasValue(ATTEMPTS + 1);
    }

    /** Fills the window with commits of another shard. */
    private void putMany(int from) {
        store.transact(
                OTHER,
                transaction -> {
                    for (int i = 0; i < 100; i++) {
                        transaction.put(Key.of(from, i), new byte[1]);
                    }
                    return transaction;
                });
    }
}
