package dev.tule.store;

import static dev.tule.store.StoreFixture.await;
import static dev.tule.store.StoreFixture.bytes;
import static dev.tule.store.StoreFixture.string;
import static dev.tule.store.StoreFixture.together;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.store.Snapshot.Direction;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** Change feeds. */
interface ChangeFeedContract extends StoreFixture {
    Key TOPIC = Key.of("topic");

    private void emit(Shard shard, Key topic, String change) {
        store().transact(
                        shard,
                        transaction -> {
                            transaction.emit(topic, bytes(change));
                            return transaction;
                        });
    }

    private void emit(String change) {
        emit(SHARD, TOPIC, change);
    }

    /** Reads as many changes as are named, and sees that no more follow. */
    private static List<String> read(ChangeFeed feed, int count) throws InterruptedException {
        List<String> contents = new ArrayList<>();
        while (contents.size() < count) {
            List<ChangeFeed.Change> changes = feed.next(count - contents.size(), PATIENCE);
            assertThat(changes).as("changes within %s", PATIENCE).isNotEmpty();
            changes.forEach(change -> contents.add(string(change.content())));
        }
        assertThat(feed.next(1, Duration.ZERO)).isEmpty();
        return contents;
    }

    @Test
    default void changesComeInOrderFromNowOn() throws InterruptedException {
        emit("before");
        try (ChangeFeed feed = store().changes(SHARD, TOPIC, null)) {
            transact(
                    transaction -> {
                        transaction.emit(TOPIC, bytes("1"));
                        transaction.emit(TOPIC, bytes("2"));
                    });
            emit("3");

            assertThat(read(feed, 3)).containsExactly("1", "2", "3");
        }
    }

    @Test
    default void topicsAndShardsHaveTheirOwn() throws InterruptedException {
        try (ChangeFeed feed = store().changes(SHARD, TOPIC, null);
                ChangeFeed longer = store().changes(SHARD, TOPIC.with("x"), null);
                ChangeFeed elsewhere = store().changes(OTHER_SHARD, TOPIC, null)) {
            emit("1");
            emit(SHARD, TOPIC.with("x"), "2");
            emit(OTHER_SHARD, TOPIC, "3");

            assertThat(read(feed, 1)).containsExactly("1");
            assertThat(read(longer, 1)).containsExactly("2");
            assertThat(read(elsewhere, 1)).containsExactly("3");
        }
    }

    @Test
    default void onlyWhatIsCommittedIsTold() throws InterruptedException {
        try (ChangeFeed feed = store().changes(SHARD, TOPIC, null)) {
            assertThatThrownBy(
                            () ->
                                    transact(
                                            transaction -> {
                                                transaction.emit(TOPIC, bytes("no"));
                                                throw new UnsupportedOperationException();
                                            }))
                    .isInstanceOf(UnsupportedOperationException.class);
            emit("yes");

            assertThat(read(feed, 1)).containsExactly("yes");
        }
    }

    @Test
    default void whatAChangeTellsOfCanBeRead() throws InterruptedException {
        try (ChangeFeed feed = store().changes(SHARD, TOPIC, null)) {
            CompletableFuture<Boolean> seen = new CompletableFuture<>();
            Thread.startVirtualThread(
                    () -> {
                        try {
                            String key = read(feed, 1).getFirst();
                            seen.complete(get(key).isPresent());
                        } catch (InterruptedException | AssertionError e) {
                            seen.completeExceptionally(e);
                        }
                    });
            transact(
                    transaction -> {
                        transaction.put(Key.of("a"), bytes("1"));
                        transaction.emit(TOPIC, bytes("a"));
                    });
            assertThat(seen.join()).isTrue();
        }
    }

    @Test
    default void aFeedResumesAfterItsCursorAlsoAfterReopening() throws InterruptedException {
        Cursor start;
        Cursor afterFirst;
        Cursor afterSecond;
        try (ChangeFeed feed = store().changes(SHARD, TOPIC, null)) {
            start = feed.position();
            emit("1");
            emit("2");
            emit("3");
            afterFirst = feed.next(1, PATIENCE).getFirst().at();
            assertThat(feed.position()).isEqualTo(afterFirst);
            assertThat(feed.next(1, PATIENCE)).hasSize(1);
            afterSecond = feed.position();
        }
        reopen();
        emit("4");

        assertThat(readAfter(start, 4)).containsExactly("1", "2", "3", "4");
        assertThat(readAfter(afterFirst, 3)).containsExactly("2", "3", "4");
        assertThat(readAfter(afterSecond, 2)).containsExactly("3", "4");
    }

    private List<String> readAfter(Cursor cursor, int count) throws InterruptedException {
        try (ChangeFeed feed = store().changes(SHARD, TOPIC, cursor)) {
            return read(feed, count);
        }
    }

    @Test
    default void aFeedWaitsForSoLongAndNoLonger() throws InterruptedException {
        try (ChangeFeed feed = store().changes(SHARD, TOPIC, null)) {
            long start = System.nanoTime();
            List<ChangeFeed.Change> none = feed.next(10, Duration.ofMillis(100));
            assertThat(none).isEmpty();
            assertThat(System.nanoTime() - start).isGreaterThan(90_000_000);
            assertThat(feed.next(10, Duration.ZERO)).isEmpty();
        }
    }

    @Test
    default void aWaitingFeedIsWokenByAChange() throws InterruptedException {
        try (ChangeFeed feed = store().changes(SHARD, TOPIC, null)) {
            CompletableFuture<List<ChangeFeed.Change>> waited = new CompletableFuture<>();
            Thread waiting = startWaiting(feed, waited);

            emit("1");

            assertThat(waited.join()).hasSize(1);
            waiting.join();
        }
    }

    @Test
    default void closingEndsTheWaitingOfFeeds() throws InterruptedException {
        CompletableFuture<List<ChangeFeed.Change>> ofFeed = new CompletableFuture<>();
        ChangeFeed closed = store().changes(SHARD, TOPIC, null);
        Thread waitingOfFeed = startWaiting(closed, ofFeed);
        CompletableFuture<List<ChangeFeed.Change>> ofStore = new CompletableFuture<>();
        Thread waitingOfStore = startWaiting(store().changes(SHARD, TOPIC, null), ofStore);

        closed.close();
        waitingOfFeed.join();
        store().close();
        waitingOfStore.join();

        for (CompletableFuture<?> waited : List.of(ofFeed, ofStore)) {
            assertThatThrownBy(waited::join)
                    .hasCauseInstanceOf(StoreException.class)
                    .hasMessageContaining("closed");
        }
    }

    /** Starts a thread that waits for a change, and returns when it does. */
    private static Thread startWaiting(
            ChangeFeed feed, CompletableFuture<List<ChangeFeed.Change>> result) {
        Thread thread =
                Thread.startVirtualThread(
                        () -> {
                            try {
                                result.complete(feed.next(10, Duration.ofMinutes(1)));
                            } catch (InterruptedException | RuntimeException e) {
                                result.completeExceptionally(e);
                            }
                        });
        await("the feed waits", () -> thread.getState() == Thread.State.TIMED_WAITING);
        return thread;
    }

    @Test
    default void changesOfManyWritersComeOnceEachInTheOrderOfTheirCommits()
            throws InterruptedException {
        int writers = 8;
        int each = 100;
        try (ChangeFeed feed = store().changes(SHARD, TOPIC, null)) {
            CompletableFuture<List<String>> told = new CompletableFuture<>();
            Thread reader =
                    Thread.startVirtualThread(
                            () -> {
                                try {
                                    told.complete(read(feed, writers * each));
                                } catch (InterruptedException | AssertionError e) {
                                    told.completeExceptionally(e);
                                }
                            });
            together(
                    writers,
                    writer ->
                            () -> {
                                for (int i = 0; i < each; i++) {
                                    String change = writer + "/" + i;
                                    transact(
                                            transaction -> {
                                                transaction.emit(TOPIC, bytes(change));
                                                transaction.putVersioned(
                                                        Key.of("log"), bytes(change));
                                            });
                                }
                                return writer;
                            });
            reader.join();

            List<String> committed =
                    page(KeyRange.within(Key.of("log")), 1000, Direction.FORWARD).entries().stream()
                            .map(entry -> string(entry.value()))
                            .toList();
            assertThat(committed).hasSize(writers * each);
            assertThat(told.join()).isEqualTo(committed);
        }
    }

    @Test
    default void aCursorWhoseChangesAreNotKeptIsRefused() throws InterruptedException {
        reopen(Limits.DEFAULT, new ChangeRetention(10, 1 << 20, Duration.ofDays(1)));
        Key quiet = Key.of("quiet");
        Cursor start = store().changes(SHARD, TOPIC, null).position();
        for (int i = 0; i < 30; i++) {
            emit("change " + i);
        }

        await("old changes are dropped", () -> isExpired(start));
        try (ChangeFeed feed = store().changes(SHARD, TOPIC, start)) {
            assertThatThrownBy(() -> feed.next(1, Duration.ZERO))
                    .isInstanceOf(CursorExpired.class)
                    .hasMessageContaining("no longer kept");
        }
        // Of a topic without changes none were dropped.
        try (ChangeFeed feed = store().changes(SHARD, quiet, start)) {
            emit(SHARD, quiet, "1");
            assertThat(read(feed, 1)).containsExactly("1");
        }
    }

    @Test
    default void changesAreDroppedByAgeAndBySize() {
        for (ChangeRetention retention :
                List.of(
                        new ChangeRetention(1000, 1 << 20, Duration.ofMillis(1)),
                        new ChangeRetention(1000, 20, Duration.ofDays(1)))) {
            reopen(Limits.DEFAULT, retention);
            Cursor start = store().changes(SHARD, TOPIC, null).position();
            for (int i = 0; i < 5; i++) {
                emit("0123456789");
            }

            await("old changes are dropped", () -> isExpired(start));
        }
    }

    private boolean isExpired(Cursor start) {
        try (ChangeFeed feed = store().changes(SHARD, TOPIC, start)) {
            return feed.next(1, Duration.ZERO).isEmpty();
        } catch (CursorExpired _) {
            return true;
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    default void aCursorThatIsNoneIsRefused() {
        for (String token : List.of("", "x", "-1", "1000000")) {
            assertThatThrownBy(() -> store().changes(SHARD, TOPIC, new Cursor(token)))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("cursor");
        }
    }
}
