package dev.tule.compute.disk;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tule.compute.DiskFormat;
import dev.tule.compute.DriverFailureException;
import dev.tule.compute.DriverUnavailableException;
import dev.tule.compute.host.HostCommand;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Makes and changes disks that no machine has. May be used from any thread. Each method throws
 * {@link DriverFailureException} when {@code qemu-img} fails.
 */
public final class DiskImages {
    private static final Duration AT_ONCE = Duration.ofSeconds(30);
    private static final JsonMapper JSON = new JsonMapper();

    private final Path qemuImg;

    private DiskImages(Path qemuImg) {
        this.qemuImg = qemuImg;
    }

    /**
     * @throws DriverUnavailableException when {@code qemu-img} is not installed
     */
    public static DiskImages open() {
        return new DiskImages(
                HostCommand.find("qemu-img")
                        .orElseThrow(
                                () ->
                                        new DriverUnavailableException(
                                                "qemu-img is missing: apt-get install qemu-utils")));
    }

    /** A new, empty qcow2 disk. */
    public void create(Path file, long sizeBytes) {
        run(AT_ONCE, "create", "-q", "-f", "qcow2", file.toString(), Long.toString(sizeBytes));
    }

    /**
     * A new qcow2 disk that begins as another disk and holds only what is written to it. The other
     * must neither change nor go as long as this one is there.
     *
     * @param sizeBytes not less than the other's
     */
    public void createOn(Path backing, DiskFormat format, Path file, long sizeBytes) {
        run(
                AT_ONCE,
                "create",
                "-q",
                "-f",
                "qcow2",
                "-b",
                backing.toAbsolutePath().toString(),
                "-F",
                format.word(),
                file.toString(),
                Long.toString(sizeBytes));
    }

    /**
     * Copies a disk, whatever its format, into a new qcow2 file that stands alone.
     *
     * @param format of the disk; for one from outside never guessed, since a raw disk can claim to
     *     be anything
     */
    public void flatten(Path from, DiskFormat format, Path to, Duration atMost) {
        run(
                atMost,
                "convert",
                "-q",
                "-f",
                format.word(),
                "-O",
                "qcow2",
                from.toString(),
                to.toString());
        sync(to);
    }

    /** Makes a disk larger. */
    public void grow(Path file, DiskFormat format, long sizeBytes) {
        run(
                AT_ONCE,
                "resize",
                "-q",
                "-f",
                format.word(),
                file.toString(),
                Long.toString(sizeBytes));
    }

    /** Looks at a disk, even while a machine has it. */
    public DiskInfo info(Path file, DiskFormat format) {
        String json =
                run(
                        AT_ONCE,
                        "info",
                        "--force-share",
                        "-f",
                        format.word(),
                        "--output=json",
                        file.toString());
        try {
            JsonNode root = JSON.readTree(json);
            return new DiskInfo(
                    root.path("format").asText(),
                    root.path("virtual-size").asLong(),
                    root.path("actual-size").asLong(),
                    Optional.of(root.path("full-backing-filename").asText())
                            .filter(name -> !name.isEmpty())
                            .map(Path::of));
        } catch (IOException e) {
            throw new DriverFailureException("qemu-img said what is not JSON", e);
        }
    }

    /** Has a disk written through to the host's storage. */
    public static void sync(Path file) {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        } catch (IOException e) {
            throw new DriverFailureException("can't sync " + file + ": " + e.getMessage(), e);
        }
    }

    private String run(Duration atMost, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(qemuImg.toString());
        command.addAll(List.of(arguments));
        try {
            return HostCommand.run(command, atMost);
        } catch (IOException e) {
            throw new DriverFailureException(String.valueOf(e.getMessage()), e);
        }
    }

    /** Removes a file that a failed call may have left. */
    public static void discard(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new DriverFailureException("can't remove " + file + ": " + e.getMessage(), e);
        }
    }
}
