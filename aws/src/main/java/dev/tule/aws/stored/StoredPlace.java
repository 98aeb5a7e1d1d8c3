package dev.tule.aws.stored;

import dev.tule.aws.AccountRegion;
import dev.tule.store.Key;
import dev.tule.store.Shard;
import dev.tule.store.Snapshot;
import dev.tule.store.Store;
import dev.tule.store.Transaction;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A service's part of the store in an account and region, a shard of its own. A service has a
 * record that is one, with what else its rooms work with. Safe for use by many threads.
 */
public interface StoredPlace {

    /**
     * The first word of the shard's name, such as {@code rds}. It stays what it is: rows lie there.
     */
    String service();

    AccountRegion where();

    Store store();

    InstantSource clock();

    default Shard shard() {
        return new Shard(service() + "/" + account() + "/" + region());
    }

    default <T extends @Nullable Object> T read(Function<Snapshot, T> body) {
        return store().read(shard(), body);
    }

    default <T extends @Nullable Object> T transact(Function<Transaction, T> body) {
        return store().transact(shard(), body);
    }

    default void change(Consumer<Transaction> body) {
        store().change(shard(), body);
    }

    default String account() {
        return where().account();
    }

    default String region() {
        return where().region();
    }

    /** In whole milliseconds, as AWS gives times and rows have them. */
    default Instant now() {
        return clock().instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Notes that something goes on here by itself: {@link #known} has it from now on. */
    default void know() {
        Key key = Key.of("place", account(), region());
        store().change(
                        new Shard(service()),
                        rows -> {
                            if (rows.get(key).isEmpty()) {
                                rows.put(key, new byte[0]);
                            }
                        });
    }

    /** The places of a service in which something goes on by itself. */
    static List<AccountRegion> known(String service, Store store) {
        return store.read(
                new Shard(service),
                rows ->
                        rows.entries(Key.of("place"))
                                .map(entry -> entry.key().elements())
                                .map(
                                        words ->
                                                new AccountRegion(
                                                        (String) words.get(1),
                                                        (String) words.get(2)))
                                .toList());
    }
}
