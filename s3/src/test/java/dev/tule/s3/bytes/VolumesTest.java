package dev.tule.s3.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Volumes: what is appended comes back, also after crashes, damage and compaction. */
class VolumesTest {
    private static final int VOLUME_BYTES = 1 << 20;

    /** A volume ends at 1 MiB, or with a batch of 2 MiB: however they fall, these need three. */
    private static final int RECORDS = 900;

    @TempDir private Path directory;

    private final Map<ByteBuffer, VolumeLocation> owners = new ConcurrentHashMap<>();

    /** Metadata in memory. */
    private final RecordOwners metadata =
            new RecordOwners() {
                @Override
                public boolean isAt(byte[] owner, VolumeLocation location) {
                    return location.equals(owners.get(ByteBuffer.wrap(owner)));
                }

                @Override
                public boolean move(byte[] owner, VolumeLocation from, VolumeLocation to) {
                    return owners.replace(ByteBuffer.wrap(owner), from, to);
                }
            };

    private VolumeStore open() throws IOException {
        return new VolumeStore(directory, VOLUME_BYTES, new DiskSpace(directory, 0), metadata);
    }

    private static byte[] owner(int number) {
        return ByteBuffer.allocate(4).putInt(number).array();
    }

    private static byte[] body(int number) {
        byte[] body = new byte[5_000 + number % 7];
        new Random(number).nextBytes(body);
        return body;
    }

    private void append(VolumeStore store, int number) throws IOException {
        try (Appended appended = store.append(owner(number), body(number))) {
            owners.put(ByteBuffer.wrap(owner(number)), appended.location());
        }
    }

    private VolumeLocation location(int number) {
        return java.util.Objects.requireNonNull(owners.get(ByteBuffer.wrap(owner(number))));
    }

    private void assertThere(VolumeStore store, int number) throws IOException {
        assertThat(store.read(location(number))).hasValue(body(number));
    }

    private List<Path> files() throws IOException {
        try (Stream<Path> found = Files.list(directory)) {
            return found.sorted().toList();
        }
    }

    private static void await(BooleanSupplier condition) throws InterruptedException {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(20));
        while (!condition.getAsBoolean()) {
            assertThat(Instant.now()).isBefore(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    void recordsOfManyThreadsComeBackAlsoAfterAStart() throws Exception {
        try (VolumeStore store = open();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<?>> running = new ArrayList<>();
            for (int i = 0; i < RECORDS; i++) {
                int number = i;
                running.add(
                        threads.submit(
                                () -> {
                                    append(store, number);
                                    return number;
                                }));
            }
            for (Future<?> each : running) {
                each.get();
            }
            for (int i = 0; i < RECORDS; i++) {
                assertThere(store, i);
            }
        }
        assertThat(files().size()).isGreaterThan(2);

        try (VolumeStore store = open()) {
            append(store, RECORDS);
            for (int i = 0; i <= RECORDS; i++) {
                assertThere(store, i);
            }
        }
    }

    @Test
    void afterAStartTheLastVolumeIsAppendedToAndWhatWasTornThereWrittenOver() throws Exception {
        try (VolumeStore store = open()) {
            append(store, 1);
            append(store, 2);
        }
        Path volume = files().getFirst();
        try (RandomAccessFile file = new RandomAccessFile(volume.toFile(), "rw")) {
            file.seek(file.length());
            file.write(new byte[] {0x54, 0x56, 0x52, 0x31, 1, 2, 3}); // half of a head
        }

        try (VolumeStore store = open()) {
            append(store, 3);
            assertThat(files()).hasSize(1);
            assertThere(store, 1);
            assertThere(store, 2);
            assertThere(store, 3);
        }
    }

    @Test
    void aVolumeThatIsMostlyDeadIsCompactedAway() throws Exception {
        try (VolumeStore store = open()) {
            int records = 450; // more than two volumes full
            for (int i = 0; i < records; i++) {
                append(store, i);
            }
            long first = location(0).volume();
            for (int i = 0; i < records; i++) {
                if (location(i).volume() == first && i % 4 != 0) {
                    store.release(location(i));
                    owners.remove(ByteBuffer.wrap(owner(i)));
                }
            }

            await(() -> owners.values().stream().noneMatch(at -> at.volume() == first));
            await(() -> !Files.exists(directory.resolve("0000000000000001.volume")));
            for (ByteBuffer owner : owners.keySet()) {
                assertThere(store, owner.getInt(0));
            }
        }
    }

    @Test
    void aRecordThatNothingRefersToYetKeepsItsVolume() throws Exception {
        try (VolumeStore store = open()) {
            Appended early = store.append(owner(9_999), body(9_999));
            for (int i = 0; i < 300; i++) {
                append(store, i);
            }
            long first = early.location().volume();
            for (int i = 0; i < 300; i++) {
                if (location(i).volume() == first) {
                    store.release(location(i));
                    owners.remove(ByteBuffer.wrap(owner(i)));
                }
            }
            assertThat(store.read(early.location())).hasValue(body(9_999));

            owners.put(ByteBuffer.wrap(owner(9_999)), early.location());
            early.close();
            store.counted(Map.of()); // has it looked at again

            await(() -> location(9_999).volume() != first);
            assertThere(store, 9_999);
        }
    }

    @Test
    void damageIsFound() throws Exception {
        try (VolumeStore store = open()) {
            append(store, 1);
        }
        try (RandomAccessFile file = new RandomAccessFile(files().getFirst().toFile(), "rw")) {
            file.seek(location(1).bodyOffset() + 100L);
            int old = file.read();
            file.seek(location(1).bodyOffset() + 100L);
            file.write(old ^ 1);
        }

        try (VolumeStore store = open()) {
            assertThatThrownBy(() -> store.read(location(1))).isInstanceOf(CorruptBytes.class);
        }
    }

    @Test
    void aDamagedHeadCostsNoOtherRecord() throws Exception {
        try (VolumeStore store = open()) {
            for (int i = 0; i < 10; i++) {
                append(store, i);
            }
        }
        try (RandomAccessFile file = new RandomAccessFile(files().getFirst().toFile(), "rw")) {
            file.seek(location(4).offset());
            file.write(0);
        }

        try (VolumeStore store = open()) {
            append(store, 10);
            assertThat(files()).hasSize(2);
            for (int i = 0; i <= 10; i++) {
                if (i != 4) {
                    assertThere(store, i);
                }
            }
            assertThatThrownBy(() -> store.read(location(4))).isInstanceOf(CorruptBytes.class);
        }
    }

    @Test
    void aReaderThatIsInterruptedHarmsNobodyElse() throws Exception {
        try (VolumeStore store = open()) {
            append(store, 1);
            Thread reader =
                    Thread.ofPlatform()
                            .start(
                                    () -> {
                                        Thread.currentThread().interrupt();
                                        assertThatThrownBy(() -> store.read(location(1)))
                                                .isInstanceOf(IOException.class);
                                    });
            reader.join();

            assertThere(store, 1);
        }
    }

    @Test
    void aFullDiskIsSaidAndNothingIsWritten() throws Exception {
        DiskSpace full = new DiskSpace(directory, Long.MAX_VALUE);
        try (VolumeStore store = new VolumeStore(directory, VOLUME_BYTES, full, metadata)) {
            assertThatThrownBy(() -> store.append(owner(1), body(1)))
                    .isInstanceOf(IOException.class)
                    .hasRootCauseInstanceOf(DiskFull.class);
        }
    }
}
