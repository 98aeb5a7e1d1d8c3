package dev.tule.s3.bytes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Blobs as files. */
class FileBlobsTest {
    @TempDir private Path directory;

    private FileBlobStore store;

    @BeforeEach
    void open() throws IOException {
        store = new FileBlobStore(directory, new DiskSpace(directory, 0));
    }

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private BlobId write(byte[] bytes) throws IOException {
        BlobId id = new BlobId(UUID.randomUUID());
        try (BlobWriter writer = store.begin(id)) {
            for (int offset = 0; offset < bytes.length; offset += BlobWriter.BLOCK_BYTES) {
                int end = Math.min(offset + BlobWriter.BLOCK_BYTES, bytes.length);
                byte[] block = Arrays.copyOfRange(bytes, offset, end);
                writer.write(block, block.length);
            }
            writer.commit();
        }
        return id;
    }

    private byte[] read(BlobId id, int length, int offset, int count) throws IOException {
        try (InputStream in = store.open(id, length, offset, count)) {
            return in.readAllBytes();
        }
    }

    private Path file(BlobId id) throws IOException {
        try (Stream<Path> found = Files.walk(directory)) {
            return found.filter(path -> path.endsWith(id.hex())).findFirst().orElseThrow();
        }
    }

    @Test
    void blobsOfAnyLengthComeBack() throws IOException {
        for (int length : new int[] {0, 1, 4095, 4096, 262_144, 524_288, 524_289, 2_000_001}) {
            BlobId id = write(bytes(length));

            assertThat(read(id, length, 0, length)).isEqualTo(bytes(length));
        }
    }

    @Test
    void damageIsFoundWhereItIsRead() throws IOException {
        byte[] bytes = bytes(1_000_000);
        BlobId id = write(bytes);
        try (RandomAccessFile file = new RandomAccessFile(file(id).toFile(), "rw")) {
            file.seek(600_000);
            file.write(bytes[600_000] ^ 1);
        }

        assertThat(read(id, bytes.length, 0, 500_000)).isEqualTo(Arrays.copyOf(bytes, 500_000));
        assertThatThrownBy(() -> read(id, bytes.length, 0, bytes.length))
                .isInstanceOf(CorruptBytes.class);
        // Known before the first byte is handed out, so that it can still be answered.
        assertThatThrownBy(() -> store.open(id, bytes.length, 600_000, 1).close())
                .isInstanceOf(CorruptBytes.class);
    }

    @Test
    void aBlobThatIsNotCommittedIsNotThere() throws IOException {
        BlobId id = new BlobId(UUID.randomUUID());
        try (BlobWriter writer = store.begin(id)) {
            writer.write(bytes(10), 10);
        }

        assertThatThrownBy(() -> read(id, 10, 0, 10)).isInstanceOf(NoSuchFileException.class);
        try (Stream<Path> left = Files.walk(directory)) {
            assertThat(left.filter(Files::isRegularFile)).isEmpty();
        }
    }

    @Test
    void whoHasABlobOpenReadsOnWhenItIsDeleted() throws IOException {
        byte[] bytes = bytes(1_000_000);
        BlobId id = write(bytes);

        try (InputStream in = store.open(id, bytes.length, 0, bytes.length)) {
            store.delete(id);
            assertThat(in.readAllBytes()).isEqualTo(bytes);
        }
        store.delete(id);
        assertThatThrownBy(() -> read(id, bytes.length, 0, 1))
                .isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void theSweepTakesWhatWasThereAtTheStartAndIsNotLive() throws IOException {
        BlobId live = write(bytes(10));
        BlobId orphan = write(bytes(20));
        Path unfinished = directory.resolve("tmp/unfinished");
        Files.write(unfinished, bytes(5));

        open();
        BlobId fresh = write(bytes(30));
        int deleted = store.sweep(Set.of(live)::contains);

        assertThat(deleted).isEqualTo(1);
        assertThat(unfinished).doesNotExist();
        assertThat(read(live, 10, 0, 10)).isEqualTo(bytes(10));
        assertThat(read(fresh, 30, 0, 30)).isEqualTo(bytes(30));
        assertThatThrownBy(() -> read(orphan, 20, 0, 20)).isInstanceOf(NoSuchFileException.class);
    }

    @Test
    void aFullDiskIsSaidAtOnce() throws IOException {
        store = new FileBlobStore(directory, new DiskSpace(directory, Long.MAX_VALUE));

        assertThatThrownBy(() -> store.begin(new BlobId(UUID.randomUUID())))
                .isInstanceOf(DiskFull.class);
    }
}
