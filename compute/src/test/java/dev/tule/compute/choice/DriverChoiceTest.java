package dev.tule.compute.choice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.compute.Architecture;
import dev.tule.compute.qemu.Accelerator;
import dev.tule.compute.qemu.KvmSigns;
import dev.tule.compute.qemu.QemuBinary;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DriverChoiceTest {
    private static final Optional<QemuBinary> QEMU =
            Optional.of(
                    new QemuBinary(
                            Architecture.host(), Path.of("/usr/bin/qemu"), "7.2", "identity"));
    private static final KvmSigns GOOD = new KvmSigns(true, true, true, false);
    private static final KvmSigns NONE = new KvmSigns(false, false, true, false);

    @Test
    void withQemuAndSignsOfKvmAMachineWillTell() {
        DriverChoice choice = choice(DriverWish.AUTO, GOOD);

        assertThat(choice.driver()).contains("qemu");
        assertThat(choice.reason()).isEqualTo("QEMU 7.2, with KVM if a machine boots by it");
        assertThat(choice.remedy()).isEmpty();
    }

    @Test
    void withoutKvmMachinesAreEmulated() {
        assertThat(choice(DriverWish.AUTO, NONE).reason())
                .isEqualTo("QEMU 7.2, machines are emulated: there is no /dev/kvm");
    }

    @Test
    void withoutQemuThereIsNoneAndTheLineThatInstallsIt() {
        DriverChoice choice =
                DriverChoice.of(DriverWish.AUTO, Optional.empty(), true, GOOD, Optional.empty());

        assertThat(choice.driver()).isEmpty();
        assertThat(choice.remedy()).contains(DriverChoice.installLine(Architecture.host()));
        assertThat(DriverChoice.installLine(Architecture.X86_64))
                .isEqualTo(
                        "apt-get install --no-install-recommends qemu-system-x86 qemu-utils"
                                + " busybox-static linux-image-cloud-amd64 dropbear-bin e2fsprogs");
    }

    @Test
    void withoutQemuAContainerEngineWillDoAndWhatWouldBeBetterIsSaid() {
        DriverChoice none =
                DriverChoice.of(DriverWish.AUTO, Optional.empty(), true, GOOD, Optional.empty());

        DriverChoice choice = none.orContainers(Optional.of("Podman Engine 4.3.1 at /p.sock"));

        assertThat(choice.driver()).contains("docker");
        assertThat(choice.reason())
                .isEqualTo(
                        "containers of Podman Engine 4.3.1 at /p.sock, which have no disks and"
                                + " share this host's kernel: QEMU 7.2 or newer is not installed");
        assertThat(choice.remedy()).isEqualTo(none.remedy());
        assertThat(none.orContainers(Optional.empty())).isEqualTo(none);
    }

    @Test
    void whoAsksForContainersGetsNothingElse() {
        assertThat(DriverChoice.docker(Optional.of("Docker Engine 28.0 at /d.sock")).reason())
                .endsWith("kernel: docker was asked for");

        DriverChoice none = DriverChoice.docker(Optional.empty());

        assertThat(none.driver()).isEmpty();
        assertThat(none.reason()).contains("no container engine answers");
        assertThat(none.remedy()).hasValueSatisfying(line -> assertThat(line).contains("podman"));
    }

    @Test
    void withoutQemuImgThereIsNone() {
        assertThat(DriverChoice.of(DriverWish.AUTO, QEMU, false, GOOD, Optional.empty()).reason())
                .isEqualTo("qemu-img is not installed");
    }

    @Test
    void whatAMachineShowedCountsMoreThanSigns() {
        assertThat(tried(DriverWish.AUTO, Accelerator.KVM).reason())
                .isEqualTo("QEMU 7.2 with KVM: a machine has booted by it");
        assertThat(tried(DriverWish.AUTO, Accelerator.TCG).reason())
                .isEqualTo(
                        "QEMU 7.2, machines are emulated: a machine that was tried did not boot");
    }

    @Test
    void emulationCanBeAskedFor() {
        assertThat(choice(DriverWish.QEMU_TCG, GOOD).reason())
                .isEqualTo("QEMU 7.2, machines are emulated: qemu-tcg was asked for");
    }

    @Test
    void whoAsksForKvmGetsNothingElse() {
        assertThat(choice(DriverWish.QEMU_KVM, GOOD).driver()).contains("qemu");
        assertThat(choice(DriverWish.QEMU_KVM, NONE).driver()).isEmpty();
        assertThat(tried(DriverWish.QEMU_KVM, Accelerator.TCG).reason())
                .isEqualTo(
                        "qemu-kvm was asked for, and KVM doesn't work here: a machine that was"
                                + " tried did not boot");
    }

    @Test
    void aSandboxSaysThatItIsNoSecurityBoundary() {
        DriverChoice choice = DriverChoice.sandbox(Optional.empty());

        assertThat(choice.driver()).contains("sandbox");
        assertThat(choice.reason()).contains("no security boundary");
    }

    @Test
    void whoAsksForASandboxGetsNothingElse() {
        DriverChoice choice = DriverChoice.sandbox(Optional.of("dropbear is not installed"));

        assertThat(choice.driver()).isEmpty();
        assertThat(choice.reason())
                .isEqualTo("sandbox was asked for, and dropbear is not installed");
        assertThat(choice.remedy())
                .hasValueSatisfying(line -> assertThat(line).contains("dropbear"));
    }

    private static DriverChoice choice(DriverWish wish, KvmSigns kvm) {
        return DriverChoice.of(wish, QEMU, true, kvm, Optional.empty());
    }

    private static DriverChoice tried(DriverWish wish, Accelerator found) {
        return DriverChoice.of(wish, QEMU, true, GOOD, Optional.of(found));
    }
}
