package dev.tule.dynamodb;

import static dev.tule.dynamodb.Samples.hashTable;
import static dev.tule.dynamodb.Samples.item;
import static dev.tule.dynamodb.Samples.n;
import static dev.tule.dynamodb.Samples.put;
import static dev.tule.dynamodb.Samples.s;
import static dev.tule.dynamodb.Samples.value;
import static dev.tule.dynamodb.Samples.with;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.store.RocksStore;
import dev.tule.store.Snapshot.Direction;
import dev.tule.store.Store;
import dev.tule.store.StoreConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.ConditionalCheckFailedException;

/** Many writers at once, and what is left when the store is closed and opened again. */
class ConcurrencyTest {
    private static final int THREADS = 32;

    @TempDir private Path directory;

    private static <T> List<T> together(Callable<T> work) throws Exception {
        try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> futures = new ArrayList<>();
            for (int thread = 0; thread < THREADS; thread++) {
                futures.add(executor.submit(work));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> future : futures) {
                results.add(future.get());
            }
            return results;
        }
    }

    @Test
    void noAdditionToACounterIsLost() throws Exception {
        try (Home home = new Home(directory)) {
            home.client.createTable(hashTable("counters").build());
            together(
                    () -> {
                        for (int i = 0; i < 50; i++) {
                            home.client.updateItem(
                                    u ->
                                            u.tableName("counters")
                                                    .key(item(with("id", s("hits"))))
                                                    .updateExpression("ADD hits :one")
                                                    .expressionAttributeValues(
                                                            Map.of(":one", n(1))));
                        }
                        return true;
                    });

            assertThat(
                            value(
                                            home.client
                                                    .getItem(
                                                            g ->
                                                                    g.tableName("counters")
                                                                            .key(
                                                                                    item(
                                                                                            with(
                                                                                                    "id",
                                                                                                    s(
                                                                                                            "hits")))))
                                                    .item(),
                                            "hits")
                                    .n())
                    .isEqualTo("" + THREADS * 50);
        }
    }

    @Test
    void onlyOneOfManyConditionalPutsWins() throws Exception {
        try (Home home = new Home(directory)) {
            home.client.createTable(hashTable("locks").build());
            for (int round = 0; round < 20; round++) {
                String id = "lock-" + round;
                List<Boolean> won = together(() -> acquired(home.client, id));
                assertThat(won.stream().filter(each -> each)).hasSize(1);
            }
            assertThat(home.client.describeTable(d -> d.tableName("locks")).table().itemCount())
                    .isEqualTo(20);
        }
    }

    private static boolean acquired(DynamoDbClient client, String id) {
        try {
            client.putItem(
                    p ->
                            p.tableName("locks")
                                    .item(item(with("id", s(id))))
                                    .conditionExpression("attribute_not_exists(id)"));
            return true;
        } catch (ConditionalCheckFailedException e) {
            return false;
        }
    }

    @Test
    void everythingIsThereAfterARestart() {
        String large = "x".repeat(250 << 10);
        try (Home home = new Home(directory)) {
            home.client.createTable(hashTable("items").build());
            put(home.client, "items", with("id", s("a")), with("v", s(large)));
            home.client.createTable(hashTable("doomed").build());
            for (int i = 0; i < 300; i++) {
                put(home.client, "doomed", with("id", s("" + i)));
            }
        }
        try (Home home = new Home(directory)) {
            assertThat(home.client.listTables().tableNames()).containsExactly("doomed", "items");
            assertThat(home.client.scan(scan -> scan.tableName("items")).items())
                    .containsExactly(item(with("id", s("a")), with("v", s(large))));
            assertThat(home.client.describeTable(d -> d.tableName("doomed")).table().itemCount())
                    .isEqualTo(300);
        }
    }

    @Test
    void whatADeletedTableLeftIsFreedAfterARestart() {
        try (Home home = new Home(directory)) {
            home.client.createTable(hashTable("doomed").build());
            put(home.client, "doomed", with("id", s("a")), with("v", s("x".repeat(250 << 10))));
        }
        // As if the process had ended between the answer and the freeing.
        try (Store store = RocksStore.open(directory.resolve("store"), StoreConfig.DEFAULT)) {
            store.transact(
                    Layout.shard(Home.HERE),
                    transaction -> {
                        transaction.delete(Layout.table("doomed"));
                        transaction.put(Layout.freed(1), new byte[0]);
                        return null;
                    });
            assertThat(rows(store)).isPositive();
        }
        try (Home home = new Home(directory)) {
            TableOperationsTest.await(() -> rows(home.store) == 0);
        }
    }

    /** All rows but the counter of table numbers. */
    private static int rows(Store store) {
        return store.read(
                Layout.shard(Home.HERE),
                snapshot ->
                        Stream.of(
                                        Layout.items(1),
                                        Layout.parts(1),
                                        Layout.counts(1),
                                        Layout.freed())
                                .mapToInt(
                                        prefix ->
                                                snapshot.range(
                                                                Layout.within(prefix),
                                                                10,
                                                                Direction.FORWARD)
                                                        .entries()
                                                        .size())
                                .sum());
    }
}
