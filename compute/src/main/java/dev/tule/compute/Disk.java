package dev.tule.compute;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * A disk of a machine. Its file belongs to whoever launched the machine: the driver writes to it
 * and never removes it.
 *
 * @param file where the bytes lie, on this host
 * @param readOnly whether the machine may only read it
 * @param key opens an encrypted disk. No driver writes it down: a machine that was taken up from an
 *     earlier process has none to start again with, and gets it by {@link
 *     Machine#start(LaunchSpec)}
 */
public record Disk(
        DiskId id, Path file, DiskFormat format, boolean readOnly, @Nullable DiskKey key) {
    public Disk {
        file = file.toAbsolutePath();
    }

    public static Disk qcow2(String id, Path file) {
        return new Disk(new DiskId(id), file, DiskFormat.QCOW2, false, null);
    }

    /** A disk that the machine may write to. */
    public static Disk of(String id, DiskFile file) {
        return new Disk(new DiskId(id), file.path(), file.format(), false, file.key());
    }

    /** The disk as it lies on this host. */
    public DiskFile onHost() {
        return new DiskFile(file, format, key);
    }
}
