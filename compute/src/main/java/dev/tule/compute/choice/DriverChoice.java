package dev.tule.compute.choice;

import dev.tule.compute.Architecture;
import dev.tule.compute.DriverUnavailableException;
import dev.tule.compute.InstanceDriver;
import dev.tule.compute.container.ContainerDriver;
import dev.tule.compute.host.HostCommand;
import dev.tule.compute.image.ImageBuilder;
import dev.tule.compute.image.ImageException;
import dev.tule.compute.qemu.Accelerator;
import dev.tule.compute.qemu.AcceleratorProbe;
import dev.tule.compute.qemu.KvmSigns;
import dev.tule.compute.qemu.QemuBinary;
import dev.tule.compute.qemu.QemuConfig;
import dev.tule.compute.qemu.QemuDriver;
import dev.tule.compute.sandbox.SandboxDriver;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Which driver runs machines on this host, and why. Looking changes nothing and takes a tenth of a
 * second.
 *
 * @param driver its name, or empty where there is none
 * @param reason for people: a sentence without a full stop
 * @param remedy a command that would make it possible, or better
 */
public record DriverChoice(Optional<String> driver, String reason, Optional<String> remedy) {
    /**
     * Looks at this host.
     *
     * @param machines where the driver's machines lie, and what an earlier trial of KVM showed
     */
    public static DriverChoice look(DriverWish wish, Path machines) {
        if (wish == DriverWish.SANDBOX) {
            return sandbox(SandboxDriver.missing());
        }
        if (wish == DriverWish.DOCKER) {
            return docker(ContainerDriver.engine());
        }
        Optional<QemuBinary> qemu = QemuBinary.find(Architecture.host());
        DriverChoice choice =
                of(
                        wish,
                        qemu,
                        HostCommand.find("qemu-img").isPresent(),
                        KvmSigns.ofThisHost(),
                        qemu.flatMap(new AcceleratorProbe(QemuConfig.in(machines))::known));
        return wish == DriverWish.AUTO && choice.driver().isEmpty()
                ? choice.orContainers(ContainerDriver.engine())
                : choice;
    }

    static DriverChoice docker(Optional<String> engine) {
        return engine.map(
                        found ->
                                new DriverChoice(
                                        Optional.of(ContainerDriver.NAME),
                                        containers(found) + ": docker was asked for",
                                        Optional.empty()))
                .orElseGet(
                        () ->
                                new DriverChoice(
                                        Optional.empty(),
                                        "docker was asked for, and no container engine answers at"
                                                + " DOCKER_HOST or the usual places",
                                        Optional.of(ContainerDriver.INSTALL_LINE)));
    }

    /** Where there is no QEMU, an engine will do; QEMU would be better. */
    DriverChoice orContainers(Optional<String> engine) {
        return engine.map(
                        found ->
                                new DriverChoice(
                                        Optional.of(ContainerDriver.NAME),
                                        containers(found) + ": " + reason,
                                        remedy))
                .orElse(this);
    }

    private static String containers(String engine) {
        return "containers of %s, which have no disks and share this host's kernel"
                .formatted(engine);
    }

    static DriverChoice sandbox(Optional<String> missing) {
        return missing.isEmpty()
                ? new DriverChoice(
                        Optional.of(SandboxDriver.NAME),
                        "namespaces over this host's own system, which are no security boundary:"
                                + " sandbox was asked for",
                        Optional.empty())
                : new DriverChoice(
                        Optional.empty(),
                        "sandbox was asked for, and " + missing.get(),
                        Optional.of(SandboxDriver.INSTALL_LINE));
    }

    /**
     * @param tried what a machine that was booted by KVM has shown, if one was
     */
    static DriverChoice of(
            DriverWish wish,
            Optional<QemuBinary> qemu,
            boolean qemuImg,
            KvmSigns kvm,
            Optional<Accelerator> tried) {
        if (qemu.isEmpty()) {
            return missing("QEMU 7.2 or newer is not installed");
        }
        if (!qemuImg) {
            return missing("qemu-img is not installed");
        }
        String version = "QEMU " + qemu.get().version();
        if (wish == DriverWish.QEMU_TCG) {
            return qemu(version + ", machines are emulated: " + wish.word() + " was asked for");
        }
        Optional<String> against =
                kvm.against()
                        .or(
                                () ->
                                        tried.filter(found -> found != Accelerator.KVM)
                                                .map(_ -> "a machine that was tried did not boot"));
        if (against.isEmpty()) {
            return qemu(
                    version
                            + (tried.isPresent()
                                    ? " with KVM: a machine has booted by it"
                                    : ", with KVM if a machine boots by it"));
        }
        return wish == DriverWish.QEMU_KVM
                ? new DriverChoice(
                        Optional.empty(),
                        "%s was asked for, and KVM doesn't work here: %s"
                                .formatted(wish.word(), against.get()),
                        Optional.empty())
                : qemu("%s, machines are emulated: %s".formatted(version, against.get()));
    }

    private static DriverChoice qemu(String reason) {
        return new DriverChoice(Optional.of("qemu"), reason, Optional.empty());
    }

    private static DriverChoice missing(String reason) {
        return new DriverChoice(
                Optional.empty(), reason, Optional.of(installLine(Architecture.host())));
    }

    /**
     * The one line that makes machines possible on a Debian of this architecture: QEMU, and what
     * the tiny image is made of.
     */
    public static String installLine(Architecture architecture) {
        String qemu = architecture == Architecture.X86_64 ? "qemu-system-x86" : "qemu-system-arm";
        return "apt-get install --no-install-recommends %s qemu-utils busybox-static linux-image-cloud-%s dropbear-bin e2fsprogs"
                .formatted(qemu, architecture.debianName());
    }

    /**
     * Opens the driver that {@link #look} chooses. Where KVM may work, a machine is booted to find
     * out, once for each boot of the host; for that, the tiny image is made.
     *
     * @param progress told what is being done, and which driver it is
     * @throws DriverUnavailableException when there is none; the message has the line that helps
     */
    public static InstanceDriver open(
            DriverWish wish, QemuConfig config, ImageBuilder images, Consumer<String> progress)
            throws IOException {
        DriverChoice first = look(wish, config.directory());
        require(first);
        if (wish == DriverWish.SANDBOX) {
            progress.accept("Machines run by " + first.reason());
            return SandboxDriver.open(config.directory(), config.budget());
        }
        if (first.driver().filter(ContainerDriver.NAME::equals).isPresent()) {
            progress.accept("Machines run by " + first.reason());
            return containers(config, images, progress);
        }
        Accelerator accelerator = accelerator(wish, config, images, progress);
        DriverChoice choice = look(wish, config.directory());
        require(choice);
        progress.accept("Machines run by " + choice.reason());
        return QemuDriver.open(config, accelerator);
    }

    private static InstanceDriver containers(
            QemuConfig config, ImageBuilder images, Consumer<String> progress) throws IOException {
        try {
            return ContainerDriver.open(
                    config.directory(), images.containerPrograms(progress), config.budget());
        } catch (ImageException e) {
            throw new DriverUnavailableException(
                    "%s. To have what they are made of: %s"
                            .formatted(e.getMessage(), ContainerDriver.INSTALL_LINE));
        }
    }

    private static void require(DriverChoice choice) {
        if (choice.driver().isEmpty()) {
            throw new DriverUnavailableException(
                    "This host can't run machines: %s.%s"
                            .formatted(
                                    choice.reason(),
                                    choice.remedy()
                                            .map(line -> " To have them: " + line)
                                            .orElse("")));
        }
    }

    private static Accelerator accelerator(
            DriverWish wish, QemuConfig config, ImageBuilder images, Consumer<String> progress)
            throws IOException {
        Optional<QemuBinary> qemu = QemuBinary.find(Architecture.host());
        if (wish == DriverWish.QEMU_TCG
                || qemu.isEmpty()
                || KvmSigns.ofThisHost().against().isPresent()) {
            return Accelerator.TCG;
        }
        try {
            return new AcceleratorProbe(config)
                    .find(qemu.get(), images.tiny(Architecture.host(), progress).boot());
        } catch (ImageException e) {
            progress.accept("KVM can't be tried: " + e.getMessage());
            return Accelerator.TCG;
        }
    }
}
