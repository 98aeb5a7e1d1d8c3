package dev.tule.s3;

import dev.tule.s3.bucket.BucketDirectory;
import dev.tule.s3.multipart.Uploads;
import dev.tule.s3.object.Content;
import dev.tule.s3.object.Contents;
import dev.tule.s3.object.Part;
import dev.tule.s3.object.StoredObject;
import dev.tule.s3.row.Keys;
import dev.tule.store.KeyRange;
import dev.tule.store.Page;
import dev.tule.store.Shard;
import dev.tule.store.Snapshot;
import dev.tule.store.Store;
import java.io.IOException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Consumer;

/**
 * Goes once through all rows after a start, beside the requests: deletes the blobs that a crash
 * left without a row, and counts what of the volumes is dead. Confined to one thread.
 *
 * <p>Why it is safe beside requests: it deletes only blobs written before the start, and a row for
 * one of those can be removed meanwhile but not added.
 */
final class Sweeper {
    private static final int PAGE = 1_000;

    private final Store store;
    private final BucketDirectory directory;
    private final Contents contents;
    private final Set<UUID> blobs = new HashSet<>();
    private final Map<Long, Long> liveBytes = new HashMap<>();

    Sweeper(Store store, BucketDirectory directory, Contents contents) {
        this.store = store;
        this.directory = directory;
        this.contents = contents;
    }

    /**
     * Sweeps.
     *
     * @return how many blobs were deleted
     */
    int sweep() throws IOException {
        Uploads uploads = new Uploads(store, contents);
        for (Shard home : directory.homes()) {
            uploads.purge(home, directory.purges(home));
            each(home, Keys.allObjects(), entry -> object(StoredObject.decode(entry.value())));
            each(home, Keys.allParts(), entry -> part(Part.decode(entry.value())));
            each(home, Keys.allPacked(), entry -> contents.countPacked(entry.value(), liveBytes));
        }
        return contents.sweep(blobs, liveBytes);
    }

    private void object(StoredObject object) {
        if (object.content().kind() == Content.Kind.FILE) {
            blobs.add(object.content().id());
        }
    }

    private void part(Part part) {
        blobs.add(part.blob().value());
    }

    private void each(Shard shard, KeyRange range, Consumer<Page.Entry> consumer) {
        KeyRange rest = range;
        Page page;
        do {
            KeyRange from = rest;
            page =
                    store.read(
                            shard,
                            snapshot -> snapshot.range(from, PAGE, Snapshot.Direction.FORWARD));
            page.entries().forEach(consumer);
            if (page.more()) {
                rest = rest.after(page.entries().getLast().key());
            }
        } while (page.more() && !Thread.currentThread().isInterrupted());
    }
}
