package dev.tule.compute;

import java.nio.file.Path;

/**
 * A disk of a machine. Its file belongs to whoever launched the machine: the driver writes to it
 * and never removes it.
 *
 * @param file where the bytes lie, on this host
 * @param readOnly whether the machine may only read it
 */
public record Disk(DiskId id, Path file, DiskFormat format, boolean readOnly) {
    public Disk {
        file = file.toAbsolutePath();
    }

    public static Disk qcow2(String id, Path file) {
        return new Disk(new DiskId(id), file, DiskFormat.QCOW2, false);
    }
}
