package dev.tule.store;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;
import org.rocksdb.RocksDBException;
import org.rocksdb.WriteOptions;

/**
 * Measures a {@link RocksStore}, and RocksDB's own synced put beside it. Every write is on stable
 * storage before it is counted. To be run by hand with a directory on the disk in question.
 */
final class StoreLoad {
    private static final Shard SHARD = new Shard("123456789012/eu-west-1");
    private static final int VALUE_BYTES = 300;
    private static final int MOST_TIMES = 20_000;

    private final AtomicLong ids = new AtomicLong();
    private final long seconds;

    private StoreLoad(long seconds) {
        this.seconds = seconds;
    }

    /** What a thread does again and again. */
    private interface Step {
        void take() throws RocksDBException;
    }

    /**
     * @param arguments a directory that can be emptied, and seconds for each measurement
     */
    public static void main(String... arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        StoreLoad load = new StoreLoad(Long.parseLong(arguments[1]));
        try {
            load.plainRocks(directory.resolve("plain"));
            load.store(directory.resolve("store"));
            load.plainRocks(directory.resolve("plain-again"));
        } finally {
            delete(directory);
        }
    }

    private void plainRocks(Path directory) throws Exception {
        RocksDB.loadLibrary();
        Files.createDirectories(directory);
        try (Options options = new Options().setCreateIfMissing(true).setRecycleLogFileNum(4);
                WriteOptions synced = new WriteOptions().setSync(true);
                RocksDB rocks = RocksDB.open(options, directory.toString())) {
            measure(
                    "RocksDB.put(sync)",
                    64,
                    Thread.ofPlatform()::unstarted,
                    () -> rocks.put(synced, nextKey().toBytes(), value()));
        }
    }

    private void store(Path directory) throws Exception {
        try (Store store = RocksStore.open(directory, StoreConfig.DEFAULT)) {
            warmUp(store);
            for (int threads : new int[] {1, 8, 64}) {
                measure("put", threads, () -> put(store));
            }
            measure("conditional put", 64, () -> putIfAbsent(store));
            measure("add to one counter", 64, () -> add(store));
            transfer(store);
            for (int threads : new int[] {1, 8, 64}) {
                measure("get", threads, () -> get(store));
            }
            for (int threads : new int[] {1, 8}) {
                measure("range of 100", threads, () -> range(store));
            }
        }
    }

    private void warmUp(Store store) throws Exception {
        StoreLoad warming = new StoreLoad(2);
        warming.measure("(warming up) conditional put", 64, () -> putIfAbsent(store));
        warming.measure("(warming up) get", 8, () -> get(store));
        warming.measure("(warming up) range of 100", 8, () -> range(store));
    }

    private void transfer(Store store) throws Exception {
        for (int account = 0; account < 64; account++) {
            Key key = Key.of("account", account);
            store.transact(
                    SHARD,
                    transaction -> {
                        transaction.put(key, Counter.of(1000));
                        return key;
                    });
        }
        for (int threads : new int[] {8, 64}) {
            measure(
                    "transfer between 2 of 64 keys",
                    threads,
                    () -> {
                        ThreadLocalRandom random = ThreadLocalRandom.current();
                        int from = random.nextInt(64);
                        int to = (from + 1 + random.nextInt(63)) % 64;
                        store.transact(
                                SHARD,
                                transaction -> {
                                    change(transaction, from, -1);
                                    change(transaction, to, 1);
                                    return transaction;
                                });
                    });
        }
    }

    private static void change(Transaction transaction, int account, long delta) {
        Key key = Key.of("account", account);
        byte[] before = transaction.get(key).orElseThrow();
        transaction.put(key, Counter.plus(before, delta));
    }

    private void put(Store store) {
        Key key = nextKey();
        store.transact(
                SHARD,
                transaction -> {
                    transaction.put(key, value());
                    return key;
                });
    }

    private void putIfAbsent(Store store) {
        Key key = nextKey();
        store.transact(
                SHARD,
                transaction -> {
                    if (transaction.get(key).isEmpty()) {
                        transaction.put(key, value());
                    }
                    return key;
                });
    }

    private static void add(Store store) {
        store.transact(
                SHARD,
                transaction -> {
                    transaction.add(Key.of("counter"), 1);
                    return transaction;
                });
    }

    private void get(Store store) {
        Key key = key(ThreadLocalRandom.current().nextLong(ids.get()));
        store.read(SHARD, snapshot -> snapshot.get(key));
    }

    private static void range(Store store) {
        KeyRange range =
                KeyRange.within(Key.of("row")).after(key(ThreadLocalRandom.current().nextLong()));
        store.read(SHARD, snapshot -> snapshot.range(range, 100, Snapshot.Direction.FORWARD));
    }

    private Key nextKey() {
        return key(ids.getAndIncrement());
    }

    /** Keys all over the place. */
    private static Key key(long id) {
        return Key.of("row", id * 0x9E3779B97F4A7C15L);
    }

    /** Bytes of which half can be compressed. */
    private static byte[] value() {
        byte[] random = new byte[VALUE_BYTES / 2];
        ThreadLocalRandom.current().nextBytes(random);
        return Arrays.copyOf(random, VALUE_BYTES);
    }

    private void measure(String what, int threads, Step step) throws Exception {
        measure(what, threads, Thread.ofVirtual()::unstarted, step);
    }

    private void measure(String what, int threads, Function<Runnable, Thread> kind, Step step)
            throws InterruptedException {
        AtomicBoolean stop = new AtomicBoolean();
        List<Times> times = new ArrayList<>();
        List<Thread> running = new ArrayList<>();
        OperatingSystemMXBean machine =
                ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
        long startCpu = machine.getProcessCpuTime();
        long start = System.nanoTime();
        for (int i = 0; i < threads; i++) {
            Times own = new Times();
            times.add(own);
            running.add(kind.apply(() -> own.repeat(step, stop)));
        }
        running.forEach(Thread::start);
        Thread.sleep(Duration.ofSeconds(seconds));
        stop.set(true);
        for (Thread thread : running) {
            thread.join();
        }
        double elapsed = (System.nanoTime() - start) / 1e9;
        long cpu = machine.getProcessCpuTime() - startCpu;
        long count = times.stream().mapToLong(time -> time.count).sum();
        long[] nanos = times.stream().flatMapToLong(Times::sampled).sorted().toArray();
        System.out.printf(
                "%-30s %3d threads %8.0f /s  p50 %7.3f ms  p99 %7.3f ms  %6.1f us of CPU each%n",
                what,
                threads,
                count / elapsed,
                nanos[nanos.length / 2] / 1e6,
                nanos[(int) (nanos.length * 0.99)] / 1e6,
                cpu / 1e3 / count);
    }

    /** How long the steps of one thread took: a sample. */
    private static final class Times {
        private final long[] nanos = new long[MOST_TIMES];
        private int count;

        void repeat(Step step, AtomicBoolean stop) {
            try {
                while (!stop.get()) {
                    long start = System.nanoTime();
                    step.take();
                    nanos[
                                    count < MOST_TIMES
                                            ? count
                                            : ThreadLocalRandom.current().nextInt(MOST_TIMES)] =
                            System.nanoTime() - start;
                    count++;
                }
            } catch (RocksDBException e) {
                throw new IllegalStateException(e);
            }
        }

        LongStream sampled() {
            return Arrays.stream(nanos, 0, Math.min(count, MOST_TIMES));
        }
    }

    private static void delete(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }
}
