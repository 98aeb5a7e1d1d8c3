package dev.tule.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.store.Snapshot.Direction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * What every {@link Store} does. A class that extends this says how a store is opened; its tests
 * are these.
 */
@Timeout(30)
abstract class StoreContract {
    private static final Shard SHARD = new Shard("123456789012/eu-west-1");
    private static final Shard OTHER = new Shard("123456789012/eu-west-2");
    private static final Key TOPIC = Key.of("topic");

    private Store store;

    /** Opens a store over the same data as the last one of this test, which was closed. */
    abstract Store open(StoreConfig config);

    @BeforeEach
    void openStore() {
        store = open(StoreConfig.DEFAULT);
    }

    @AfterEach
    void closeStore() {
        store.close();
    }

    @Test
    void whatWasPutIsReadThenAndAfterReopening() {
        put("a", "1");

        assertThat(get("a")).hasValue("1");
        reopen(StoreConfig.DEFAULT);
        assertThat(get("a")).hasValue("1");
    }

    @Test
    void anAbsentKeyIsEmpty() {
        assertThat(get("a")).isEmpty();
    }

    @Test
    void shardsDontSeeOneAnother() {
        put("a", "1");

        Optional<byte[]> elsewhere = store.read(OTHER, snapshot -> snapshot.get(Key.of("a")));
        assertThat(elsewhere).isEmpty();
    }

    @Test
    void aTransactionSeesItsOwnWritesInARange() {
        put("a", "1");
        put("b", "2");
        put("c", "3");

        List<String> seen =
                store.transact(
                        SHARD,
                        transaction -> {
                            transaction.put(Key.of("bb"), bytes("new"));
                            transaction.delete(Key.of("c"));
                            return keys(transaction, Direction.REVERSE);
                        });

        assertThat(seen).containsExactly("bb", "b", "a");
        List<String> after = store.read(SHARD, snapshot -> keys(snapshot, Direction.FORWARD));
        assertThat(after).containsExactly("a", "b", "bb");
    }

    @Test
    void aFeedTellsOfChangesInOrder() throws InterruptedException {
        try (ChangeFeed feed = store.changes(SHARD, TOPIC, null)) {
            emit("1");
            emit("2");
            assertThat(drain(feed, 2)).containsExactly("1", "2");
        }
    }

    @Test
    void aFailedBodyLeavesNoTrace() {
        assertThatThrownBy(
                        () ->
                                store.transact(
                                        SHARD,
                                        transaction -> {
                                            transaction.put(Key.of("a"), bytes("1"));
                                            throw new IllegalArgumentException("no");
                                        }))
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(get("a")).isEmpty();
    }

    void reopen(StoreConfig config) {
        store.close();
        store = open(config);
    }

    private void put(String key, String value) {
        store.transact(
                SHARD,
                transaction -> {
                    transaction.put(Key.of(key), bytes(value));
                    return null;
                });
    }

    private void emit(String change) {
        store.transact(
                SHARD,
                transaction -> {
                    transaction.emit(TOPIC, bytes(change));
                    return null;
                });
    }

    private static List<String> drain(ChangeFeed feed, int count) throws InterruptedException {
        List<String> changes = new ArrayList<>();
        while (changes.size() < count) {
            for (ChangeFeed.Change change : feed.next(count, Duration.ofSeconds(5))) {
                changes.add(string(change.content()));
            }
        }
        return changes;
    }

    private Optional<String> get(String key) {
        return store.read(SHARD, snapshot -> snapshot.get(Key.of(key)).map(StoreContract::string));
    }

    private static List<String> keys(Snapshot snapshot, Direction direction) {
        return snapshot
                .range(new KeyRange(Key.of(""), Key.of(true)), 100, direction)
                .entries()
                .stream()
                .map(entry -> (String) entry.key().elements().getFirst())
                .toList();
    }

    private static byte[] bytes(String string) {
        return string.getBytes(StandardCharsets.UTF_8);
    }

    private static String string(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
