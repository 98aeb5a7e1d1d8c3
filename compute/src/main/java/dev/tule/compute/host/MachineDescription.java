package dev.tule.compute.host;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tule.compute.Architecture;
import dev.tule.compute.Boot;
import dev.tule.compute.Disk;
import dev.tule.compute.DiskFormat;
import dev.tule.compute.DiskId;
import dev.tule.compute.DriverFailureException;
import dev.tule.compute.LaunchSpec;
import dev.tule.compute.MachineId;
import dev.tule.compute.NetworkLink;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What is kept of a machine between two processes of ours: its specification, and the process that
 * runs it if one should.
 */
public record MachineDescription(LaunchSpec spec, @Nullable HostProcess process) {
    private static final int VERSION = 1;
    private static final long LONGEST = 1 << 20;
    private static final JsonMapper JSON = new JsonMapper();

    /** Writes it so that after a power cut the old one or the new one is there. */
    public void write(Path file) {
        Path fresh = file.resolveSibling(file.getFileName() + ".new");
        try {
            ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(toJson()));
            try (FileChannel channel =
                    FileChannel.open(
                            fresh,
                            StandardOpenOption.CREATE,
                            StandardOpenOption.TRUNCATE_EXISTING,
                            StandardOpenOption.WRITE)) {
                while (bytes.hasRemaining()) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(
                    fresh,
                    file,
                    StandardCopyOption.ATOMIC_MOVE,
                    StandardCopyOption.REPLACE_EXISTING);
            try (FileChannel directory = FileChannel.open(parent(file))) {
                directory.force(true);
            }
        } catch (IOException e) {
            throw new DriverFailureException("can't write " + file + ": " + e.getMessage(), e);
        }
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? Path.of(".") : parent;
    }

    /**
     * @throws IOException when the file can't be read or isn't a machine's
     */
    public static MachineDescription read(Path file) throws IOException {
        if (Files.size(file) > LONGEST) {
            throw new IOException(file + " is too long");
        }
        try {
            JsonNode root = JSON.readTree(Files.readAllBytes(file));
            if (root.path("version").asInt() != VERSION) {
                throw new IOException(file + " is of another version than " + VERSION);
            }
            JsonNode process = root.path("process");
            return new MachineDescription(
                    spec(root.path("machine")),
                    process.isObject()
                            ? new HostProcess(
                                    process.path("pid").asLong(),
                                    process.path("start-millis").asLong())
                            : null);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " is not a machine's: " + e.getMessage(), e);
        }
    }

    private ObjectNode toJson() {
        ObjectNode root = JSON.createObjectNode().put("version", VERSION);
        ObjectNode machine =
                root.putObject("machine")
                        .put("id", spec.id().value())
                        .put("name", spec.name())
                        .put("architecture", spec.architecture().name())
                        .put("vcpus", spec.vcpus())
                        .put("memory-mib", spec.memoryMib());
        ObjectNode boot = machine.putObject("boot");
        if (spec.boot() instanceof Boot.Kernel(Path kernel, Path initrd, String commandLine)) {
            boot.put("kernel", kernel.toString())
                    .put("initrd", initrd.toString())
                    .put("command-line", commandLine);
        } else if (spec.boot() instanceof Boot.HostSystem) {
            boot.put("host-system", true);
        } else if (spec.boot() instanceof Boot.Archive(Path archive, List<String> command)) {
            var words = boot.put("archive", archive.toString()).putArray("command");
            command.forEach(words::add);
        }
        var disks = machine.putArray("disks");
        for (Disk disk : spec.disks()) {
            disks.addObject()
                    .put("id", disk.id().value())
                    .put("file", disk.file().toString())
                    .put("format", disk.format().name())
                    .put("read-only", disk.readOnly());
        }
        var links = machine.putArray("links");
        for (NetworkLink link : spec.links()) {
            links.addObject().put("socket", link.socket().toString()).put("mac", link.mac());
        }
        if (process != null) {
            root.putObject("process")
                    .put("pid", process.pid())
                    .put("start-millis", process.startMillis());
        }
        return root;
    }

    private static Boot boot(JsonNode boot) {
        if (boot.has("host-system")) {
            return new Boot.HostSystem();
        }
        if (boot.has("archive")) {
            List<String> command = new ArrayList<>();
            boot.path("command").forEach(word -> command.add(word.asText()));
            return new Boot.Archive(Path.of(boot.path("archive").asText()), command);
        }
        return boot.has("kernel")
                ? new Boot.Kernel(
                        Path.of(boot.path("kernel").asText()),
                        Path.of(boot.path("initrd").asText()),
                        boot.path("command-line").asText())
                : new Boot.Firmware();
    }

    private static LaunchSpec spec(JsonNode machine) {
        JsonNode boot = machine.path("boot");
        List<Disk> disks = new ArrayList<>();
        for (JsonNode disk : machine.path("disks")) {
            disks.add(
                    new Disk(
                            new DiskId(disk.path("id").asText()),
                            Path.of(disk.path("file").asText()),
                            DiskFormat.valueOf(disk.path("format").asText()),
                            disk.path("read-only").asBoolean(),
                            null));
        }
        List<NetworkLink> links = new ArrayList<>();
        for (JsonNode link : machine.path("links")) {
            links.add(
                    new NetworkLink(
                            Path.of(link.path("socket").asText()), link.path("mac").asText()));
        }
        return new LaunchSpec(
                new MachineId(machine.path("id").asText()),
                machine.path("name").asText(),
                Architecture.valueOf(machine.path("architecture").asText()),
                machine.path("vcpus").asInt(),
                machine.path("memory-mib").asInt(),
                boot(boot),
                disks,
                links);
    }
}
