package dev.tule.compute.disk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.compute.DiskFile;
import dev.tule.compute.DiskFormat;
import dev.tule.compute.DiskKey;
import dev.tule.compute.DriverFailureException;
import dev.tule.compute.host.HostCommand;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Disks of this host's {@code qemu-img}. */
class DiskImagesTest {
    private static final Duration SOON = Duration.ofSeconds(30);
    private static final long SIZE = 64 << 20;
    private static final String TEXT = "What machines write.".repeat(4096);

    @TempDir private Path directory;
    private final DiskImages images = DiskImages.open();

    private Path path(String name) {
        return directory.resolve(name + ".qcow2");
    }

    /** A disk with the text in it, {@code name} at its beginning. */
    private DiskFile raw(String name) throws IOException {
        Path raw = Files.writeString(directory.resolve(name), name + TEXT);
        try (var channel = Files.newByteChannel(raw, java.nio.file.StandardOpenOption.WRITE)) {
            var _ = channel.position(SIZE - 1).write(java.nio.ByteBuffer.allocate(1));
        }
        return new DiskFile(raw, DiskFormat.RAW, null);
    }

    private String content(DiskFile disk) throws IOException {
        Path flat = directory.resolve("flat");
        DiskFile plain = DiskFile.qcow2(path("flat"));
        images.create(plain.path(), SIZE);
        images.copy(disk, plain, SOON);
        HostCommand.run(
                java.util.List.of(
                        "qemu-img", "convert", "-O", "raw", plain.path().toString(), flat + ""),
                SOON);
        byte[] start = new byte[TEXT.length() + 5];
        try (var in = Files.newInputStream(flat)) {
            assertThat(in.readNBytes(start, 0, start.length)).isEqualTo(start.length);
        }
        Files.delete(flat);
        Files.delete(plain.path());
        return new String(start, StandardCharsets.UTF_8);
    }

    private static DiskKey key(String id) {
        return new DiskKey(id, (id + "-").repeat(22));
    }

    @Test
    void aDifferenceHoldsWhatChanged() throws IOException {
        DiskFile first = DiskFile.qcow2(path("first"));
        DiskFile later = DiskFile.qcow2(path("later"));
        images.flatten(raw("one").path(), DiskFormat.RAW, first.path(), SOON);
        images.flatten(raw("two").path(), DiskFormat.RAW, later.path(), SOON);
        DiskFile difference = DiskFile.qcow2(path("difference"));
        images.createOn(later.path(), DiskFormat.QCOW2, difference.path(), SIZE);

        images.keepDifference(later, first, difference, SOON);
        Files.delete(later.path());

        assertThat(content(difference)).startsWith("two").contains(TEXT);
        assertThat(images.info(difference.path(), DiskFormat.QCOW2).backing())
                .contains(first.path());
        // One cluster of 64 KiB has changed of two; the rest are the file's own tables.
        assertThat(Files.size(first.path()) - Files.size(difference.path())).isPositive();
    }

    @Test
    void anEncryptedDiskIsReadByItsKeyAlone() throws IOException {
        EncryptedDisks encrypted = new EncryptedDisks(() -> images, directory.resolve("keys"));
        DiskFile first = DiskFile.qcow2(path("first"), key("k"));
        DiskFile later = DiskFile.qcow2(path("later"), key("k"));
        encrypted.create(first, SIZE);
        encrypted.create(later, SIZE);
        images.copy(raw("one"), first, SOON);
        images.copy(raw("two"), later, SOON);
        DiskFile difference = DiskFile.qcow2(path("difference"), key("k"));
        encrypted.createOn(later.path(), difference, SIZE);

        images.keepDifference(later, first, difference, SOON);
        Files.delete(later.path());
        DiskFile upon = DiskFile.qcow2(path("upon"), key("k"));
        encrypted.createOn(difference.path(), upon, SIZE);

        assertThat(content(upon)).startsWith("two").contains(TEXT);
        for (DiskFile each : new DiskFile[] {first, difference, upon}) {
            assertThat(Files.readString(each.path(), StandardCharsets.ISO_8859_1))
                    .doesNotContain("machines write");
            assertThatThrownBy(() -> content(DiskFile.qcow2(each.path(), other(null))))
                    .isInstanceOf(DriverFailureException.class);
            assertThatThrownBy(() -> content(DiskFile.qcow2(each.path(), other(key("another")))))
                    .isInstanceOf(DriverFailureException.class);
            Files.deleteIfExists(path("flat"));
        }
    }

    private static @Nullable DiskKey other(@Nullable DiskKey key) {
        return key;
    }

    @Test
    void aKeyDoesNotTellItself() {
        DiskKey key = key("k");

        assertThat(key).hasToString("DiskKey[k]");
        assertThat(DiskFile.qcow2(path("x"), key).toString()).doesNotContain(key.passphrase());
    }
}
