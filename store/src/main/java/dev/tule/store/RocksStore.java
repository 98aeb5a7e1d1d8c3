package dev.tule.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;

/**
 * The store of one machine: RocksDB files in a directory, with one thread that commits. Safe for
 * use by many threads, virtual ones above all.
 */
public final class RocksStore implements Store {
    private static final System.Logger LOG = System.getLogger(RocksStore.class.getName());

    private static final Duration MOST_BETWEEN_EXPIRIES = Duration.ofSeconds(1);
    private static final Duration BETWEEN_TRIMS = Duration.ofSeconds(1);

    private final StoreConfig config;
    private final InstantSource clock;
    private final Database database;
    private final ChangeLog changeLog;
    private final FeedSignals signals = new FeedSignals();
    private final Leases leases;
    private final Committer committer;
    private final Gate gate = new Gate();
    private final ScheduledExecutorService housekeeping;

    /** Changes that were read, all that there were up to a number. */
    record Changes(List<ChangeFeed.Change> changes, long upTo) {}

    private RocksStore(
            Database database, StoreConfig config, InstantSource clock, LongSupplier nanoTime)
            throws RocksDBException {
        this.config = config;
        this.clock = clock;
        this.database = database;
        this.changeLog = new ChangeLog(database, config.retention());
        this.leases = new Leases(nanoTime, config.limits().transactionTime());
        this.committer = new Committer(database, changeLog, signals, config, clock, nanoTime);
        this.housekeeping =
                Executors.newSingleThreadScheduledExecutor(
                        Thread.ofPlatform().name("tule-store-housekeeping").daemon().factory());
    }

    /**
     * Opens the store in a directory, which is made if it isn't there.
     *
     * @throws StoreException when another process holds the directory, when it holds something that
     *     is not a store or was written by another format, or when the disk fails
     */
    public static RocksStore open(Path directory, StoreConfig config) {
        Path files = StoreDirectory.prepare(directory);
        Database database = Database.open(files, config);
        try {
            RocksStore store =
                    new RocksStore(database, config, InstantSource.system(), System::nanoTime);
            store.start();
            return store;
        } catch (RocksDBException e) {
            database.close();
            throw new StoreException("cannot open the store in " + directory, e);
        }
    }

    private void start() {
        committer.start();
        Duration time = config.limits().transactionTime().dividedBy(2);
        Duration between = time.compareTo(MOST_BETWEEN_EXPIRIES) < 0 ? time : MOST_BETWEEN_EXPIRIES;
        every(between, leases::expire);
        every(BETWEEN_TRIMS, this::trimChanges);
    }

    private void every(Duration between, Runnable task) {
        long nanos = between.toNanos();
        var _ = housekeeping.scheduleWithFixedDelay(task, nanos, nanos, TimeUnit.NANOSECONDS);
    }

    @Override
    public <T extends @Nullable Object> T read(Shard shard, Function<Snapshot, T> body) {
        enter();
        try (Lease lease = leases.open(committer.hold())) {
            return body.apply(new View(lease, prefix(shard), config.limits()));
        } finally {
            gate.leave();
        }
    }

    @Override
    public <T extends @Nullable Object> T transact(Shard shard, Function<Transaction, T> body) {
        enter();
        try {
            for (int losses = 0; losses < config.attempts(); losses++) {
                Attempt<T> made = attempt(shard, body, losses, null);
                if (made.done()) {
                    return made.result();
                }
            }
            return transactInTurn(shard, body);
        } finally {
            gate.leave();
        }
    }

    private <T extends @Nullable Object> T transactInTurn(
            Shard shard, Function<Transaction, T> body) {
        Turn turn = new Turn(shard);
        committer.submit(turn);
        try {
            turn.await();
            Attempt<T> made = attempt(shard, body, config.attempts(), turn);
            if (made.done()) {
                return made.result();
            }
        } finally {
            committer.submit(new Turn.End(turn));
        }
        throw new StoreException(
                "a transaction lost against others " + config.attempts() + " times and in its turn",
                null);
    }

    private record Attempt<T extends @Nullable Object>(boolean done, T result) {}

    private <T extends @Nullable Object> Attempt<T> attempt(
            Shard shard, Function<Transaction, T> body, int losses, @Nullable Turn turn) {
        ReadPoint point = committer.hold();
        long readVersion = point.progress().version();
        try (Lease lease = leases.open(point)) {
            RocksTransaction transaction =
                    new RocksTransaction(shard, lease, prefix(shard), config.limits(), readVersion);
            T result = body.apply(transaction);
            Commit commit = transaction.end(losses, turn);
            boolean done =
                    commit.isReadOnly() || committer.commit(commit) == Commit.Outcome.DURABLE;
            return new Attempt<>(done, result);
        }
    }

    @Override
    public ChangeFeed changes(Shard shard, Key topic, @Nullable Cursor after) {
        Progress progress = use(ReadPoint::progress);
        long position = after == null ? progress.change() : ChangeLog.number(after, progress);
        Key address = ChangeLog.address(prefix(shard), topic);
        RocksChangeFeed feed = new RocksChangeFeed(this, address, position);
        signals.add(address, feed);
        return feed;
    }

    Changes readChanges(Key address, long after, int limit) {
        return use(
                point ->
                        new Changes(
                                changeLog.read(
                                        point, address, after, limit, config.limits().pageBytes()),
                                point.progress().change()));
    }

    void forget(Key address, RocksChangeFeed feed) {
        signals.remove(address, feed);
    }

    private void trimChanges() {
        try {
            int trimmed;
            do {
                trimmed = use(this::trimSomeChanges);
                if (trimmed > 0) {
                    committer.refresh();
                }
            } while (trimmed == ChangeLog.MOST_TRIMMED_AT_ONCE);
        } catch (RuntimeException e) {
            // A closed or broken store says so to those who use it.
            LOG.log(System.Logger.Level.DEBUG, "changes were not trimmed", e);
        }
    }

    private int trimSomeChanges(ReadPoint point) {
        try {
            return changeLog.trim(point, clock.instant());
        } catch (RocksDBException e) {
            throw new StoreException("cannot trim the changes", e);
        }
    }

    private <T> T use(Function<ReadPoint, T> reading) {
        enter();
        try (Lease lease = leases.open(committer.hold())) {
            return lease.use(reading);
        } finally {
            gate.leave();
        }
    }

    @Override
    public Limits limits() {
        return config.limits();
    }

    @Override
    public void close() {
        if (!gate.shut()) {
            return;
        }
        signals.closeAll();
        boolean interrupted = false;
        try {
            // Twice, as a transaction may be waiting for its turn.
            if (!gate.awaitEmpty(config.limits().transactionTime().multipliedBy(2))) {
                LOG.log(System.Logger.Level.ERROR, "closed while bodies of transactions still run");
            }
        } catch (InterruptedException e) {
            interrupted = true;
        }
        housekeeping.close();
        leases.expireAll();
        committer.close();
        database.close();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void enter() {
        if (!gate.enter()) {
            throw new StoreException("the store is closed", null);
        }
    }

    /** What the keys of a shard begin with: no shard's prefix begins another's. */
    private static Key prefix(Shard shard) {
        byte[] name = shard.name().getBytes(StandardCharsets.UTF_8);
        return Key.wrap(
                ByteBuffer.allocate(Short.BYTES + name.length)
                        .putShort((short) name.length)
                        .put(name)
                        .array());
    }
}
