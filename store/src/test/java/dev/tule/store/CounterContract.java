package dev.tule.store;

import static dev.tule.store.StoreFixture.bytes;
import static dev.tule.store.StoreFixture.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Additions. */
interface CounterContract extends StoreFixture {
    Key COUNTER = Key.of("counter");

    private long count() {
        byte[] value =
                store().read(SHARD, snapshot -> snapshot.get(COUNTER).orElse(Counter.of(-1)));
        return Counter.read(value);
    }

    private void add(long delta) {
        transact(transaction -> transaction.add(COUNTER, delta));
    }

    @Test
    default void noAdditionIsLost() {
        together(
                16,
                thread ->
                        () -> {
                            for (int i = 0; i < 50; i++) {
                                add(thread + 1);
                            }
                            return thread;
                        });

        assertThat(count()).isEqualTo(50 * 136);
        reopen();
        assertThat(count()).isEqualTo(50 * 136);
    }

    @Test
    default void noLostUpdateOfCountersThatAreReadAndPut() {
        together(
                8,
                thread ->
                        () -> {
                            for (int i = 0; i < 50; i++) {
                                transact(
                                        transaction -> {
                                            byte[] before =
                                                    transaction.get(COUNTER).orElse(Counter.of(0));
                                            transaction.put(COUNTER, Counter.plus(before, 1));
                                        });
                                add(1);
                            }
                            return thread;
                        });

        assertThat(count()).isEqualTo(800);
    }

    @Test
    default void additionsConflictWithReadsButNotWithOneAnother() {
        AtomicInteger adding = new AtomicInteger();
        transact(
                transaction -> {
                    adding.incrementAndGet();
                    transaction.add(COUNTER, 1);
                    together(1, _ -> this::addOne);
                });
        assertThat(adding).hasValue(1);
        assertThat(count()).isEqualTo(2);

        AtomicInteger reading = new AtomicInteger();
        transact(
                transaction -> {
                    transaction.get(COUNTER);
                    transaction.put(Key.of("result"), bytes("1"));
                    if (reading.incrementAndGet() == 1) {
                        together(1, _ -> this::addOne);
                    }
                });
        assertThat(reading).hasValue(2);
    }

    private long addOne() {
        add(1);
        return 1;
    }

    @Test
    default void aTransactionSeesItsOwnAdditions() {
        add(40);

        List<Long> seen =
                store().transact(
                                SHARD,
                                transaction -> {
                                    transaction.add(COUNTER, 1);
                                    transaction.add(COUNTER, 1);
                                    long over =
                                            Counter.read(transaction.get(COUNTER).orElseThrow());
                                    transaction.put(COUNTER, Counter.of(10));
                                    transaction.add(COUNTER, -3);
                                    long put = Counter.read(transaction.get(COUNTER).orElseThrow());
                                    transaction.delete(COUNTER);
                                    transaction.add(COUNTER, 5);
                                    long anew =
                                            Counter.read(transaction.get(COUNTER).orElseThrow());
                                    return List.of(over, put, anew);
                                });

        assertThat(seen).containsExactly(42L, 7L, 5L);
        assertThat(count()).isEqualTo(5);
    }

    @Test
    default void aCounterIsEightBytesBigEndianAndWraps() {
        add(258);
        byte[] value = store().read(SHARD, snapshot -> snapshot.get(COUNTER).orElseThrow());
        assertThat(value).containsExactly(0, 0, 0, 0, 0, 0, 1, 2);

        add(Long.MAX_VALUE);
        add(-258);
        add(1);
        assertThat(count()).isEqualTo(Long.MIN_VALUE);
    }

    @Test
    default void additionToWhatIsNoCounterFailsAlone() {
        put("text", "abc");

        assertThatThrownBy(
                        () ->
                                transact(
                                        transaction -> {
                                            transaction.put(Key.of("beside"), bytes("1"));
                                            transaction.add(Key.of("text"), 1);
                                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("3 bytes");

        assertThat(get("text")).hasValue("abc");
        assertThat(get("beside")).isEmpty();
        add(1);
        assertThat(count()).isEqualTo(1);
    }
}
