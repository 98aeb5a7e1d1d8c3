package dev.tule.s3.multipart;

import dev.tule.s3.bucket.Bucket;
import dev.tule.s3.bucket.BucketDirectory;
import dev.tule.s3.bucket.Home;
import dev.tule.s3.fault.Faults;
import dev.tule.s3.object.Contents;
import dev.tule.s3.object.Removal;
import dev.tule.s3.row.Ids;
import dev.tule.s3.row.Keys;
import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Page;
import dev.tule.store.Shard;
import dev.tule.store.Snapshot;
import dev.tule.store.Store;
import java.util.List;
import java.util.UUID;

/** Finds uploads and removes them. Safe for use by many threads. */
public final class Uploads {
    private static final int PAGE = 100;

    private final Store store;
    private final Contents contents;

    public Uploads(Store store, Contents contents) {
        this.store = store;
        this.contents = contents;
    }

    /** What names an upload: all three must fit. */
    record Name(Home home, String key, String uploadId) {}

    static MultipartUpload require(Snapshot snapshot, Name name) {
        Bucket bucket = BucketDirectory.require(snapshot, name.home);
        UUID id = id(name);
        return snapshot.get(Keys.upload(bucket.id(), name.key, id))
                .map(MultipartUpload::decode)
                .orElseThrow(() -> Faults.noSuchUpload(name.uploadId));
    }

    static UUID id(Name name) {
        return Ids.parse(name.uploadId).orElseThrow(() -> Faults.noSuchUpload(name.uploadId));
    }

    /** Ends an upload and forgets its parts. */
    void abort(Name name) {
        Removal removed =
                store.transact(
                        name.home.shard(),
                        tx -> {
                            MultipartUpload upload = require(tx, name);
                            Bucket bucket = BucketDirectory.require(tx, name.home);
                            tx.delete(Keys.upload(bucket.id(), name.key, upload.id()));
                            return contents.removeParts(tx, upload.id());
                        });
        contents.free(removed);
    }

    /** Removes the uploads of buckets that were deleted in a shard, one at a time. */
    public void purge(Shard home, List<UUID> buckets) {
        for (UUID bucket : buckets) {
            KeyRange range = KeyRange.within(Keys.uploads(bucket));
            Page page;
            do {
                page =
                        store.read(
                                home,
                                snapshot ->
                                        snapshot.range(range, PAGE, Snapshot.Direction.FORWARD));
                page.entries().forEach(entry -> purge(home, entry.key()));
            } while (page.more());
            store.change(home, tx -> tx.delete(Keys.purge(bucket)));
        }
    }

    private void purge(Shard home, Key upload) {
        UUID id = (UUID) Keys.last(upload);
        Removal removed =
                store.transact(
                        home,
                        tx -> {
                            tx.delete(upload);
                            return contents.removeParts(tx, id);
                        });
        contents.free(removed);
    }
}
