package dev.tule.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.store.Snapshot.Direction;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/**
 * Another process writes with many threads and is killed, several times over: what it was told to
 * be stored is there, and every transaction is there as a whole or not at all. See {@link
 * CrashWriter} for what it writes.
 */
interface CrashContract extends StoreFixture {
    int KILLS = 3;
    long COMMITS_BEFORE_KILL = 2_000;

    @Test
    default void aKilledProcessLosesNothingAndTearsNothing() throws Exception {
        Path acknowledged = Files.createTempFile("acknowledged", null);
        try {
            Cursor start = store().changes(SHARD, CrashWriter.TOPIC, null).position();
            store().close();
            for (int kill = 1; kill <= KILLS; kill++) {
                writeAndKill(acknowledged, kill * COMMITS_BEFORE_KILL);
                reopen();
                check(acknowledged, start);
                store().close();
            }
        } finally {
            Files.delete(acknowledged);
        }
    }

    private void writeAndKill(Path acknowledged, long commits)
            throws IOException, InterruptedException {
        Process writer =
                JavaProcess.start(
                        List.of(),
                        CrashWriter.class,
                        opener().getClass().getName(),
                        location(),
                        acknowledged.toString());
        try {
            StoreFixture.await(
                    "the process has written",
                    () -> {
                        assertThat(writer.isAlive()).as("the process goes on writing").isTrue();
                        return sum(acknowledged) >= commits;
                    });
        } finally {
            // SIGKILL: it has no time to do anything about it.
            writer.destroyForcibly();
            assertThat(writer.waitFor(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static long sum(Path acknowledged) {
        long sum = 0;
        for (int thread = 0; thread < CrashWriter.THREADS; thread++) {
            sum += acknowledged(acknowledged, thread);
        }
        return sum;
    }

    private static long acknowledged(Path acknowledged, int thread) {
        ByteBuffer count = ByteBuffer.allocate(Long.BYTES);
        try (FileChannel channel = FileChannel.open(acknowledged, StandardOpenOption.READ)) {
            int read = channel.read(count, (long) thread * Long.BYTES);
            return read == Long.BYTES ? count.getLong(0) : 0;
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private void check(Path acknowledged, Cursor start) throws InterruptedException {
        long total = 0;
        for (int thread = 0; thread < CrashWriter.THREADS; thread++) {
            long told = acknowledged(acknowledged, thread);
            List<Long> first = numbers(CrashWriter.FIRST.with(thread));
            List<Long> second = numbers(CrashWriter.SECOND.with(thread));
            assertThat(first)
                    .as("what was told to be stored")
                    .hasSizeGreaterThanOrEqualTo((int) told);
            assertThat(second).as("both halves of each transaction").isEqualTo(first);
            assertThat(first).as("one after another, none left out").isEqualTo(upTo(first.size()));
            total += first.size();
        }
        byte[] counter = store().read(SHARD, s -> s.get(CrashWriter.COUNTER).orElse(Counter.of(0)));
        assertThat(Counter.read(counter)).as("the counter").isEqualTo(total);
        assertThat(countChanges(start)).as("the feed").isEqualTo(total);
    }

    private static List<Long> upTo(int count) {
        return LongStream.rangeClosed(1, count).boxed().toList();
    }

    private List<Long> numbers(Key parent) {
        List<Long> numbers = new ArrayList<>();
        KeyRange range = KeyRange.within(parent);
        boolean more = true;
        while (more) {
            Page page = page(range, 1000, Direction.FORWARD);
            page.entries().forEach(e -> numbers.add((Long) e.key().elements().getLast()));
            more = page.more();
            range = more ? range.after(page.entries().getLast().key()) : range;
        }
        return numbers;
    }

    private long countChanges(Cursor start) throws InterruptedException {
        long count = 0;
        try (ChangeFeed feed = store().changes(SHARD, CrashWriter.TOPIC, start)) {
            int read = -1;
            while (read != 0) {
                read = feed.next(1000, Duration.ZERO).size();
                count += read;
            }
        }
        return count;
    }
}
