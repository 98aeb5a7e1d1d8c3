package dev.tule.compute.memory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.compute.Boot;
import dev.tule.compute.Disk;
import dev.tule.compute.DiskId;
import dev.tule.compute.DriverFailureException;
import dev.tule.compute.ExitCause;
import dev.tule.compute.HostBudget;
import dev.tule.compute.InstanceDriver;
import dev.tule.compute.InstanceDriverContract;
import dev.tule.compute.LaunchSpec;
import dev.tule.compute.Machine;
import dev.tule.compute.MachineStateException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryDriverTest extends InstanceDriverContract {
    @Override
    protected InstanceDriver open() {
        return new MemoryDriver(new HostBudget(2 * (MEMORY + 8), 2, 4, 8), Clock.systemUTC());
    }

    @Override
    protected LaunchSpec spec(String id) {
        return LaunchSpec.of(id, 1, MEMORY, new Boot.Firmware(), List.of(), List.of());
    }

    @Override
    protected void awaitSystem(Machine machine) {
        // It has none.
    }

    @Override
    protected void shutDownFromWithin(InstanceDriver driver, Machine machine) {
        ((MemoryDriver) driver).exit(machine.id(), ExitCause.GUEST_SHUTDOWN);
    }

    @Test
    void aFailureThatWasAskedForLeavesNothingBehind() {
        MemoryDriver memory = (MemoryDriver) driver();
        memory.failNext(new DriverFailureException("out of luck"));

        assertThatThrownBy(() -> memory.launch(spec("i-30"))).hasMessage("out of luck");

        assertThat(memory.occupancy().machines()).isZero();
        assertThat(memory.launch(spec("i-30")).healthy()).isTrue();
    }

    @Test
    void theConsolesEndIsShown() {
        MemoryDriver memory = (MemoryDriver) driver();
        Machine machine = memory.launch(spec("i-31"));

        memory.write(machine.id(), "Linux version 6.1");

        assertThat(machine.console(3)).asString().isEqualTo("6.1");
    }

    @Test
    void disksComeAndGo() {
        Machine machine = driver().launch(spec("i-10"));

        machine.attach(Disk.qcow2("vol-1", Path.of("/nowhere/vol-1")));

        assertThat(machine.spec().disks()).hasSize(1);
        assertThatThrownBy(() -> machine.attach(Disk.qcow2("vol-1", Path.of("/other"))))
                .isInstanceOf(MachineStateException.class);
        machine.detach(new DiskId("vol-1"), Duration.ZERO);
        assertThat(machine.spec().disks()).isEmpty();
    }
}
