package dev.tule.ec2.volume;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Where the files of volumes and snapshots are: {@code volumes/vol-... .qcow2} and {@code
 * snapshots/snap-... .qcow2} in a directory; {@code incoming/} has what is being fetched, {@code
 * keys/} the empty disks that encrypted ones begin as. Safe for use by many threads.
 */
public final class DiskFiles {
    private static final String SUFFIX = ".qcow2";

    private final Path volumes;
    private final Path snapshots;
    private final Path incoming;
    private final Path keys;
    private final DiskTool tool;

    public DiskFiles(Path directory, DiskTool tool) {
        this.volumes = directory.resolve("volumes");
        this.snapshots = directory.resolve("snapshots");
        this.incoming = directory.resolve("incoming");
        this.keys = keys(directory);
        this.tool = tool;
        try {
            Files.createDirectories(volumes);
            Files.createDirectories(snapshots);
            Files.createDirectories(incoming);
            Files.createDirectories(keys);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Where the empty disks of keys are, within the directory. */
    public static Path keys(Path directory) {
        return directory.resolve("keys");
    }

    public DiskTool tool() {
        return tool;
    }

    public Path volume(String id) {
        return volumes.resolve(id + SUFFIX);
    }

    public Path snapshot(String id) {
        return snapshots.resolve(id + SUFFIX);
    }

    /** Where the bytes of a snapshot to be are kept until they are all there. */
    public Path incoming(String snapshotId) {
        return incoming.resolve(snapshotId);
    }

    /** Removes a file that may be there. */
    public static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives a file that is whole its name. */
    static void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Removes files that nothing tells of: those that a crash left. */
    public void sweep(Set<String> keptVolumes, Set<String> keptSnapshots, Set<String> keptKeys) {
        sweep(keys, keptKeys);
        sweep(volumes, keptVolumes);
        sweep(snapshots, keptSnapshots);
        sweep(incoming, Set.of());
    }

    private static void sweep(Path directory, Set<String> kept) {
        try (Stream<Path> files = Files.list(directory)) {
            files.filter(file -> !kept.contains(id(file))).forEach(DiskFiles::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String id(Path file) {
        String name = file.getFileName().toString();
        return name.endsWith(SUFFIX) ? name.substring(0, name.length() - SUFFIX.length()) : name;
    }
}
