package dev.tule.ec2.volume;

import dev.tule.compute.DiskFile;
import dev.tule.compute.DiskFormat;
import java.nio.file.Path;

/**
 * Makes and changes the files of disks that no machine uses. Calls block, and throw {@link
 * dev.tule.compute.DriverFailureException} when the host fails. Safe for use by many threads.
 */
public interface DiskTool {

    /** A new disk, all of it zeros. */
    void create(DiskFile file, long sizeBytes);

    /** A new disk that shows what is in another, which must stay, until it is written to. */
    void overlay(DiskFile file, Path base, long sizeBytes);

    /**
     * A copy that stands alone.
     *
     * @param to is encrypted if {@code from} is, by the same key
     */
    void copy(DiskFile from, DiskFile to, long sizeBytes);

    /** Whether a disk can have another stand on it. */
    boolean canBeBase(DiskFile disk);

    /** A copy that stands on another disk, which must stay, and holds what differs from it. */
    void difference(DiskFile whole, DiskFile base, DiskFile to);

    /** A copy, as this host has disks, of one from outside that stands alone. */
    void convert(Path from, DiskFormat format, DiskFile to);

    /** Makes a disk larger. */
    void grow(DiskFile file, long sizeBytes);

    /** How large a disk is. */
    long sizeBytes(Path file);
}
