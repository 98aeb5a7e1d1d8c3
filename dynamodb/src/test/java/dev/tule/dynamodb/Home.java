package dev.tule.dynamodb;

import dev.tule.aws.AccountRegion;
import dev.tule.store.RocksStore;
import dev.tule.store.Store;
import dev.tule.store.StoreConfig;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicReference;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** DynamoDB in a directory of a test, with a clock that the test sets. */
final class Home implements AutoCloseable {
    static final AccountRegion HERE = new AccountRegion("000000000000", "us-east-1");

    final AtomicReference<Instant> now =
            new AtomicReference<>(Instant.parse("2026-11-22T12:00:00Z"));
    final Store store;
    final DynamoDb dynamoDb;
    final DynamoDbClient client;

    Home(Path directory) {
        InstantSource clock = now::get;
        store = RocksStore.open(directory.resolve("store"), StoreConfig.DEFAULT);
        dynamoDb = DynamoDb.open(store, clock, Duration.ofMillis(50));
        client = dynamoDb.client(HERE);
    }

    @Override
    public void close() {
        dynamoDb.close();
        store.close();
    }
}
