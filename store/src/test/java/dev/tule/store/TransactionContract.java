package dev.tule.store;

import static dev.tule.store.StoreFixture.await;
import static dev.tule.store.StoreFixture.bytes;
import static dev.tule.store.StoreFixture.string;
import static dev.tule.store.StoreFixture.together;
import static dev.tule.store.StoreFixture.value;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.store.Snapshot.Direction;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Transactions and reads, one at a time and beside one another. */
interface TransactionContract extends StoreFixture {

    @Test
    default void whatWasPutIsReadThenAndAfterReopening() {
        put("a", "1");
        put("empty", "");

        assertThat(get("a")).hasValue("1");
        reopen();
        assertThat(get("a")).hasValue("1");
        assertThat(get("empty")).hasValue("");
        assertThat(get("b")).isEmpty();
    }

    @Test
    default void theLastWriteOfAKeyCounts() {
        put("a", "1");

        transact(
                transaction -> {
                    transaction.delete(Key.of("a"));
                    transaction.put(Key.of("a"), bytes("2"));
                    transaction.put(Key.of("b"), bytes("1"));
                    transaction.delete(Key.of("b"));
                    transaction.delete(Key.of("never there"));
                });

        assertThat(keys()).containsExactly("a");
        assertThat(get("a")).hasValue("2");
    }

    @Test
    default void aClearedRangeIsGoneButForWhatIsPutAfterwards() {
        for (String key : List.of("a", "b", "c", "d")) {
            put(key, "1");
        }

        transact(
                transaction -> {
                    transaction.put(Key.of("bb"), bytes("before"));
                    transaction.clear(new KeyRange(Key.of("b"), Key.of("d")));
                    transaction.put(Key.of("c"), bytes("after"));
                    transaction.clear(new KeyRange(Key.of("z"), Key.of("y")));
                });

        assertThat(keys()).containsExactly("a", "c", "d");
        assertThat(get("c")).hasValue("after");
    }

    @Test
    default void aTransactionSeesItsOwnWrites() {
        put("put", "old");
        put("deleted", "old");
        put("cleared", "old");

        List<Optional<String>> seen =
                store().transact(
                                SHARD,
                                transaction -> {
                                    transaction.put(Key.of("put"), bytes("new"));
                                    transaction.delete(Key.of("deleted"));
                                    transaction.clear(
                                            new KeyRange(Key.of("cleared"), Key.of("cleared2")));
                                    return List.of(
                                            value(transaction, "put"),
                                            value(transaction, "deleted"),
                                            value(transaction, "cleared"));
                                });

        assertThat(seen).containsExactly(Optional.of("new"), Optional.empty(), Optional.empty());
    }

    @Test
    default void aFailedBodyLeavesNoTrace() {
        assertThatThrownBy(
                        () ->
                                transact(
                                        transaction -> {
                                            transaction.put(Key.of("a"), bytes("1"));
                                            throw new UnsupportedOperationException("no");
                                        }))
                .isInstanceOf(UnsupportedOperationException.class)
                .hasMessage("no");
        assertThat(keys()).isEmpty();
    }

    @Test
    default void shardsDontSeeOneAnother() {
        // Each name but the first begins with another, and the keys make up for it.
        List<Shard> shards = List.of(new Shard("b"), new Shard("a"), new Shard("a\0\u00ff"));
        for (Shard shard : shards) {
            store().transact(
                            shard,
                            transaction -> {
                                transaction.put(Key.ofBytes(new byte[] {-1, 0}), bytes("1"));
                                transaction.put(Key.ofBytes(new byte[0]), bytes("2"));
                                return shard;
                            });
        }

        store().transact(
                        new Shard("a"),
                        transaction -> {
                            transaction.clear(StoreFixture.everything());
                            return transaction;
                        });

        assertThat(shards)
                .extracting(
                        shard ->
                                store().read(
                                                shard,
                                                snapshot ->
                                                        snapshot.range(
                                                                        StoreFixture.everything(),
                                                                        10,
                                                                        Direction.FORWARD)
                                                                .entries()
                                                                .size()))
                .containsExactly(2, 0, 2);
    }

    @Test
    default void aReadStandsStillWhileOthersCommit() throws InterruptedException {
        put("a", "1");

        List<Optional<String>> seen =
                store().read(
                                SHARD,
                                snapshot -> {
                                    Optional<String> before = value(snapshot, "a");
                                    together(1, _ -> () -> putAndReturn("a", "2"));
                                    return List.of(before, value(snapshot, "a"));
                                });

        assertThat(seen).containsExactly(Optional.of("1"), Optional.of("1"));
        assertThat(get("a")).hasValue("2");
    }

    private String putAndReturn(String key, String value) {
        put(key, value);
        return value;
    }

    @Test
    default void whoReturnsFromATransactionReadsItsWrites() {
        together(
                8,
                thread ->
                        () -> {
                            for (int i = 0; i < 50; i++) {
                                put("key " + thread, "value " + i);
                                assertThat(get("key " + thread)).hasValue("value " + i);
                            }
                            return thread;
                        });
    }

    @Test
    default void oneOfManyWinsAConditionalPut() {
        List<Boolean> won =
                together(
                        16,
                        thread ->
                                () ->
                                        store().transact(
                                                        SHARD,
                                                        transaction ->
                                                                putIfAbsent(
                                                                        transaction,
                                                                        "a",
                                                                        "thread " + thread)));

        assertThat(Collections.frequency(won, true)).isEqualTo(1);
        assertThat(get("a")).hasValue("thread " + won.indexOf(true));
    }

    private static boolean putIfAbsent(Transaction transaction, String key, String value) {
        if (transaction.get(Key.of(key)).isPresent()) {
            return false;
        }
        transaction.put(Key.of(key), bytes(value));
        return true;
    }

    @Test
    default void valuesBelongToTheCaller() {
        put("a", "1");

        transact(
                transaction -> {
                    byte[] value = transaction.get(Key.of("a")).orElseThrow();
                    Arrays.fill(value, (byte) 0);
                    transaction.put(Key.of("b"), bytes("2"));
                    Arrays.fill(transaction.get(Key.of("b")).orElseThrow(), (byte) 0);
                    Page page = transaction.range(StoreFixture.everything(), 10, Direction.FORWARD);
                    page.entries().forEach(entry -> Arrays.fill(entry.value(), (byte) 0));
                });

        assertThat(get("a")).hasValue("1");
        assertThat(get("b")).hasValue("2");
    }

    @Test
    default void aBodyMayReturnNull() {
        AtomicBoolean ran = new AtomicBoolean();

        store().transact(
                        SHARD,
                        transaction -> {
                            ran.set(transaction.get(Key.of("a")).isEmpty());
                            return null;
                        });

        assertThat(ran).isTrue();
    }

    @Test
    default void versionedKeysSortByCommitThenByCall() {
        Key log = Key.of("log");
        for (String commit : List.of("1", "2")) {
            appendTwice(log, commit);
        }
        reopen();
        appendTwice(log, "3");

        List<Page.Entry> entries = page(KeyRange.within(log), 10, Direction.FORWARD).entries();

        assertThat(entries)
                .extracting(entry -> string(entry.value()))
                .containsExactly(
                        "1 first", "1 second", "2 first", "2 second", "3 first", "3 second");
        assertThat(entries)
                .extracting(entry -> entry.key().elements().get(2))
                .containsExactly(0L, 1L, 0L, 1L, 0L, 1L);
        assertThat(entries)
                .extracting(entry -> (Long) entry.key().elements().get(1))
                .isSorted()
                .doesNotContainNull();
    }

    private void appendTwice(Key log, String commit) {
        transact(
                transaction -> {
                    transaction.putVersioned(log, bytes(commit + " first"));
                    transaction.putVersioned(log, bytes(commit + " second"));
                    assertThat(
                                    transaction
                                            .range(KeyRange.within(log), 10, Direction.FORWARD)
                                            .entries()
                                            .stream()
                                            .map(entry -> string(entry.value())))
                            .doesNotContain(commit + " first");
                });
    }

    @Test
    default void aTransactionIsOfNoUseAfterItsBody() {
        AtomicReference<Transaction> kept = new AtomicReference<>();
        AtomicReference<Snapshot> keptSnapshot = new AtomicReference<>();
        transact(kept::set);
        store().read(
                        SHARD,
                        snapshot -> {
                            keptSnapshot.set(snapshot);
                            return snapshot;
                        });

        assertThatThrownBy(() -> kept.get().get(Key.of("a")))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> kept.get().put(Key.of("a"), bytes("1")))
                .isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> keptSnapshot.get().get(Key.of("a")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("outside the body");
    }

    @Test
    default void aClosedStoreSaysSo() {
        store().close();
        store().close();

        assertThatThrownBy(() -> get("a"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> put("a", "1"))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("closed");
        assertThatThrownBy(() -> store().changes(SHARD, Key.of("t"), null))
                .isInstanceOf(StoreException.class)
                .hasMessageContaining("closed");
    }

    @Test
    default void closingWaitsForTransactionsThatRun() throws InterruptedException {
        CountDownLatch running = new CountDownLatch(1);
        Store closing = store();
        Thread writer =
                Thread.startVirtualThread(
                        () ->
                                transact(
                                        transaction -> {
                                            transaction.put(Key.of("a"), bytes("1"));
                                            running.countDown();
                                            await(
                                                    "the store refuses new reads",
                                                    () -> isClosed(closing));
                                        }));
        running.await();

        reopen();

        writer.join();
        assertThat(get("a")).hasValue("1");
    }

    private static boolean isClosed(Store store) {
        try {
            return store.read(SHARD, _ -> false);
        } catch (StoreException _) {
            return true;
        }
    }
}
