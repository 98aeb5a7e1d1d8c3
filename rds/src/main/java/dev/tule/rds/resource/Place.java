package dev.tule.rds.resource;

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

/** RDS's part of the store of one account and region. Safe for use by many threads. */
public record Place(Store store, AccountRegion where, InstantSource clock) {

    private Shard shard() {
        return new Shard("rds/" + where.account() + "/" + where.region());
    }

    public <T extends @Nullable Object> T read(Function<Snapshot, T> body) {
        return store.read(shard(), body);
    }

    public <T extends @Nullable Object> T transact(Function<Transaction, T> body) {
        return store.transact(shard(), body);
    }

    public void change(Consumer<Transaction> body) {
        store.transact(
                shard(),
                rows -> {
                    body.accept(rows);
                    return null;
                });
    }

    /** In milliseconds, as rows and the wire have it. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * RDS User Guide, "Working with Amazon Resource Names".
     *
     * @param kind such as {@code db} or {@code pg}
     */
    public String arn(String kind, String name) {
        return "arn:aws:rds:%s:%s:%s:%s".formatted(where.region(), where.account(), kind, name);
    }

    /** The three zones that every region has here. They are names: there is one machine. */
    public String zone(int index) {
        return where.region() + "abc".charAt(index);
    }

    /** Where the standby of an instance in a zone is said to be. */
    public String zoneBeside(String zone) {
        return zone.equals(zone(0)) ? zone(1) : zone(0);
    }
}
