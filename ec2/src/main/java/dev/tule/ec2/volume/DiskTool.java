package dev.tule.ec2.volume;

import dev.tule.compute.DiskFormat;
import java.nio.file.Path;

/**
 * Makes and changes the files of disks that no machine uses. Calls block, and throw {@link
 * dev.tule.compute.DriverFailureException} when the host fails. Safe for use by many threads.
 */
public interface DiskTool {

    /** A new disk, all of it zeros. */
    void create(Path file, long sizeBytes);

    /** A new disk that shows what is in another, which must stay, until it is written to. */
    void overlay(Path file, Path base, long sizeBytes);

    /** A copy that stands alone. */
    void copy(Path from, Path to);

    /** A copy, as this host has disks, of one from outside that stands alone. */
    void convert(Path from, DiskFormat format, Path to);

    /** Makes a disk larger. */
    void grow(Path file, long sizeBytes);

    /** How large a disk is. */
    long sizeBytes(Path file);
}
