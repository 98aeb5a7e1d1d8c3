package dev.tule.compute.disk;

import dev.tule.compute.DiskFile;
import dev.tule.compute.DiskKey;
import dev.tule.compute.DriverFailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;

/**
 * Makes disks that are encrypted. QEMU measures the processor for two seconds before it writes a
 * LUKS header, so each key's is written once, into an empty disk that is kept and copied: the disks
 * of a key share what their blocks are encrypted by, too. May be used from any thread.
 */
public final class EncryptedDisks {
    private static final long SMALLEST = 1 << 20;

    private final DiskImages images;
    private final Path directory;

    /**
     * @param directory of the keys' empty disks
     */
    public EncryptedDisks(DiskImages images, Path directory) {
        this.images = images;
        this.directory = directory;
    }

    /** A new, empty disk. */
    public void create(DiskFile file, long sizeBytes) {
        try {
            Files.copy(blank(Objects.requireNonNull(file.key())), file.path());
        } catch (IOException e) {
            throw new DriverFailureException("can't make " + file.path() + ": " + e, e);
        }
        images.grow(file, sizeBytes);
    }

    /**
     * A new disk that begins as another and holds only what is written to it.
     *
     * @param backing must neither change nor go
     */
    public void createOn(Path backing, DiskFile file, long sizeBytes) {
        create(file, sizeBytes);
        images.putOn(backing, file);
    }

    /** Forgets a key that no disk has any more. */
    public void forget(String keyId) {
        DiskImages.discard(directory.resolve(keyId + ".qcow2"));
    }

    private synchronized Path blank(DiskKey key) throws IOException {
        Path blank = directory.resolve(key.id() + ".qcow2");
        if (!Files.exists(blank)) {
            Files.createDirectories(directory);
            Path fresh = directory.resolve(key.id() + ".new");
            Files.deleteIfExists(fresh);
            images.createEncrypted(DiskFile.qcow2(fresh, key), SMALLEST);
            DiskImages.sync(fresh);
            Files.move(fresh, blank, StandardCopyOption.ATOMIC_MOVE);
        }
        return blank;
    }
}
