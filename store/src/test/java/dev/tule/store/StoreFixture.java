package dev.tule.store;

import dev.tule.store.Snapshot.Direction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.IntFunction;

/** What the parts of {@link StoreContract} share: an open store, and short words for using it. */
interface StoreFixture {
    Shard SHARD = new Shard("123456789012/eu-west-1");
    Shard OTHER_SHARD = new Shard("123456789012/eu-west-2");
    Duration PATIENCE = Duration.ofSeconds(20);

    StoreOpener opener();

    /** Where this test's data is. */
    String location();

    /** The open store. */
    Store store();

    /** Closes the store and opens it over the same data. */
    void reopen(Limits limits, ChangeRetention retention);

    default void reopen(Limits limits) {
        reopen(limits, ChangeRetention.DEFAULT);
    }

    default void reopen() {
        reopen(Limits.DEFAULT);
    }

    default void transact(Consumer<Transaction> body) {
        store().change(SHARD, body);
    }

    default void put(String key, String value) {
        transact(transaction -> transaction.put(Key.of(key), bytes(value)));
    }

    default Optional<String> get(String key) {
        return store().read(SHARD, snapshot -> value(snapshot, key));
    }

    default Page page(KeyRange range, int limit, Direction direction) {
        return store().read(SHARD, snapshot -> snapshot.range(range, limit, direction));
    }

    /** All keys of one string, in order. */
    default List<String> keys() {
        return keysOf(page(everything(), 1000, Direction.FORWARD));
    }

    /**
     * Runs tasks at once, in virtual threads, and returns when all have ended.
     *
     * @param task the task of a number, counted from 0
     */
    static <T> List<T> together(int count, IntFunction<Callable<T>> task) {
        List<T> results = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                futures.add(threads.submit(task.apply(i)));
            }
            for (Future<T> future : futures) {
                results.add(future.get());
            }
        } catch (InterruptedException | ExecutionException e) {
            throw new AssertionError("a task failed", e);
        }
        return results;
    }

    static void await(String what, BooleanSupplier condition) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean()) {
            if (System.nanoTime() - deadline > 0) {
                throw new AssertionError("waited in vain: " + what);
            }
            LockSupport.parkNanos(1_000_000);
        }
    }

    static KeyRange everything() {
        return new KeyRange(Key.ofBytes(new byte[0]), Key.ofBytes(new byte[] {-1, -1, -1, -1}));
    }

    static Optional<String> value(Snapshot snapshot, String key) {
        return snapshot.get(Key.of(key)).map(StoreFixture::string);
    }

    static List<String> keysOf(Page page) {
        return page.entries().stream()
                .map(entry -> (String) entry.key().elements().getFirst())
                .toList();
    }

    static byte[] bytes(String string) {
        return string.getBytes(StandardCharsets.UTF_8);
    }

    static String string(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
