package dev.tule.store;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A process that writes until the disk fails, and then says what the store did: how much each
 * thread was told to be stored, and how reads and writes go on.
 */
final class DiskFailureWriter {
    static final int THREADS = 16;
    static final Shard SHARD = new Shard("a");

    private DiskFailureWriter() {}

    public static void main(String... arguments) throws InterruptedException {
        StoreConfig defaults = StoreConfig.DEFAULT;
        // Write buffers of the usual size would be flushed, and the log begun anew, too soon.
        StoreConfig config =
                new StoreConfig(
                        defaults.blockCacheBytes(),
                        128 << 20,
                        defaults.conflictWindowBytes(),
                        defaults.queueBytes(),
                        defaults.attempts(),
                        defaults.retention(),
                        defaults.limits());
        Store store = RocksStore.open(Path.of(arguments[0]), config);
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            threads.add(Thread.startVirtualThread(() -> write(store, thread)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
        boolean there = store.read(SHARD, snapshot -> snapshot.get(Key.of(0, 0)).isPresent());
        System.out.println(there ? "reads go on" : "what was stored isn't there");
        try {
            put(store, Key.of("later"));
            System.out.println("writes go on");
        } catch (StoreException e) {
            System.out.println(String.valueOf(e.getMessage()).split(" since ", 2)[0]);
        }
        store.close();
        System.out.flush();
    }

    private static void write(Store store, int thread) {
        int stored = 0;
        try {
            while (true) {
                put(store, Key.of(thread, stored));
                stored++;
            }
        } catch (StoreException _) {
            System.out.println("thread " + thread + " stored " + stored);
        }
    }

    private static void put(Store store, Key key) {
        store.transact(
                SHARD,
                transaction -> {
                    transaction.put(key, new byte[20_000]);
                    return key;
                });
    }
}
