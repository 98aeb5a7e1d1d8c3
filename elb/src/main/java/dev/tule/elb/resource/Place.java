package dev.tule.elb.resource;

import dev.tule.aws.AccountRegion;
import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Shard;
import dev.tule.store.Snapshot;
import dev.tule.store.Snapshot.Direction;
import dev.tule.store.Store;
import dev.tule.store.Transaction;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Elastic Load Balancing's part of the store in an account and region. Safe for use by many
 * threads.
 *
 * @param random what identifiers are made of; safe for use by many threads
 */
public record Place(AccountRegion where, Store store, InstantSource clock, RandomGenerator random) {
    private static final Shard ALL = new Shard("elasticloadbalancing");
    private static final int MOST_PLACES = 1_000;

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
        return new Shard("elasticloadbalancing/" + where.account() + "/" + where.region());
    }

    /**
     * Notes that there are load balancers or target groups here: {@link #known} has it from now on.
     */
    public void know() {
        Key key = Key.of("place", where.account(), where.region());
        store.<@Nullable Void>transact(
                ALL,
                rows -> {
                    if (rows.get(key).isEmpty()) {
                        rows.put(key, new byte[0]);
                    }
                    return null;
                });
    }

    /** The places in which there have been any. */
    public static List<AccountRegion> known(Store store) {
        KeyRange places = KeyRange.within(Key.of("place"));
        return store
                .read(ALL, rows -> rows.range(places, MOST_PLACES, Direction.FORWARD))
                .entries()
                .stream()
                .map(entry -> entry.key().elements())
                .map(words -> new AccountRegion((String) words.get(1), (String) words.get(2)))
                .toList();
    }

    public String region() {
        return where.region();
    }

    /** In whole milliseconds. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.MILLIS);
    }

    /** Sixteen hexadecimal digits, as ends of ARNs have. */
    public String newId() {
        return HexFormat.of().toHexDigits(random.nextLong());
    }

    /** An ARN of Elastic Load Balancing in this place. */
    public String arn(String resource) {
        return "arn:aws:elasticloadbalancing:%s:%s:%s"
                .formatted(where.region(), where.account(), resource);
    }
}
