package dev.tule.compute.disk;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tule.compute.DiskFile;
import dev.tule.compute.DiskFormat;
import dev.tule.compute.DiskKey;
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
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Makes and changes disks that no machine has. May be used from any thread. Each method throws
 * {@link DriverFailureException} when {@code qemu-img} fails.
 */
public final class DiskImages {
    private static final Duration AT_ONCE = Duration.ofSeconds(30);

    /** Reading gets slower with each file that a disk stands on. */
    private static final int MOST_LAYERS = 8;

    /** What fits into a qcow2 header for the file beneath. */
    private static final int LONGEST_NAME = 1000;

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

    /**
     * Copies a disk into another, so that this one stands alone.
     *
     * @param to as large, and empty; encrypted by its own key, if it has one
     */
    public void copy(DiskFile from, DiskFile to, Duration atMost) {
        if (from.isEncrypted() && to.isEncrypted() && !Objects.equals(from.key(), to.key())) {
            throw new IllegalArgumentException(
                    "a disk is copied under its own key, or a first one");
        }
        run(
                from.isEncrypted() ? from.key() : to.key(),
                atMost,
                "convert",
                "-q",
                "-n",
                "--target-is-zero",
                "-O",
                "qcow2",
                opened(from),
                opened(to));
        sync(to.path());
    }

    /**
     * Takes over how a disk differs from another.
     *
     * @param whole the disk
     * @param base stays as it is, and must; of the same key as {@code whole}
     * @param difference empty, of the same key; made on {@code whole}, and stands on {@code base}
     *     afterwards
     */
    public void keepDifference(
            DiskFile whole, DiskFile base, DiskFile difference, Duration atMost) {
        // Files beneath that need a key can't be found by their names alone.
        String on = base.isEncrypted() ? opened(base) : base.path().toString();
        run(difference.key(), atMost, "rebase", "-q", "-F", "qcow2", "-b", on, opened(difference));
        if (base.isEncrypted()) {
            putOn(base.path(), difference);
        }
        sync(difference.path());
    }

    /** Whether a disk can be the base of a difference: not when it stands on too many files. */
    public static boolean canBeBase(DiskFile base) {
        try {
            return Layer.chain(base.path()).size() <= MOST_LAYERS
                    && (!base.isEncrypted() || opened(base).length() <= LONGEST_NAME);
        } catch (IOException e) {
            throw new DriverFailureException("can't read a disk: " + e.getMessage(), e);
        }
    }

    /** Makes a disk larger. */
    public void grow(DiskFile file, long sizeBytes) {
        run(file.key(), AT_ONCE, "resize", "-q", opened(file), Long.toString(sizeBytes));
    }

    /** A new, empty disk that is encrypted. It takes more than two seconds of a processor. */
    void createEncrypted(DiskFile file, long sizeBytes) {
        run(
                file.key(),
                AT_ONCE,
                "create",
                "-q",
                "-f",
                "qcow2",
                "-o",
                "encrypt.format=luks,encrypt.iter-time=10,encrypt.key-secret="
                        + BlockOptions.SECRET,
                file.path().toString(),
                Long.toString(sizeBytes));
    }

    /** Says in a disk's header which file it stands on. */
    void putOn(Path backing, DiskFile file) {
        run(
                file.key(),
                AT_ONCE,
                "rebase",
                "-q",
                "-u",
                "-F",
                "qcow2",
                "-b",
                backing.toAbsolutePath().toString(),
                json(BlockOptions.alone(file)));
    }

    /** What qemu-img takes in a file's place. */
    private static String opened(DiskFile file) {
        return json(BlockOptions.of(file));
    }

    private static String json(Map<String, Object> options) {
        try {
            return "json:" + JSON.writeValueAsString(options);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings can be written", e);
        }
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
        return run(null, atMost, arguments);
    }

    /** With the secret that the arguments name. */
    private String run(@Nullable DiskKey key, Duration atMost, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(qemuImg.toString());
        command.addAll(List.of(arguments));
        try {
            if (key == null) {
                return HostCommand.run(command, atMost);
            }
            command.addAll(
                    2,
                    List.of(
                            "--object",
                            "secret,format=raw,file=/dev/stdin,id=" + BlockOptions.SECRET));
            return HostCommand.runWith(key.passphrase(), command, atMost);
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
