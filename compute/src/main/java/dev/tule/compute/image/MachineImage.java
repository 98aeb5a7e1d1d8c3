package dev.tule.compute.image;

import dev.tule.compute.Architecture;
import dev.tule.compute.Boot;
import java.nio.file.Path;

/**
 * An image that machines boot. Its files never change: disks stand on its disk.
 *
 * @param name as {@code tiny} or {@code debian-12}
 * @param version changes with what the image was made of
 * @param disk a qcow2 file with the root file system, not to be written to
 * @param diskBytes how large a disk must be at least
 * @param memoryMib how much memory a machine needs at least, in MiB
 */
public record MachineImage(
        String name,
        String version,
        Architecture architecture,
        Boot.Kernel boot,
        Path disk,
        long diskBytes,
        int memoryMib) {}
