package dev.tule.compute.disk;

import dev.tule.compute.DiskFile;
import dev.tule.compute.DiskKey;
import dev.tule.compute.DriverFailureException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * Makes disks that are encrypted. QEMU measures the processor for two seconds before it writes a
 * LUKS header, so each key's is written once, into an empty disk that is kept and copied: the disks
 * of a key share what their blocks are encrypted by, too. May be used from any thread.
 */
public final class EncryptedDisks {
    private static final long SMALLEST = 1 << 20;
    private static final int TRIES = 3;

    private final Supplier<DiskImages> images;
    private final Path directory;

    /**
     * @param images asked at each call
     * @param directory of the keys' empty disks
     */
    public EncryptedDisks(Supplier<DiskImages> images, Path directory) {
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
        images.get().grow(file, sizeBytes);
    }

    /**
     * A new disk that begins as another and holds only what is written to it.
     *
     * @param backing must neither change nor go
     */
    public void createOn(Path backing, DiskFile file, long sizeBytes) {
        create(file, sizeBytes);
        images.get().putOn(backing, file);
    }

    private synchronized Path blank(DiskKey key) throws IOException {
        Path blank = directory.resolve(key.id() + ".qcow2");
        if (!Files.exists(blank)) {
            Files.createDirectories(directory);
            Path fresh = directory.resolve(key.id() + ".new");
            Files.deleteIfExists(fresh);
            createPatiently(DiskFile.qcow2(fresh, key));
            DiskImages.sync(fresh);
            Files.move(fresh, blank, StandardCopyOption.ATOMIC_MOVE);
        }
        return blank;
    }

    /** QEMU's measuring has failed on a busy host, and worked when it was asked again. */
    private void createPatiently(DiskFile fresh) {
        for (int left = TRIES; ; left--) {
            try {
                images.get().createEncrypted(fresh, SMALLEST);
                return;
            } catch (DriverFailureException e) {
                DiskImages.discard(fresh.path());
                if (left == 1) {
                    throw e;
                }
            }
        }
    }
}
