package dev.tule.compute;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A disk as it lies on this host.
 *
 * @param key opens it, and those files beneath it that are encrypted; null for a disk that nothing
 *     is encrypted of
 */
public record DiskFile(Path path, DiskFormat format, @Nullable DiskKey key) {
    public DiskFile {
        path = path.toAbsolutePath();
        if (key != null && format != DiskFormat.QCOW2) {
            throw new IllegalArgumentException("only qcow2 files are encrypted: " + path);
        }
    }

    /** A qcow2 file that isn't encrypted. */
    public static DiskFile qcow2(Path path) {
        return new DiskFile(path, DiskFormat.QCOW2, null);
    }

    /** A qcow2 file that is encrypted if there is a key. */
    public static DiskFile qcow2(Path path, @Nullable DiskKey key) {
        return new DiskFile(path, DiskFormat.QCOW2, key);
    }

    public boolean isEncrypted() {
        return key != null;
    }
}
