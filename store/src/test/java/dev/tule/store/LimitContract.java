package dev.tule.store;

import static dev.tule.store.StoreFixture.bytes;
import static dev.tule.store.StoreFixture.everything;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.store.Snapshot.Direction;
import java.time.Duration;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** {@link Limits}, at their edges. */
interface LimitContract extends StoreFixture {
    Limits SMALL = new Limits(64, 100, 1000, Duration.ofMillis(200), 10, 1000);

    private void refused(Consumer<Transaction> body, String message) {
        assertThatThrownBy(() -> transact(body))
                .isInstanceOf(LimitExceeded.class)
                .hasMessageContaining(message);
        assertThat(keys()).isEmpty();
    }

    private static Key key(int length) {
        return Key.ofBytes(new byte[length]);
    }

    @Test
    default void aStoreTellsItsLimits() {
        reopen(SMALL);
        assertThat(store().limits()).isEqualTo(SMALL);
    }

    @Test
    default void keysAndValuesOfTheMostLengthAreTaken() {
        transact(
                transaction -> {
                    transaction.put(
                            key(Limits.DEFAULT.keyBytes()), new byte[Limits.DEFAULT.valueBytes()]);
                    transaction.emit(
                            key(Limits.DEFAULT.keyBytes()), new byte[Limits.DEFAULT.valueBytes()]);
                    transaction.putVersioned(key(Limits.DEFAULT.keyBytes() - 16), new byte[0]);
                    transaction.clear(KeyRange.within(key(Limits.DEFAULT.keyBytes())));
                });

        Page page = page(everything(), 10, Direction.FORWARD);
        assertThat(page.entries())
                .extracting(entry -> entry.value().length)
                .containsExactlyInAnyOrder(Limits.DEFAULT.valueBytes(), 0);
    }

    @Test
    default void longerKeysAreRefused() {
        reopen(SMALL);
        byte[] value = {1};

        refused(transaction -> transaction.put(key(65), value), "a key of 65 bytes");
        refused(transaction -> transaction.delete(key(65)), "a key of 65 bytes");
        refused(transaction -> transaction.add(key(65), 1), "a key of 65 bytes");
        refused(transaction -> transaction.emit(key(65), value), "a key of 65 bytes");
        refused(transaction -> transaction.putVersioned(key(49), value), "a key of 49 bytes");
        refused(
                transaction -> transaction.clear(new KeyRange(key(1), key(66))),
                "a key of 66 bytes");
    }

    @Test
    default void longerValuesAreRefused() {
        reopen(SMALL);
        byte[] value = new byte[101];

        refused(transaction -> transaction.put(key(1), value), "a value of 101 bytes");
        refused(transaction -> transaction.putVersioned(key(1), value), "a value of 101 bytes");
        refused(transaction -> transaction.emit(key(1), value), "a value of 101 bytes");
    }

    @Test
    default void largerTransactionsAreRefused() {
        reopen(SMALL);
        byte[] value = new byte[100];
        String message = "a transaction of over 1000 bytes";

        refused(repeated(20, (tx, i) -> tx.put(Key.of(i), value)), message);
        refused(repeated(20, (tx, i) -> tx.emit(Key.of(i), value)), message);
        refused(repeated(20, (tx, i) -> tx.putVersioned(Key.of(i), value)), message);
        refused(repeated(20, (tx, i) -> tx.delete(key(63))), message);
        refused(repeated(300, (tx, i) -> tx.get(Key.of(i, "read"))), message);
        refused(
                repeated(
                        300, (tx, i) -> tx.range(KeyRange.within(Key.of(i)), 1, Direction.FORWARD)),
                message);
        transact(repeated(9, (tx, i) -> tx.put(Key.of(i), value)));
    }

    /** A step of a transaction. */
    interface Step {
        void take(Transaction transaction, int number);
    }

    private static Consumer<Transaction> repeated(int times, Step step) {
        return transaction -> {
            for (int i = 0; i < times; i++) {
                step.take(transaction, i);
            }
        };
    }

    @Test
    default void readingTheSameKeyAgainTakesNoRoom() {
        reopen(SMALL);

        transact(repeated(1000, (tx, _) -> tx.get(key(60))));
        store().read(
                        SHARD,
                        snapshot -> {
                            for (int i = 0; i < 1000; i++) {
                                snapshot.get(Key.of("any number of keys", i));
                            }
                            return snapshot;
                        });
    }

    @Test
    default void aTransactionThatTakesTooLongIsEnded() {
        reopen(SMALL);

        refused(
                transaction -> {
                    transaction.put(key(1), new byte[1]);
                    while (true) {
                        transaction.get(key(1));
                    }
                },
                "longer than 200 ms");
    }

    @Test
    default void aTransactionThatEndsTooLateIsRefused() {
        reopen(SMALL);
        long start = System.nanoTime();

        refused(
                transaction -> {
                    transaction.put(key(1), new byte[1]);
                    StoreFixture.await(
                            "the time of the transaction passes",
                            () -> System.nanoTime() - start > 400_000_000);
                },
                "longer than 200 ms");
    }

    @Test
    default void aReadThatTakesTooLongIsEnded() {
        reopen(SMALL);

        assertThatThrownBy(
                        () ->
                                store().read(
                                                SHARD,
                                                snapshot -> {
                                                    while (true) {
                                                        snapshot.range(
                                                                everything(), 1, Direction.FORWARD);
                                                    }
                                                }))
                .isInstanceOf(LimitExceeded.class)
                .hasMessageContaining("longer than 200 ms");
    }

    @Test
    default void aTransactionOfTheMostSizeIsTaken() {
        byte[] value = new byte[90_000];
        transact(repeated(50, (tx, i) -> tx.put(Key.of("large", i), value)));

        Page page = page(everything(), 100, Direction.FORWARD);
        assertThat(page.entries()).hasSize(12);
        assertThat(page.more()).isTrue();
        assertThat(page.entries().getFirst().value()).isEqualTo(bytes("\0".repeat(90_000)));
    }
}
