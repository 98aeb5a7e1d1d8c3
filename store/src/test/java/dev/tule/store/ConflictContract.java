package dev.tule.store;

import static dev.tule.store.StoreFixture.bytes;
import static dev.tule.store.StoreFixture.everything;
import static dev.tule.store.StoreFixture.together;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.store.Snapshot.Direction;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Which changes of others make a transaction run again, and which don't. */
interface ConflictContract extends StoreFixture {

    /** How often a body runs that reads and writes, when another commits between the two. */
    private int runs(Consumer<Transaction> reading, Consumer<Transaction> other) {
        AtomicInteger runs = new AtomicInteger();
        transact(
                transaction -> {
                    reading.accept(transaction);
                    if (runs.incrementAndGet() == 1) {
                        together(
                                1,
                                _ ->
                                        () -> {
                                            transact(other);
                                            return other;
                                        });
                    }
                    transaction.put(Key.of("result"), bytes("1"));
                });
        return runs.get();
    }

    private static Consumer<Transaction> putting(String key) {
        return transaction -> transaction.put(Key.of(key), bytes("new"));
    }

    private static Consumer<Transaction> reading(
            String from, String to, int limit, Direction direction) {
        KeyRange range = new KeyRange(Key.of(from), Key.of(to));
        return transaction -> transaction.range(range, limit, direction);
    }

    @Test
    default void aChangedKeyIsAConflict() {
        put("a", "1");
        Consumer<Transaction> get = transaction -> transaction.get(Key.of("a"));
        Consumer<Transaction> delete = transaction -> transaction.delete(Key.of("a"));
        Consumer<Transaction> clear =
                transaction -> transaction.clear(new KeyRange(Key.of("0"), Key.of("b")));
        Consumer<Transaction> getAbsent = transaction -> transaction.get(Key.of("absent"));

        assertThat(runs(get, putting("a"))).isEqualTo(2);
        assertThat(runs(get, delete)).isEqualTo(2);
        assertThat(runs(get, clear)).isEqualTo(2);
        assertThat(runs(getAbsent, putting("absent"))).isEqualTo(2);
    }

    @Test
    default void whatWasNotReadIsNoConflict() {
        put("a", "1");
        Consumer<Transaction> get = transaction -> transaction.get(Key.of("a"));
        Consumer<Transaction> clear =
                transaction -> transaction.clear(new KeyRange(Key.of("b"), Key.of("z")));

        assertThat(runs(get, putting("b"))).isEqualTo(1);
        assertThat(runs(get, clear)).isEqualTo(1);
        assertThat(runs(_ -> {}, putting("result"))).isEqualTo(1);
        assertThat(runs(reading("a", "c", 10, Direction.FORWARD), putting("c"))).isEqualTo(1);
    }

    @Test
    default void anotherShardIsNoConflict() {
        AtomicInteger runs = new AtomicInteger();
        transact(
                transaction -> {
                    transaction.get(Key.of("a"));
                    transaction.put(Key.of("b"), bytes("1"));
                    runs.incrementAndGet();
                    together(
                            1,
                            _ ->
                                    () ->
                                            store().transact(
                                                            OTHER_SHARD,
                                                            other -> {
                                                                putting("a").accept(other);
                                                                return other;
                                                            }));
                });

        assertThat(runs).hasValue(1);
    }

    @Test
    default void aKeyThatAppearsInARangeIsAConflict() {
        assertThat(runs(reading("a", "c", 10, Direction.FORWARD), putting("b"))).isEqualTo(2);
        assertThat(runs(reading("d", "f", 10, Direction.REVERSE), putting("e"))).isEqualTo(2);
    }

    @Test
    default void aRangeThatIsClearedIsAConflict() {
        put("b", "1");
        Consumer<Transaction> clear =
                transaction -> transaction.clear(new KeyRange(Key.of("b"), Key.of("z")));

        assertThat(runs(reading("a", "c", 10, Direction.FORWARD), clear)).isEqualTo(2);
        assertThat(runs(reading("c", "d", 10, Direction.FORWARD), clear)).isEqualTo(2);
        assertThat(runs(reading("a", "b", 10, Direction.FORWARD), clear)).isEqualTo(1);
    }

    @Test
    default void aPageConflictsUpToWhereItWasRead() {
        for (String key : List.of("a", "c", "e", "g", "i", "k")) {
            put(key, "1");
        }

        assertThat(runs(reading("a", "z", 2, Direction.FORWARD), putting("b"))).isEqualTo(2);
        assertThat(runs(reading("a", "z", 2, Direction.FORWARD), putting("j"))).isEqualTo(1);
        assertThat(runs(reading("a", "l", 2, Direction.REVERSE), putting("jj"))).isEqualTo(2);
        assertThat(runs(reading("a", "l", 2, Direction.REVERSE), putting("b"))).isEqualTo(1);
    }

    @Test
    default void whetherThereIsMoreIsReadToo() {
        put("a", "1");
        put("b", "1");
        Consumer<Transaction> delete = transaction -> transaction.delete(Key.of("b"));

        assertThat(runs(reading("a", "c", 1, Direction.FORWARD), delete)).isEqualTo(2);
    }

    @Test
    default void ownWritesAreNoConflictWithThemselves() {
        AtomicInteger runs = new AtomicInteger();
        transact(
                transaction -> {
                    runs.incrementAndGet();
                    transaction.put(Key.of("a"), bytes("1"));
                    transaction.get(Key.of("a"));
                    transaction.range(everything(), 10, Direction.FORWARD);
                    transaction.clear(everything());
                });

        assertThat(runs).hasValue(1);
    }

    @Test
    default void whatIsReadOverAnOwnPutIsNoConflict() {
        Consumer<Transaction> putAndGet =
                transaction -> {
                    transaction.put(Key.of("a"), bytes("own"));
                    transaction.get(Key.of("a"));
                };

        assertThat(runs(putAndGet, putting("a"))).isEqualTo(1);
    }

    @Test
    default void aReadOnlyTransactionRunsOnce() {
        AtomicInteger runs = new AtomicInteger();
        transact(
                transaction -> {
                    transaction.get(Key.of("a"));
                    runs.incrementAndGet();
                    together(
                            1,
                            _ ->
                                    () -> {
                                        put("a", "1");
                                        return "";
                                    });
                });

        assertThat(runs).hasValue(1);
    }

    @Test
    default void twoThatReadWhatTheOtherWritesAreNotBothRight() {
        // Write skew: each leaves only if the other stays.
        for (int round = 0; round < 50; round++) {
            put("doctor 0", "on duty");
            put("doctor 1", "on duty");
            together(
                    2,
                    doctor ->
                            () -> {
                                transact(
                                        transaction -> {
                                            if (transaction
                                                    .get(Key.of("doctor " + (1 - doctor)))
                                                    .isPresent()) {
                                                transaction.delete(Key.of("doctor " + doctor));
                                            }
                                        });
                                return doctor;
                            });
            assertThat(keys()).hasSize(1);
        }
    }

    @Test
    default void countingARangeAndInsertingGivesNoNumberTwice() {
        KeyRange range = KeyRange.within(Key.of("rows"));
        together(
                8,
                thread ->
                        () -> {
                            for (int i = 0; i < 25; i++) {
                                Key key = Key.of("rows", thread, i);
                                transact(
                                        transaction -> {
                                            int count =
                                                    transaction
                                                            .range(range, 1000, Direction.FORWARD)
                                                            .entries()
                                                            .size();
                                            transaction.put(key, Counter.of(count));
                                        });
                            }
                            return thread;
                        });

        Set<Long> numbers = new HashSet<>();
        page(range, 1000, Direction.FORWARD)
                .entries()
                .forEach(entry -> numbers.add(Counter.read(entry.value())));
        assertThat(numbers).hasSize(200);
    }
}
