package dev.tule.compute.qemu;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.tule.compute.Architecture;
import dev.tule.compute.Boot;
import dev.tule.compute.Disk;
import dev.tule.compute.DiskId;
import dev.tule.compute.LaunchSpec;
import dev.tule.compute.NetworkLink;
import dev.tule.compute.disk.BlockOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * How QEMU is called (<a href="https://www.qemu.org/docs/master/system/invocation.html">its
 * options</a>).
 */
final class CommandLine {
    /** What a template's machine is told, so that it waits before it looks for its disks. */
    private static final String GATE = " tule.gate=ttyS1";

    /** The same, for a system whose agent waits itself, when it has all but what is its own. */
    private static final String GATE_OF_AGENT = " tule.agent-gate=ttyS1";

    /**
     * What a kernel on a translated processor can spare itself: it is not one that runs ahead, and
     * its clock, which is the host's, needs no second one to watch it.
     */
    private static final String TRANSLATED = " mitigations=off tsc=nowatchdog";

    private static final List<String> RANDOMNESS = List.of("-device", "virtio-rng-pci");

    /** The same device, which never answers: what a template asks it for, its machines get. */
    private static final List<String> NO_RANDOMNESS =
            List.of(
                    "-chardev",
                    "null,id=silence",
                    "-object",
                    "rng-egd,id=silent,chardev=silence",
                    "-device",
                    "virtio-rng-pci,rng=silent");

    private static final JsonMapper JSON = new JsonMapper();

    private final QemuBinary binary;
    private final Accelerator accelerator;

    CommandLine(QemuBinary binary, Accelerator accelerator) {
        this.binary = binary;
        this.accelerator = accelerator;
    }

    /** A machine that boots. */
    List<String> cold(LaunchSpec spec, MachineFiles files) {
        List<String> command = machine(spec, files, "memory-backend-ram", RANDOMNESS);
        if (isLocked(spec)) {
            // Keys don't stand on a command line: the disks come when QEMU listens.
            command.add("-S");
        } else {
            for (int place = 0; place < spec.disks().size(); place++) {
                addDisk(command, spec, place);
            }
        }
        addKernel(command, spec, "");
        return command;
    }

    /** Whether a machine has a disk that is encrypted. */
    static boolean isLocked(LaunchSpec spec) {
        return spec.disks().stream().anyMatch(disk -> disk.key() != null);
    }

    /**
     * A machine that a template is made of: it writes its memory to a file, and has no disk but the
     * root, if it is to know that one.
     */
    List<String> template(LaunchSpec spec, MachineFiles files, Path memory) {
        List<String> command = machine(spec, files, memoryFile(memory, true), NO_RANDOMNESS);
        if (spec.disks().isEmpty()) {
            addKernel(command, spec, GATE);
        } else {
            addDisk(command, spec, 0);
            addKernel(command, spec, GATE_OF_AGENT);
        }
        return command;
    }

    /**
     * A machine that takes up a template's state, and gets the disks then that the template has
     * not. Its own kernel parameters have no gate: they are what it sees when it boots again.
     *
     * @param rooted whether the template has a root
     */
    List<String> resumed(LaunchSpec spec, MachineFiles files, Path memory, boolean rooted) {
        List<String> command = machine(spec, files, memoryFile(memory, false), RANDOMNESS);
        if (rooted) {
            addDisk(command, spec, 0);
        }
        addKernel(command, spec, "");
        command.addAll(List.of("-incoming", "defer"));
        return command;
    }

    private static void addDisk(List<String> command, LaunchSpec spec, int place) {
        Disk disk = spec.disks().get(place);
        Map<String, Object> node = blockdev(disk);
        node.putAll(BlockOptions.of(disk.onHost()));
        command.addAll(List.of("-blockdev", json(node)));
        command.addAll(List.of("-device", json(device(spec, disk, place))));
    }

    private static String memoryFile(Path file, boolean shared) {
        return "memory-backend-file,mem-path=%s,share=%s"
                .formatted(escaped(file), shared ? "on" : "off");
    }

    private List<String> machine(
            LaunchSpec spec, MachineFiles files, String memory, List<String> randomness) {
        List<String> command =
                new ArrayList<>(
                        List.of(
                                binary.path().toString(),
                                "-name",
                                "guest=" + spec.name().replace(",", ",,"),
                                "-uuid",
                                uuid(files).toString(),
                                "-nodefaults",
                                "-no-user-config",
                                "-display",
                                "none",
                                "-pidfile",
                                files.pid().toString(),
                                // QEMU itself is kept from what a machine never needs of the host.
                                "-sandbox",
                                "on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny",
                                "-object",
                                memory + ",id=memory,size=" + spec.memoryMib() + "M",
                                "-chardev",
                                "socket,id=control,server=on,wait=off,path="
                                        + escaped(files.control()),
                                "-mon",
                                "chardev=control,mode=control",
                                // Appended to, so that it can be cut short while the machine runs.
                                "-chardev",
                                "file,id=console,append=on,path=" + escaped(files.console().path()),
                                "-serial",
                                "chardev:console"));
        addProcessors(command, spec, files);
        command.addAll(randomness);
        command.addAll(List.of("-device", "virtio-scsi-pci,id=scsi"));
        int card = 0;
        for (NetworkLink link : spec.links()) {
            command.addAll(
                    List.of(
                            "-netdev",
                            "stream,id=link%d,server=on,addr.type=unix,addr.path=%s"
                                    .formatted(card, escaped(link.socket())),
                            "-device",
                            "virtio-net-pci,netdev=link%d,mac=%s,romfile="
                                    .formatted(card, link.mac())));
            card++;
        }
        return command;
    }

    private void addProcessors(List<String> command, LaunchSpec spec, MachineFiles files) {
        command.addAll(
                List.of(
                        "-accel",
                        // A machine that rests needs little of the 240 MB that TCG takes by
                        // default.
                        accelerator == Accelerator.TCG ? "tcg,tb-size=32" : "kvm",
                        "-smp",
                        Integer.toString(spec.vcpus()),
                        "-m",
                        spec.memoryMib() + "M"));
        switch (spec.architecture()) {
            case X86_64 ->
                    // Not microvm: without a timer to calibrate against, its kernel hangs on a busy
                    // host when instructions are translated.
                    command.addAll(
                            List.of(
                                    "-machine",
                                    "q35,memory-backend=memory",
                                    "-cpu",
                                    accelerator == Accelerator.KVM ? "host" : "qemu64",
                                    "-chardev",
                                    "socket,id=gate,server=on,wait=off,path="
                                            + escaped(files.gate()),
                                    "-serial",
                                    "chardev:gate"));
            case ARM64 ->
                    command.addAll(
                            List.of(
                                    "-machine",
                                    "virt,gic-version=3,memory-backend=memory",
                                    "-cpu",
                                    accelerator == Accelerator.KVM ? "host" : "cortex-a72"));
        }
    }

    private void addKernel(List<String> command, LaunchSpec spec, String gate) {
        if (spec.boot() instanceof Boot.Kernel(Path kernel, Path initrd, String commandLine)) {
            command.addAll(
                    List.of(
                            "-kernel",
                            kernel.toString(),
                            "-initrd",
                            initrd.toString(),
                            "-append",
                            commandLine + sparing(spec) + gate));
        }
    }

    private String sparing(LaunchSpec spec) {
        return accelerator == Accelerator.TCG && spec.architecture() == Architecture.X86_64
                ? TRANSLATED
                : "";
    }

    /** What machines of one template are called with, and what stands in the files they boot. */
    String shape(LaunchSpec spec) throws IOException {
        StringBuilder shape = new StringBuilder(binary.identity());
        shape.append('\n').append(accelerator).append(' ').append(spec.architecture());
        shape.append(' ').append(spec.vcpus()).append(' ').append(spec.memoryMib());
        shape.append(' ').append(spec.links().size());
        if (spec.boot() instanceof Boot.Kernel(Path kernel, Path initrd, String commandLine)) {
            shape.append('\n').append(QemuBinary.identityOf(kernel));
            shape.append('\n').append(QemuBinary.identityOf(initrd));
            shape.append('\n').append(commandLine).append(sparing(spec));
        }
        return shape.toString();
    }

    /** Whether the kind of machine has a gate, and so can be made from a template. */
    static boolean hasGate(LaunchSpec spec) {
        return spec.architecture() == Architecture.X86_64 && spec.boot() instanceof Boot.Kernel;
    }

    /** Whether the system's agent has a gate of its own. */
    static boolean hasGateOfAgent(LaunchSpec spec) {
        return spec.architecture() == Architecture.X86_64
                && spec.boot() instanceof Boot.Kernel(var _, var _, String commandLine)
                && commandLine.contains(Boot.Kernel.AGENT);
    }

    /** By this a process is known to be the machine's. */
    static UUID uuid(MachineFiles files) {
        return UUID.nameUUIDFromBytes(
                files.directory().toString().getBytes(StandardCharsets.UTF_8));
    }

    static String nodeName(DiskId disk) {
        return "d-" + disk;
    }

    static String deviceName(DiskId disk) {
        return "disk-" + disk;
    }

    /** What a disk's node is, but for how its file is opened. */
    static Map<String, Object> blockdev(Disk disk) {
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("node-name", nodeName(disk.id()));
        node.put("read-only", disk.readOnly());
        node.put("discard", "unmap");
        return node;
    }

    /** A disk that is there from the beginning, at the place where the system looks for it. */
    static Map<String, Object> device(LaunchSpec spec, Disk disk, int place) {
        Map<String, Object> device = device(disk.id());
        // The first disk is found by its place, whatever order the system looks in.
        device.put("scsi-id", place);
        if (place == 0 && spec.boot() instanceof Boot.Firmware) {
            device.put("bootindex", 1);
        }
        return device;
    }

    /** A disk in the machine, as {@code device_add} takes it. */
    static Map<String, Object> device(DiskId disk) {
        Map<String, Object> device = new LinkedHashMap<>();
        device.put("driver", "scsi-hd");
        device.put("id", deviceName(disk));
        device.put("drive", nodeName(disk));
        device.put("bus", "scsi.0");
        device.put("serial", disk.value());
        return device;
    }

    private static String json(Map<String, Object> value) {
        try {
            return JSON.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("strings and numbers can be written", e);
        }
    }

    /** A path within an option of QEMU's, where a comma would begin the next. */
    private static String escaped(Path path) {
        return path.toString().replace(",", ",,");
    }
}
