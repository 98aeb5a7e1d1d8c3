package dev.tule.store;

import dev.tule.store.Database.Family;
import dev.tule.store.Writes.Write;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteBatch;

/** The one thread that commits. */
final class Committer implements AutoCloseable {
    /** A batch takes no more commits once it has this size. */
    private static final int BATCH_BYTES = 8 << 20;

    /** What a commit costs in the queue beside its keys and values. */
    private static final int COMMIT_OVERHEAD = 256;

    /** Up to so many rows of a cleared range are deleted one by one. */
    private static final int FEW_ROWS = 64;

    /** How often to look whether a turn's time is over. */
    private static final long TURN_CHECK_MILLIS = 20;

    private final Database database;
    private final ChangeLog changeLog;
    private final FeedSignals signals;
    private final InstantSource clock;

    /** This and the turns are used by the committer's thread alone. */
    private final ConflictWindow window;

    private final Turns turns;
    private final LinkedBlockingQueue<Work> queue = new LinkedBlockingQueue<>();
    private final Semaphore queueBytes;
    private final int queueCapacity;
    private final Thread thread;

    /** Written by the committer's thread alone; released by whoever closes. */
    private volatile ReadPoint newest;

    /** Why no more work is taken; null as long as it is. */
    private volatile @Nullable StoreException refusal;

    private volatile boolean stopped;

    /** Lets readers see what housekeeping has changed. */
    record Refresh(CompletableFuture<Void> done) implements Work {
        @Override
        public void fail(RuntimeException why) {
            done.completeExceptionally(why);
        }
    }

    /** Ends the committer, when all that came before is done. */
    record Stop() implements Work {
        @Override
        public void fail(RuntimeException why) {}
    }

    Committer(
            Database database,
            ChangeLog changeLog,
            FeedSignals signals,
            StoreConfig config,
            InstantSource clock,
            LongSupplier nanoTime)
            throws RocksDBException {
        this.database = database;
        this.changeLog = changeLog;
        this.signals = signals;
        this.clock = clock;
        Progress progress = database.progress();
        this.newest = new ReadPoint(database, progress);
        this.window = new ConflictWindow(config.conflictWindowBytes(), progress.version());
        this.turns = new Turns(nanoTime, config.limits().transactionTime());
        this.queueCapacity = config.queueBytes();
        this.queueBytes = new Semaphore(queueCapacity, true);
        this.thread =
                Thread.ofPlatform().name("tule-store-committer").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /** The state after the last commit; the caller releases it. */
    ReadPoint hold() {
        while (true) {
            ReadPoint point = newest;
            if (point.tryHold()) {
                return point;
            }
            if (stopped) {
                throw new StoreException("the store is closed", null);
            }
        }
    }

    /** Commits and returns when the commit is on stable storage or has lost. */
    Commit.Outcome commit(Commit commit) {
        if (commit.turn != null) {
            // Those held back for this one may fill the queue.
            submit(commit);
            return commit.await();
        }
        int size = Math.min(commit.effects.bytes() + COMMIT_OVERHEAD, queueCapacity);
        queueBytes.acquireUninterruptibly(size);
        try {
            submit(commit);
            return commit.await();
        } finally {
            queueBytes.release(size);
        }
    }

    /** Publishes what is on disk now, and returns when it has. */
    void refresh() {
        Refresh refresh = new Refresh(new CompletableFuture<>());
        submit(refresh);
        Work.await(refresh.done());
    }

    void submit(Work work) {
        StoreException refused = refusal;
        if (refused == null) {
            queue.add(work);
            refused = refusal;
        }
        if (refused != null) {
            // The thread may have looked for the last time before the work was added.
            work.fail(refused);
        }
    }

    private void run() {
        Batch batch = new Batch();
        try {
            while (gather(batch)) {
                batch.commit();
                turns.expire();
                turns.giveNext();
                batch = new Batch();
            }
            batch.commit();
            refuse(new StoreException("the store is closed", null));
        } catch (Throwable t) {
            System.getLogger(Committer.class.getName())
                    .log(System.Logger.Level.ERROR, "the store takes no more writes", t);
            batch.fail(
                    new StoreException(
                            "a write failed: whether the transaction took place is unknown", t));
            refuse(
                    new StoreException(
                            "the store takes no more writes since one failed; it must be opened"
                                    + " anew",
                            t));
        }
    }

    /** Fills a batch, waiting for the first; false when it is the last. */
    private boolean gather(Batch batch) {
        for (Commit commit = turns.nextReleased(); commit != null; commit = turns.nextReleased()) {
            batch.add(commit);
        }
        Work work = batch.isEmpty() ? awaitWork() : queue.poll();
        while (work != null) {
            switch (work) {
                case Commit commit -> {
                    if (!turns.holdsBack(commit)) {
                        batch.add(commit);
                    }
                }
                case Turn turn -> turns.ask(turn);
                case Turn.End(Turn turn) -> {
                    boolean _ = turns.end(turn);
                }
                case Refresh(CompletableFuture<Void> done) -> {
                    publish(newest.progress());
                    done.complete(null);
                }
                case Stop _ -> {
                    return false;
                }
            }
            work = batch.isFull() ? null : queue.poll();
        }
        return true;
    }

    private @Nullable Work awaitWork() {
        try {
            return turns.areOn()
                    ? queue.poll(TURN_CHECK_MILLIS, TimeUnit.MILLISECONDS)
                    : queue.take();
        } catch (InterruptedException e) {
            throw new IllegalStateException("nobody interrupts the committer", e);
        }
    }

    private void publish(Progress progress) {
        ReadPoint before = newest;
        newest = new ReadPoint(database, progress);
        before.release();
    }

    private void refuse(StoreException why) {
        refusal = why;
        turns.abandon().forEach(work -> work.fail(why));
        for (Work work = queue.poll(); work != null; work = queue.poll()) {
            work.fail(why);
        }
    }

    /** Ends the thread after all that was submitted, and releases the newest state. */
    @Override
    public void close() {
        queue.add(new Stop());
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        stopped = true;
        newest.release();
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** The commits that become durable, or fail, with one write. */
    private final class Batch {
        private final List<Commit> candidates = new ArrayList<>();
        private final List<Commit> durable = new ArrayList<>();
        private final List<Commit> lost = new ArrayList<>();
        private final Writes writes = new Writes();
        private final List<Commit.Emitted> emitted = new ArrayList<>();
        private long version = newest.progress().version();
        private long bytes;

        boolean isEmpty() {
            return candidates.isEmpty();
        }

        boolean isFull() {
            return bytes >= BATCH_BYTES;
        }

        void add(Commit commit) {
            candidates.add(commit);
            bytes += commit.effects.bytes();
        }

        /** Decides on all, those first that have lost most often. */
        private void decide() throws RocksDBException {
            candidates.sort(Comparator.comparingInt((Commit commit) -> commit.losses).reversed());
            for (Commit commit : candidates) {
                admit(commit);
            }
        }

        private void admit(Commit commit) throws RocksDBException {
            // In its turn nothing can have changed, whatever the window has forgotten.
            boolean inTurn = commit.turn != null && turns.end(commit.turn);
            if (!inTurn && window.conflicts(commit.reads)) {
                lost.add(commit);
                return;
            }
            Map<Key, byte[]> counters;
            try {
                counters = counters(commit);
            } catch (IllegalStateException e) {
                commit.fail(e);
                return;
            }
            version++;
            take(commit, counters);
            emitted.addAll(commit.effects.emitted());
            durable.add(commit);
        }

        private void take(Commit commit, Map<Key, byte[]> counters) {
            for (KeyRange range : commit.effects.writes().cleared()) {
                window.cleared(version, range);
                writes.clear(range);
            }
            commit.effects
                    .writes()
                    .byKey()
                    .forEach(
                            (key, write) -> {
                                window.wrote(version, key);
                                switch (write) {
                                    case Write.Put(byte[] value) -> writes.put(key, value);
                                    case Write.Delete _ -> writes.delete(key);
                                    case Write.Add _ -> {}
                                }
                            });
            counters.forEach(writes::put);
            for (int i = 0; i < commit.effects.versioned().size(); i++) {
                Commit.Versioned entry = commit.effects.versioned().get(i);
                Key key = entry.prefix().with(version, i);
                window.wrote(version, key);
                writes.put(key, entry.value());
            }
            window.forget();
        }

        /** What the counters come to that a commit adds to. */
        private Map<Key, byte[]> counters(Commit commit) throws RocksDBException {
            Map<Key, byte[]> counters = new LinkedHashMap<>();
            for (Map.Entry<Key, Write> entry : commit.effects.writes().byKey().entrySet()) {
                if (entry.getValue() instanceof Write.Add(long delta)) {
                    byte[] before =
                            switch (writes.of(entry.getKey())) {
                                case null ->
                                        database.newest(Family.DATA, entry.getKey().unsafeBytes());
                                case Write.Put(byte[] value) -> value;
                                case Write.Delete _ -> null;
                                case Write.Add _ ->
                                        throw new AssertionError("a batch knows its values");
                            };
                    counters.put(
                            entry.getKey(),
                            before == null ? Counter.of(delta) : Counter.plus(before, delta));
                }
            }
            return counters;
        }

        void commit() throws RocksDBException {
            decide();
            if (!durable.isEmpty()) {
                Progress progress = writeFiles();
                publish(progress);
                wakeFeeds(progress);
            }
            // Only now: whoever lost reads what it lost against.
            durable.forEach(commit -> commit.end(Commit.Outcome.DURABLE));
            lost.forEach(commit -> commit.end(Commit.Outcome.CONFLICT));
        }

        void fail(StoreException why) {
            candidates.forEach(commit -> commit.fail(why));
        }

        private Progress writeFiles() throws RocksDBException {
            Progress progress = newest.progress();
            try (WriteBatch batch = new WriteBatch()) {
                var data = database.family(Family.DATA);
                for (KeyRange range : writes.cleared()) {
                    clear(batch, range);
                }
                for (Map.Entry<Key, Write> entry : writes.byKey().entrySet()) {
                    byte[] key = entry.getKey().unsafeBytes();
                    if (entry.getValue() instanceof Write.Put(byte[] value)) {
                        batch.put(data, key, value);
                    } else {
                        batch.delete(data, key);
                    }
                }
                for (Commit.Emitted change : emitted) {
                    progress =
                            new Progress(
                                    version,
                                    progress.change() + 1,
                                    progress.changeBytes() + change.content().length);
                    changeLog.append(batch, change, progress, clock.instant());
                }
                progress = new Progress(version, progress.change(), progress.changeBytes());
                database.putProgress(batch, progress);
                database.writeSynced(batch);
            }
            return progress;
        }

        /**
         * Deletes the rows of a range: one by one when there are few, as RocksDB reads past those
         * more cheaply.
         */
        private void clear(WriteBatch batch, KeyRange range) throws RocksDBException {
            var data = database.family(Family.DATA);
            List<Key> few = new ArrayList<>();
            try (Rows rows = newest.rows(Family.DATA, range, Snapshot.Direction.FORWARD)) {
                for (Key key = rows.key(); key != null; key = rows.key()) {
                    if (few.size() == FEW_ROWS) {
                        byte[] from = range.from().unsafeBytes();
                        batch.deleteRange(data, from, range.to().unsafeBytes());
                        return;
                    }
                    few.add(key);
                    rows.next();
                }
            }
            for (Key key : few) {
                batch.delete(data, key.unsafeBytes());
            }
        }

        private void wakeFeeds(Progress progress) {
            Set<Key> addresses = new HashSet<>();
            emitted.forEach(change -> addresses.add(change.address()));
            addresses.forEach(address -> signals.wake(address, progress.change()));
        }
    }
}
