package dev.tule.store;

import java.io.IOException;
import java.nio.MappedByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The process that {@link CrashContract} kills. Each of its threads stores numbers one after
 * another, in two places, a counter and a feed at once, and notes the last that it was told to be
 * stored in a mapped file, which outlives the process.
 */
final class CrashWriter {
    static final int THREADS = 32;
    static final Key FIRST = Key.of("first");
    static final Key SECOND = Key.of("second");
    static final Key COUNTER = Key.of("counter");
    static final Key TOPIC = Key.of("numbers");

    private CrashWriter() {}

    /**
     * @param arguments the class of the {@link StoreOpener}, the store's location, the mapped file
     */
    public static void main(String... arguments) throws Exception {
        StoreOpener opener =
                Class.forName(arguments[0])
                        .asSubclass(StoreOpener.class)
                        .getDeclaredConstructor()
                        .newInstance();
        Store store = opener.open(arguments[1], Limits.DEFAULT, ChangeRetention.DEFAULT);
        MappedByteBuffer acknowledged = map(Path.of(arguments[2]));
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < THREADS; i++) {
            int thread = i;
            threads.add(Thread.startVirtualThread(() -> write(store, acknowledged, thread)));
        }
        for (Thread thread : threads) {
            thread.join();
        }
    }

    private static MappedByteBuffer map(Path file) throws IOException {
        try (FileChannel channel =
                FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            return channel.map(FileChannel.MapMode.READ_WRITE, 0, (long) THREADS * Long.BYTES);
        }
    }

    private static void write(Store store, MappedByteBuffer acknowledged, int thread) {
        while (true) {
            long number =
                    store.transact(StoreFixture.SHARD, transaction -> next(transaction, thread));
            acknowledged.putLong(thread * Long.BYTES, number);
        }
    }

    private static long next(Transaction transaction, int thread) {
        Page last =
                transaction.range(
                        KeyRange.within(FIRST.with(thread)), 1, Snapshot.Direction.REVERSE);
        long number =
                last.entries().isEmpty()
                        ? 1
                        : (Long) last.entries().getFirst().key().elements().getLast() + 1;
        transaction.put(FIRST.with(thread, number), new byte[200]);
        transaction.put(SECOND.with(thread, number), new byte[10]);
        transaction.add(COUNTER, 1);
        transaction.emit(TOPIC, Counter.of(number));
        return number;
    }
}
