package dev.tule.s3.object;

import dev.tule.s3.bucket.Bucket;
import dev.tule.s3.bucket.BucketDirectory;
import dev.tule.s3.bucket.Home;
import dev.tule.s3.bytes.VolumeLocation;
import dev.tule.s3.fault.Faults;
import dev.tule.s3.row.Keys;
import dev.tule.store.Snapshot;
import dev.tule.store.Store;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Opens objects for reading. Safe for use by many threads.
 *
 * <p>Between finding an object and reading its bytes it may be replaced or its record moved. Bytes
 * in the store come from the same snapshot as the row. A record is read at once, and looked up
 * again where its volume has been compacted away. Blobs are pinned, and used only if the object is
 * still the same after that.
 */
public final class ObjectReader {
    private static final System.Logger LOG = System.getLogger(ObjectReader.class.getName());
    private static final int TRIES = 100;

    private final Store store;
    private final Contents contents;

    public ObjectReader(Store store, Contents contents) {
        this.store = store;
        this.contents = contents;
    }

    private record Found(
            StoredObject object,
            @SuppressWarnings("ArrayRecordComponent") byte @Nullable [] inline,
            @Nullable VolumeLocation packed) {}

    /** An object's row. */
    public StoredObject find(Home home, String key) {
        return store.read(home.shard(), snapshot -> require(snapshot, home, key));
    }

    /** The parts of an object, as far as it is still the same; none otherwise. */
    List<Part> parts(Home home, StoredObject object) {
        return store.read(home.shard(), snapshot -> parts(snapshot, object.content()));
    }

    /**
     * Opens an object.
     *
     * @param check throws to refuse it; may be asked several times
     */
    public OpenObject open(Home home, String key, Consumer<StoredObject> check) {
        for (int i = 0; i < TRIES; i++) {
            Found found = store.read(home.shard(), snapshot -> find(snapshot, home, key));
            check.accept(found.object);
            Optional<OpenObject> opened = open(found, home, key);
            if (opened.isPresent()) {
                return opened.get();
            }
        }
        throw Faults.slowDown(); // replaced a hundred times in a row
    }

    private Optional<OpenObject> open(Found found, Home home, String key) {
        if (found.inline != null) {
            return Optional.of(OpenObject.ofBytes(contents, found.object, found.inline));
        }
        if (found.packed != null) {
            try {
                return contents.volumes()
                        .read(found.packed)
                        .map(bytes -> OpenObject.ofBytes(contents, found.object, bytes));
            } catch (IOException e) {
                throw broken(e);
            }
        }
        return pin(found.object, home, key);
    }

    private Optional<OpenObject> pin(StoredObject object, Home home, String key) {
        UUID content = object.content().id();
        contents.pins().pin(content);
        boolean kept = false;
        try {
            Optional<List<Part>> parts =
                    store.read(
                            home.shard(),
                            snapshot ->
                                    current(snapshot, home, key)
                                            .filter(o -> o.content().id().equals(content))
                                            .map(o -> parts(snapshot, o.content())));
            kept = parts.isPresent();
            return parts.map(list -> OpenObject.ofPinned(contents, object, list));
        } finally {
            if (!kept) {
                contents.pins().unpin(content);
            }
        }
    }

    private static List<Part> parts(Snapshot snapshot, Content content) {
        return content.kind() == Content.Kind.PARTS ? Parts.of(snapshot, content.id()) : List.of();
    }

    private static Found find(Snapshot snapshot, Home home, String key) {
        StoredObject object = require(snapshot, home, key);
        UUID id = object.content().id();
        return switch (object.content().kind()) {
            case INLINE -> new Found(object, snapshot.get(Keys.inline(id)).orElseThrow(), null);
            case PACKED -> new Found(object, null, Contents.packed(snapshot, id).orElseThrow());
            case FILE, PARTS -> new Found(object, null, null);
        };
    }

    private static StoredObject require(Snapshot snapshot, Home home, String key) {
        Bucket bucket = BucketDirectory.require(snapshot, home);
        return ObjectRows.find(snapshot, bucket, key).orElseThrow(() -> Faults.noSuchKey(key));
    }

    private static Optional<StoredObject> current(Snapshot snapshot, Home home, String key) {
        Bucket bucket = BucketDirectory.require(snapshot, home);
        return ObjectRows.find(snapshot, bucket, key);
    }

    /** Logs why an object's bytes couldn't be read, and answers that they couldn't. */
    public static RuntimeException broken(IOException e) {
        LOG.log(System.Logger.Level.ERROR, "an object's bytes could not be read", e);
        return Faults.internalError();
    }
}
