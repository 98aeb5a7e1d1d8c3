package dev.tule.cloudwatch.resource;

import dev.tule.aws.AccountRegion;
import dev.tule.store.Shard;
import dev.tule.store.Snapshot;
import dev.tule.store.Store;
import dev.tule.store.Transaction;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** CloudWatch's part of the store in an account and region. Safe for use by many threads. */
public record Place(AccountRegion where, Store store, InstantSource clock) {

    public <T extends @Nullable Object> T read(Function<Snapshot, T> body) {
        return store.read(shard(), body);
    }

    public <T extends @Nullable Object> T transact(Function<Transaction, T> body) {
        return store.transact(shard(), body);
    }

    public void change(Consumer<Transaction> body) {
        store.<@Nullable Void>transact(
                shard(),
                rows -> {
                    body.accept(rows);
                    return null;
                });
    }

    private Shard shard() {
        return new Shard("cloudwatch/" + where.account() + "/" + where.region());
    }

    /** In whole milliseconds. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** An ARN of CloudWatch in this place. */
    public String arn(String resource) {
        return "arn:aws:cloudwatch:%s:%s:%s".formatted(where.region(), where.account(), resource);
    }
}
