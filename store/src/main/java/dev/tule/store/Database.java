package dev.tule.store;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.BloomFilter;
import org.rocksdb.Cache;
import org.rocksdb.ColumnFamilyDescriptor;
import org.rocksdb.ColumnFamilyHandle;
import org.rocksdb.ColumnFamilyOptions;
import org.rocksdb.CompressionType;
import org.rocksdb.DBOptions;
import org.rocksdb.InfoLogLevel;
import org.rocksdb.LRUCache;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;
import org.rocksdb.WriteBufferManager;
import org.rocksdb.WriteOptions;

/**
 * The RocksDB files and everything native that belongs to them. Safe for use by many threads, but
 * nobody may be within a call, or hold a {@link ReadPoint}, when it is closed.
 */
final class Database implements AutoCloseable {

    /** The column families. Few, as each has its own write buffer and slows opening. */
    enum Family {
        /** RocksDB's own default one: how far the store has come. */
        META("default"),
        /** Keys and values behind their shard. */
        DATA("data"),
        /** The change feeds; see {@link ChangeLog}. */
        CHANGES("changes");

        private final String id;

        Family(String id) {
            this.id = id;
        }
    }

    private static final byte[] PROGRESS = {'p'};

    private static final int BITS_PER_KEY = 10;
    private static final int BLOCK_BYTES = 8 << 10;
    private static final int MOST_OPEN_FILES = 512;

    /** Range deletions slow reads until they leave the write buffer. */
    private static final int MOST_RANGE_DELETIONS_IN_BUFFER = 200;

    /** New log files take the place of old ones: a third more synced writes a second. */
    private static final int RECYCLED_LOGS = 4;

    private final Deque<AutoCloseable> natives = new ArrayDeque<>();
    private final Map<Family, ColumnFamilyHandle> families = new EnumMap<>(Family.class);
    private final WriteOptions synced;
    private final WriteOptions unsynced;
    private final RocksDB rocks;

    private Database(Path directory, StoreConfig config) throws RocksDBException {
        boolean opened = false;
        try {
            Cache cache = own(new LRUCache(config.blockCacheBytes()));
            DBOptions options = own(databaseOptions(config, cache));
            ColumnFamilyOptions familyOptions = own(familyOptions(config, cache));
            synced = own(new WriteOptions().setSync(true));
            unsynced = own(new WriteOptions());
            List<ColumnFamilyDescriptor> descriptors = new ArrayList<>();
            for (Family family : Family.values()) {
                descriptors.add(
                        new ColumnFamilyDescriptor(
                                family.id.getBytes(StandardCharsets.UTF_8), familyOptions));
            }
            List<ColumnFamilyHandle> handles = new ArrayList<>();
            rocks = own(RocksDB.open(options, directory.toString(), descriptors, handles));
            handles.forEach(this::own);
            for (Family family : Family.values()) {
                families.put(family, handles.get(families.size()));
            }
            opened = true;
        } finally {
            if (!opened) {
                close();
            }
        }
    }

    static Database open(Path directory, StoreConfig config) {
        RocksLibrary.load();
        try {
            return new Database(directory, config);
        } catch (RocksDBException e) {
            // "While lock file: .../LOCK" of another process, "lock hold by current process" of
            // ours.
            if (e.getMessage() != null && e.getMessage().contains("lock ")) {
                throw new StoreException(
                        "another process, or another store of this one, holds " + directory, e);
            }
            throw new StoreException("cannot open the store in " + directory, e);
        }
    }

    private DBOptions databaseOptions(StoreConfig config, Cache cache) {
        WriteBufferManager buffers = own(new WriteBufferManager(config.writeBufferBytes(), cache));
        return new DBOptions()
                .setCreateIfMissing(true)
                .setCreateMissingColumnFamilies(true)
                .setWriteBufferManager(buffers)
                .setRecycleLogFileNum(RECYCLED_LOGS)
                .setMaxTotalWalSize(4L * config.writeBufferBytes())
                .setMaxOpenFiles(MOST_OPEN_FILES)
                .setMaxBackgroundJobs(2)
                .setInfoLogLevel(InfoLogLevel.WARN_LEVEL)
                .setKeepLogFileNum(2)
                .setMaxLogFileSize(1 << 20);
    }

    private ColumnFamilyOptions familyOptions(StoreConfig config, Cache cache) {
        BlockBasedTableConfig tables =
                new BlockBasedTableConfig()
                        .setBlockCache(cache)
                        .setBlockSize(BLOCK_BYTES)
                        .setCacheIndexAndFilterBlocks(true)
                        .setPinL0FilterAndIndexBlocksInCache(true)
                        .setFilterPolicy(own(new BloomFilter(BITS_PER_KEY)));
        return new ColumnFamilyOptions()
                .setTableFormatConfig(tables)
                .setWriteBufferSize(config.writeBufferBytes())
                .setCompressionType(CompressionType.LZ4_COMPRESSION)
                .setMemtableMaxRangeDeletions(MOST_RANGE_DELETIONS_IN_BUFFER);
    }

    RocksDB rocks() {
        return rocks;
    }

    ColumnFamilyHandle family(Family family) {
        return requireNonNull(families.get(family));
    }

    /** The newest value; only for those who know that nobody else writes it. */
    byte @Nullable [] newest(Family family, byte[] key) throws RocksDBException {
        return rocks.get(family(family), key);
    }

    Progress progress() throws RocksDBException {
        byte[] value = newest(Family.META, PROGRESS);
        return value == null ? Progress.NONE : Progress.parse(value);
    }

    void putProgress(WriteBatch batch, Progress progress) throws RocksDBException {
        batch.put(family(Family.META), PROGRESS, progress.toBytes());
    }

    /** Writes a batch and returns when it is on stable storage. */
    void writeSynced(WriteBatch batch) throws RocksDBException {
        rocks.write(synced, batch);
    }

    /** Writes a batch that a crash may undo, as a whole. */
    void writeUnsynced(WriteBatch batch) throws RocksDBException {
        rocks.write(unsynced, batch);
    }

    @Override
    public void close() {
        // The handles first, then the files, then their options.
        while (!natives.isEmpty()) {
            try {
                natives.removeLast().close();
            } catch (Exception e) {
                System.getLogger(Database.class.getName())
                        .log(System.Logger.Level.ERROR, "a native resource did not close", e);
            }
        }
    }

    private <T extends AutoCloseable> T own(T resource) {
        natives.addLast(resource);
        return resource;
    }
}
