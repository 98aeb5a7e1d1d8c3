package dev.tule.s3.object;

import dev.tule.s3.S3Config;
import dev.tule.s3.bytes.BlobId;
import dev.tule.s3.bytes.BlobStore;
import dev.tule.s3.bytes.DiskSpace;
import dev.tule.s3.bytes.FileBlobStore;
import dev.tule.s3.bytes.RecordOwners;
import dev.tule.s3.bytes.VolumeLocation;
import dev.tule.s3.bytes.VolumeStore;
import dev.tule.s3.checksum.Digester;
import dev.tule.s3.row.Ids;
import dev.tule.s3.row.Keys;
import dev.tule.s3.row.RowReader;
import dev.tule.s3.row.RowWriter;
import dev.tule.store.Key;
import dev.tule.store.Shard;
import dev.tule.store.Snapshot;
import dev.tule.store.Store;
import dev.tule.store.Transaction;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;

/**
 * The bytes of objects: the smallest in the store, small ones in volumes, large ones as blobs. Safe
 * for use by many threads.
 */
public final class Contents implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Contents.class.getName());

    private final Store store;
    private final S3Config config;
    private final Ids ids;
    private final BlobStore blobs;
    private final VolumeStore volumes;
    private final Digester digester;
    private final Semaphore uploads;
    private final Pins pins = new Pins();
    // Blobs whose rows are gone and whose readers aren't: not for the sweep to delete.
    private final Set<BlobId> leaving = ConcurrentHashMap.newKeySet();

    /**
     * Opens the bytes under a directory, creating it where it is missing.
     *
     * @param directory used by this object alone
     */
    public Contents(Store store, Path directory, S3Config config, Ids ids) throws IOException {
        this.store = store;
        this.config = config;
        this.ids = ids;
        Files.createDirectories(directory);
        DiskSpace space = new DiskSpace(directory, config.reserveBytes());
        this.blobs = new FileBlobStore(directory.resolve("blobs"), space);
        this.volumes =
                new VolumeStore(
                        directory.resolve("volumes"),
                        config.volumeBytes(),
                        space,
                        new PackedRows(store));
        this.digester = new Digester(config.digestThreads());
        this.uploads = new Semaphore(config.uploads());
    }

    /** Starts to take in the bytes of an object, or of a part. */
    public Upload upload(Shard shard) {
        return new Upload(this, shard);
    }

    /**
     * Removes a content's rows.
     *
     * @return what to {@link #free} when the transaction has committed
     */
    public Removal remove(Transaction tx, Content content) {
        UUID id = content.id();
        return switch (content.kind()) {
            case INLINE -> {
                tx.delete(Keys.inline(id));
                yield Removal.nothing(id);
            }
            case PACKED -> {
                VolumeLocation location = packed(tx, id).orElseThrow();
                tx.delete(Keys.packed(id));
                yield new Removal(id, List.of(), location);
            }
            case FILE -> new Removal(id, List.of(new BlobId(id)), null);
            case PARTS -> removeParts(tx, id);
        };
    }

    /** Removes the rows of an upload's parts. */
    public Removal removeParts(Transaction tx, UUID upload) {
        List<BlobId> files = Parts.of(tx, upload).stream().map(Part::blob).toList();
        tx.clear(Keys.parts(upload));
        return new Removal(upload, files, null);
    }

    /** Frees the bytes of a content whose rows are gone, as soon as nobody reads it. */
    public void free(Removal removal) {
        VolumeLocation packed = removal.packed();
        if (packed != null) {
            volumes.release(packed); // never read but at once and whole
        }
        if (!removal.blobs().isEmpty()) {
            leaving.addAll(removal.blobs());
            pins.free(removal.content(), () -> removal.blobs().forEach(this::delete));
        }
    }

    /**
     * Deletes what a crash left behind, and counts what of the volumes is dead.
     *
     * @param live the blobs that rows refer to
     * @param liveBytes by volume
     */
    public int sweep(Set<UUID> live, Map<Long, Long> liveBytes) throws IOException {
        volumes.counted(liveBytes);
        return blobs.sweep(id -> live.contains(id.value()) || leaving.contains(id));
    }

    /** Adds what a row of {@link Keys#packed} takes up, to the volume that it does in. */
    public void countPacked(byte[] row, Map<Long, Long> liveBytes) {
        VolumeLocation location = PackedRows.decode(row);
        liveBytes.merge(location.volume(), (long) location.sizeBytes(), Long::sum);
    }

    @Override
    public void close() {
        volumes.close();
        blobs.close();
        digester.close();
    }

    static Optional<VolumeLocation> packed(Snapshot snapshot, UUID content) {
        return snapshot.get(Keys.packed(content)).map(PackedRows::decode);
    }

    void delete(BlobId blob) {
        try {
            blobs.delete(blob);
            leaving.remove(blob);
        } catch (IOException e) {
            // The next start's sweep finds it.
            LOG.log(System.Logger.Level.WARNING, "a blob could not be deleted", e);
        }
    }

    Store store() {
        return store;
    }

    S3Config config() {
        return config;
    }

    Ids ids() {
        return ids;
    }

    BlobStore blobs() {
        return blobs;
    }

    VolumeStore volumes() {
        return volumes;
    }

    Digester digester() {
        return digester;
    }

    Semaphore uploads() {
        return uploads;
    }

    Pins pins() {
        return pins;
    }

    /** The rows that say where packed contents are. */
    record PackedRows(Store store) implements RecordOwners {
        private static final int VERSION = 1;

        static byte[] owner(Shard shard, UUID content) {
            return new RowWriter(VERSION).text(shard.name()).id(content).toBytes();
        }

        static byte[] encode(VolumeLocation location) {
            return new RowWriter(VERSION)
                    .number(location.volume())
                    .number(location.offset())
                    .number(location.ownerBytes())
                    .number(location.bodyBytes())
                    .toBytes();
        }

        static VolumeLocation decode(byte[] value) {
            RowReader row = new RowReader(value, VERSION);
            return new VolumeLocation(
                    row.number(), row.smallNumber(), row.smallNumber(), row.smallNumber());
        }

        @Override
        public boolean isAt(byte[] owner, VolumeLocation location) {
            RowReader row = new RowReader(owner, VERSION);
            Shard shard = new Shard(row.text());
            UUID content = row.id();
            return store.<Boolean>read(shard, snapshot -> isAt(snapshot, content, location));
        }

        @Override
        public boolean move(byte[] owner, VolumeLocation from, VolumeLocation to) {
            RowReader row = new RowReader(owner, VERSION);
            Shard shard = new Shard(row.text());
            Key key = Keys.packed(row.id());
            return store.<Boolean>transact(
                    shard,
                    tx -> {
                        boolean there =
                                tx.get(key)
                                        .map(PackedRows::decode)
                                        .filter(from::equals)
                                        .isPresent();
                        if (there) {
                            tx.put(key, encode(to));
                        }
                        return there;
                    });
        }

        private static boolean isAt(Snapshot snapshot, UUID content, VolumeLocation location) {
            return packed(snapshot, content).filter(location::equals).isPresent();
        }
    }
}
