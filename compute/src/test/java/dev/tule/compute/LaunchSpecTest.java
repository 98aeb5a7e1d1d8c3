package dev.tule.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LaunchSpecTest {
    private static final Boot BOOT = new Boot.Firmware();

    @ParameterizedTest
    @ValueSource(strings = {"", "-a", "../i-1", "i 1", "i-1\n", "é"})
    void anIdThatCouldNotNameAFileIsRefused(String id) {
        assertThatThrownBy(() -> new MachineId(id)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new DiskId(id)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void oneFileIsNotTwoDisks() {
        List<Disk> disks =
                List.of(Disk.qcow2("a", Path.of("/d/1")), Disk.qcow2("b", Path.of("/d/1")));

        assertThatThrownBy(() -> LaunchSpec.of("i-1", 1, 128, BOOT, disks, List.of()))
                .hasMessage("two disks are the file /d/1");
    }

    @Test
    void aSocketsPathMustFitItsAddress() {
        assertThat(new NetworkLink(Path.of("/" + "a".repeat(106)), "02:00:00:00:00:0A").mac())
                .isEqualTo("02:00:00:00:00:0a");
        assertThatThrownBy(() -> new NetworkLink(Path.of("/" + "a".repeat(107)), "02:0:0:0:0:0"))
                .hasMessageContaining("not an Ethernet address");
        assertThatThrownBy(
                        () -> new NetworkLink(Path.of("/" + "a".repeat(107)), "02:00:00:00:00:0a"))
                .hasMessageContaining("at most 107 bytes, this one 108");
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 257})
    void processorsHaveALimit(int vcpus) {
        assertThatThrownBy(() -> LaunchSpec.of("i-1", vcpus, 128, BOOT, List.of(), List.of()))
                .hasMessageContaining("must be 1 to 256");
    }
}
