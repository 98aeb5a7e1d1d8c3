package dev.tule.compute.choice;

import dev.tule.compute.Architecture;
import dev.tule.compute.DriverUnavailableException;
import dev.tule.compute.InstanceDriver;
import dev.tule.compute.host.HostCommand;
import dev.tule.compute.image.ImageBuilder;
import dev.tule.compute.image.ImageException;
import dev.tule.compute.qemu.Accelerator;
import dev.tule.compute.qemu.AcceleratorProbe;
import dev.tule.compute.qemu.KvmSigns;
import dev.tule.compute.qemu.QemuBinary;
import dev.tule.compute.qemu.QemuConfig;
import dev.tule.compute.qemu.QemuDriver;
import java.io.IOException;
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
    /** Looks at this host. */
    public static DriverChoice look() {
        return of(
                QemuBinary.find(Architecture.host()),
                HostCommand.find("qemu-img").isPresent(),
                KvmSigns.ofThisHost());
    }

    static DriverChoice of(Optional<QemuBinary> qemu, boolean qemuImg, KvmSigns kvm) {
        Optional<String> install = Optional.of(installLine(Architecture.host()));
        if (qemu.isEmpty()) {
            return new DriverChoice(
                    Optional.empty(), "QEMU 7.2 or newer is not installed", install);
        }
        if (!qemuImg) {
            return new DriverChoice(Optional.empty(), "qemu-img is not installed", install);
        }
        String version = "QEMU " + qemu.get().version();
        return new DriverChoice(
                Optional.of("qemu"),
                kvm.against()
                        .map(why -> "%s, machines are emulated: %s".formatted(version, why))
                        .orElse(version + ", with KVM if a machine boots by it"),
                Optional.empty());
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
     * Opens the driver that {@link #look()} would choose. Where KVM may work, a machine is booted
     * to find out, once for each boot of the host; for that, the tiny image is made.
     *
     * @param progress told what is being done
     * @throws DriverUnavailableException when there is none; the message has the line that helps
     */
    public static InstanceDriver open(
            QemuConfig config, ImageBuilder images, Consumer<String> progress) throws IOException {
        DriverChoice choice = look();
        if (choice.driver().isEmpty()) {
            throw new DriverUnavailableException(
                    "this host can't run machines: %s (%s)"
                            .formatted(choice.reason(), choice.remedy().orElse("")));
        }
        return QemuDriver.open(config, accelerator(config, images, progress));
    }

    private static Accelerator accelerator(
            QemuConfig config, ImageBuilder images, Consumer<String> progress) throws IOException {
        Optional<QemuBinary> qemu = QemuBinary.find(Architecture.host());
        if (qemu.isEmpty() || KvmSigns.ofThisHost().against().isPresent()) {
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
