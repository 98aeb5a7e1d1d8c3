package dev.tule.s3.object;

import dev.tule.s3.bucket.Bucket;
import dev.tule.s3.bucket.BucketDirectory;
import dev.tule.s3.bucket.Home;
import dev.tule.store.Snapshot;
import dev.tule.store.Store;
import dev.tule.store.Transaction;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Writes and removes whole objects. Safe for use by many threads. */
public final class ObjectWriter {
    private final Store store;
    private final Contents contents;
    private final InstantSource clock;

    public ObjectWriter(Store store, Contents contents, InstantSource clock) {
        this.store = store;
        this.contents = contents;
        this.clock = clock;
    }

    /** An object's bytes on their way, and all else that is known of it. */
    public record Draft(
            Home home,
            String key,
            Checksums checksums,
            ObjectAttributes attributes,
            WriteConditions conditions) {}

    /** Takes in the bytes and makes them the object's. */
    public StoredObject write(Draft draft, Body body) {
        Home home = draft.home();
        // Before the client has sent gigabytes for nothing. The transaction looks again.
        store.<Boolean>read(home.shard(), snapshot -> check(snapshot, draft));
        try (Upload upload = contents.upload(home.shard())) {
            upload.take(body, draft.checksums().algorithms());
            StoredChecksum checksum = draft.checksums().verify(upload.digests());
            StoredObject object =
                    new StoredObject(
                            upload.content(),
                            HexFormat.of().formatHex(upload.digests().md5()),
                            now(),
                            checksum,
                            draft.attributes());
            Optional<Removal> replaced =
                    upload.commit(
                            () ->
                                    store.transact(
                                            home.shard(),
                                            tx -> {
                                                check(tx, draft);
                                                upload.link(tx);
                                                return replace(tx, home, draft.key(), object);
                                            }));
            replaced.ifPresent(contents::free);
            return object;
        }
    }

    /**
     * Makes this the object's row and removes the rows of the content it had.
     *
     * @return what to free when the transaction has committed
     */
    public Optional<Removal> replace(Transaction tx, Home home, String key, StoredObject object) {
        Bucket bucket = BucketDirectory.require(tx, home);
        Optional<Removal> replaced =
                ObjectRows.find(tx, bucket, key).map(old -> contents.remove(tx, old.content()));
        ObjectRows.put(tx, bucket, key, object);
        return replaced;
    }

    /**
     * Removes objects; those that aren't there are no fault.
     *
     * @param keys few enough for one transaction
     */
    public void delete(Home home, List<String> keys, WriteConditions conditions) {
        List<Removal> removed =
                store.transact(
                        home.shard(),
                        tx -> {
                            Bucket bucket = BucketDirectory.require(tx, home);
                            return keys.stream()
                                    .flatMap(key -> delete(tx, bucket, key, conditions).stream())
                                    .toList();
                        });
        removed.forEach(contents::free);
    }

    private Optional<Removal> delete(
            Transaction tx, Bucket bucket, String key, WriteConditions conditions) {
        Optional<StoredObject> object = ObjectRows.find(tx, bucket, key);
        conditions.check(key, object);
        return object.map(
                old -> {
                    ObjectRows.delete(tx, bucket, key);
                    return contents.remove(tx, old.content());
                });
    }

    /** The time as objects carry it. */
    public Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private static boolean check(Snapshot snapshot, Draft draft) {
        Bucket bucket = BucketDirectory.require(snapshot, draft.home());
        draft.conditions().check(draft.key(), ObjectRows.find(snapshot, bucket, draft.key()));
        return true;
    }
}
