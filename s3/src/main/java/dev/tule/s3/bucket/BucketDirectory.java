package dev.tule.s3.bucket;

import dev.tule.s3.fault.Faults;
import dev.tule.s3.row.Keys;
import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Page;
import dev.tule.store.Shard;
import dev.tule.store.Snapshot;
import dev.tule.store.Store;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;

/**
 * Finds buckets, and makes and removes them so that a name is never two buckets'. Safe for use by
 * many threads.
 *
 * <p>A bucket's name and its row are in different shards, so no one transaction can write both. The
 * name goes first: free, CREATING, (row written), READY, DELETING, (row removed), free. Only the
 * request that made the first step makes the next ones; others are told to try again. A crash in
 * between leaves CREATING or DELETING, and {@link #settle} at the next start makes it READY where
 * there is a row and free where there is none. Whether a bucket exists is for its row to say.
 */
public final class BucketDirectory {
    private static final int PAGE = 1_000;

    private final Store store;

    public BucketDirectory(Store store) {
        this.store = store;
    }

    /**
     * Finds out where a bucket is, for one of its owner's requests.
     *
     * @param account who asks: there are no bucket policies yet, so none but the owner may
     */
    public Home find(String account, String bucket) {
        Home home = find(bucket).orElseThrow(() -> Faults.noSuchBucket(bucket));
        if (!home.account().equals(account)) {
            throw Faults.accessDenied();
        }
        return home;
    }

    /** The bucket itself, as a transaction or a read in its home shard sees it. */
    public static Bucket require(Snapshot snapshot, Home home) {
        return read(snapshot, home.bucket()).orElseThrow(() -> Faults.noSuchBucket(home.bucket()));
    }

    Optional<Home> find(String bucket) {
        return claim(bucket).map(claim -> new Home(bucket, claim.account(), claim.region()));
    }

    static Optional<Bucket> read(Snapshot snapshot, String bucket) {
        return snapshot.get(Keys.bucket(bucket)).map(Bucket::decode);
    }

    Optional<Bucket> read(Home home) {
        return store.read(home.shard(), snapshot -> read(snapshot, home.bucket()));
    }

    /** Changes a bucket's row. */
    void update(Home home, UnaryOperator<Bucket> change) {
        store.change(
                home.shard(),
                tx -> {
                    Bucket bucket = require(tx, home);
                    tx.put(Keys.bucket(home.bucket()), change.apply(bucket).encode());
                });
    }

    /**
     * Makes a bucket.
     *
     * @return whether it is new; false when the account has one of that name already
     */
    boolean create(Home home, Bucket bucket) {
        Claim claim = new Claim(Claim.State.CREATING, home.account(), home.region());
        Optional<Claim> taken = claim(home.bucket(), claim);
        if (taken.isPresent()) {
            if (!taken.get().account().equals(home.account())) {
                throw Faults.bucketAlreadyExists(home.bucket());
            }
            if (taken.get().state() != Claim.State.READY) {
                throw Faults.operationAborted();
            }
            return false;
        }
        store.change(home.shard(), tx -> tx.put(Keys.bucket(home.bucket()), bucket.encode()));
        put(home.bucket(), claim.in(Claim.State.READY));
        return true;
    }

    /**
     * Removes a bucket that has no objects. Its uploads' rows are left, for {@link #purges}.
     *
     * @return the bucket that was
     */
    Bucket delete(Home home) {
        String name = home.bucket();
        Claim claim = move(name, Claim.State.READY, Claim.State.DELETING);
        Optional<Bucket> deleted;
        try {
            deleted =
                    store.transact(
                            home.shard(),
                            tx -> {
                                Bucket bucket = require(tx, home);
                                KeyRange objects = KeyRange.within(Keys.objects(bucket.id()));
                                if (!isEmpty(tx, objects)) {
                                    return Optional.empty();
                                }
                                tx.delete(Keys.bucket(name));
                                tx.put(Keys.purge(bucket.id()), new byte[] {1});
                                return Optional.of(bucket);
                            });
        } catch (RuntimeException e) {
            settle(name, claim.in(Claim.State.DELETING));
            throw e;
        }
        if (deleted.isEmpty()) {
            put(name, claim);
            throw Faults.bucketNotEmpty(name);
        }
        free(name, claim);
        return deleted.get();
    }

    /** Some names of an account's buckets, in order. */
    Names names(String account, String prefix, Optional<String> after, int limit) {
        Key owner = Keys.owner(account);
        KeyRange range = Keys.startingWith(owner, prefix);
        KeyRange rest =
                after.isPresent() ? Keys.after(range, Keys.owned(account, after.get())) : range;
        Page page =
                store.read(
                        Keys.DIRECTORY,
                        snapshot -> snapshot.range(rest, limit, Snapshot.Direction.FORWARD));
        return new Names(
                page.entries().stream().map(entry -> (String) Keys.last(entry.key())).toList(),
                page.more());
    }

    record Names(List<String> names, boolean more) {
        Names {
            names = List.copyOf(names);
        }
    }

    /** The shards that there are. */
    public List<Shard> homes() {
        return all(Keys.DIRECTORY, Keys.homes()).stream()
                .map(entry -> entry.key().elements())
                .map(key -> Keys.home((String) key.get(1), (String) key.get(2)))
                .toList();
    }

    /** The deleted buckets of a shard whose uploads have yet to be removed. */
    public List<UUID> purges(Shard home) {
        return all(home, Keys.purges()).stream()
                .map(entry -> (UUID) Keys.last(entry.key()))
                .toList();
    }

    /** Finishes what a crash interrupted. For the start, before there are requests. */
    public void settle() {
        for (Page.Entry entry : all(Keys.DIRECTORY, Keys.names())) {
            Claim claim = Claim.decode(entry.value());
            if (claim.state() != Claim.State.READY) {
                settle((String) Keys.last(entry.key()), claim);
            }
        }
    }

    private void settle(String name, Claim claim) {
        Home home = new Home(name, claim.account(), claim.region());
        if (read(home).isPresent()) {
            put(name, claim.in(Claim.State.READY));
        } else {
            free(name, claim);
        }
    }

    private Optional<Claim> claim(String name) {
        return store.read(
                Keys.DIRECTORY, snapshot -> snapshot.get(Keys.name(name)).map(Claim::decode));
    }

    /** Claims a name; returns who has it if somebody has. */
    private Optional<Claim> claim(String name, Claim claim) {
        return store.transact(
                Keys.DIRECTORY,
                tx -> {
                    Optional<Claim> taken = tx.get(Keys.name(name)).map(Claim::decode);
                    if (taken.isEmpty()) {
                        tx.put(Keys.name(name), claim.encode());
                        tx.put(Keys.owned(claim.account(), name), new byte[] {1});
                        tx.put(Keys.homeOf(claim.account(), claim.region()), new byte[] {1});
                    }
                    return taken;
                });
    }

    private Claim move(String name, Claim.State from, Claim.State to) {
        return store.transact(
                Keys.DIRECTORY,
                tx -> {
                    Claim claim =
                            tx.get(Keys.name(name))
                                    .map(Claim::decode)
                                    .orElseThrow(() -> Faults.noSuchBucket(name));
                    if (claim.state() != from) {
                        throw Faults.operationAborted();
                    }
                    tx.put(Keys.name(name), claim.in(to).encode());
                    return claim;
                });
    }

    private void put(String name, Claim claim) {
        store.change(Keys.DIRECTORY, tx -> tx.put(Keys.name(name), claim.encode()));
    }

    private void free(String name, Claim claim) {
        store.change(
                Keys.DIRECTORY,
                tx -> {
                    tx.delete(Keys.name(name));
                    tx.delete(Keys.owned(claim.account(), name));
                });
    }

    private static boolean isEmpty(Snapshot snapshot, KeyRange range) {
        return snapshot.range(range, 1, Snapshot.Direction.FORWARD).entries().isEmpty();
    }

    private List<Page.Entry> all(Shard shard, KeyRange range) {
        List<Page.Entry> found = new ArrayList<>();
        KeyRange rest = range;
        while (true) {
            KeyRange from = rest;
            Page page =
                    store.read(
                            shard,
                            snapshot -> snapshot.range(from, PAGE, Snapshot.Direction.FORWARD));
            found.addAll(page.entries());
            if (!page.more()) {
                return found;
            }
            rest = rest.after(page.entries().getLast().key());
        }
    }
}
