package dev.tule.compute.choice;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.compute.Architecture;
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
        DriverChoice choice = DriverChoice.of(QEMU, true, GOOD);

        assertThat(choice.driver()).contains("qemu");
        assertThat(choice.reason()).isEqualTo("QEMU 7.2, with KVM if a machine boots by it");
        assertThat(choice.remedy()).isEmpty();
    }

    @Test
    void withoutKvmMachinesAreEmulated() {
        assertThat(DriverChoice.of(QEMU, true, NONE).reason())
                .isEqualTo("QEMU 7.2, machines are emulated: there is no /dev/kvm");
    }

    @Test
    void withoutQemuThereIsNoneAndTheLineThatInstallsIt() {
        DriverChoice choice = DriverChoice.of(Optional.empty(), true, GOOD);

        assertThat(choice.driver()).isEmpty();
        assertThat(choice.remedy()).contains(DriverChoice.installLine(Architecture.host()));
        assertThat(DriverChoice.installLine(Architecture.X86_64))
                .isEqualTo(
                        "apt-get install --no-install-recommends qemu-system-x86 qemu-utils"
                                + " busybox-static linux-image-cloud-amd64 dropbear-bin e2fsprogs");
    }

    @Test
    void withoutQemuImgThereIsNone() {
        assertThat(DriverChoice.of(QEMU, false, GOOD).reason())
                .isEqualTo("qemu-img is not installed");
    }
}
