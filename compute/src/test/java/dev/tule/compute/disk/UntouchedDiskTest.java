package dev.tule.compute.disk;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.compute.DiskFile;
import dev.tule.compute.DiskFormat;
import dev.tule.compute.DiskKey;
import dev.tule.compute.host.HostCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which disks are still what they stand on. */
class UntouchedDiskTest {
    private static final long SIZE = 64 << 20;

    @TempDir private Path directory;
    private final DiskImages images = DiskImages.open();
    private Path image;

    @BeforeEach
    void makeImage() {
        image = directory.resolve("image.qcow2");
        images.create(image, SIZE);
    }

    private DiskFile on(Path base, String name) {
        Path file = directory.resolve(name + ".qcow2");
        images.createOn(base, DiskFormat.QCOW2, file, 2 * SIZE);
        return DiskFile.qcow2(file);
    }

    private static void write(DiskFile disk, long at) throws IOException {
        HostCommand.run(
                List.of("qemu-io", "-c", "write %d 512".formatted(at), disk.path().toString()),
                Duration.ofSeconds(30));
    }

    @Test
    void aNewDiskIsWhatItStandsOn() throws Exception {
        DiskFile disk = on(image, "disk");

        assertThat(UntouchedDisk.of(disk)).contains(new UntouchedDisk(List.of(image), 2 * SIZE));
        assertThat(UntouchedDisk.of(on(disk.path(), "further")))
                .contains(new UntouchedDisk(List.of(disk.path(), image), 2 * SIZE));
    }

    @Test
    void aDiskThatWasWrittenToIsNot() throws Exception {
        DiskFile disk = on(image, "disk");
        write(disk, 2 * SIZE - 512);

        assertThat(UntouchedDisk.of(disk)).isEmpty();
    }

    @Test
    void aDiskThatStandsAloneIsNot() throws Exception {
        assertThat(UntouchedDisk.of(DiskFile.qcow2(image))).isEmpty();
        Path raw = Files.write(directory.resolve("raw"), new byte[1 << 20]);
        assertThat(UntouchedDisk.of(new DiskFile(raw, DiskFormat.RAW, null))).isEmpty();
        Path onRaw = directory.resolve("on-raw.qcow2");
        images.createOn(raw, DiskFormat.RAW, onRaw, SIZE);
        assertThat(UntouchedDisk.of(DiskFile.qcow2(onRaw))).isEmpty();
    }

    @Test
    void anEncryptedDiskIsNot() throws Exception {
        DiskFile disk =
                DiskFile.qcow2(
                        directory.resolve("encrypted.qcow2"),
                        new DiskKey("key", "a-key-of-this-test-alone"));
        new EncryptedDisks(() -> images, directory.resolve("keys")).createOn(image, disk, SIZE);

        assertThat(UntouchedDisk.of(disk)).isEmpty();
    }
}
