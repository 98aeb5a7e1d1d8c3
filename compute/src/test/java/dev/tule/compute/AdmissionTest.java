package dev.tule.compute;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class AdmissionTest {
    private final Admission admission = new Admission(new HostBudget(1_000, 2, 2, 60));

    private static LaunchSpec machine(String id, int vcpus, int memoryMib) {
        return LaunchSpec.of(id, vcpus, memoryMib, new Boot.Firmware(), List.of(), List.of());
    }

    @Test
    void aMachineTakesItsMemoryAndWhatRunningItCosts() {
        admission.admit(machine("a", 1, 440));

        assertThat(admission.occupancy()).isEqualTo(new Occupancy(1_000, 500, 4, 1, 1));
        assertThatThrownBy(() -> admission.admit(machine("b", 1, 441)))
                .isInstanceOf(InsufficientCapacityException.class)
                .hasMessage("501 MiB of memory needed, 500 left for machines on this host");
        admission.admit(machine("b", 1, 440));
    }

    @Test
    void noMachineHasMoreProcessorsThanTheHost() {
        assertThatThrownBy(() -> admission.admit(machine("a", 3, 64)))
                .hasMessage("3 vCPUs asked for, the host has 2 processors");
    }

    @Test
    void processorsAreSharedByAsManyAsTheBudgetSays() {
        admission.admit(machine("a", 2, 64));
        admission.admit(machine("b", 2, 64));

        assertThatThrownBy(() -> admission.admit(machine("c", 1, 64)))
                .hasMessage("1 vCPUs needed, 0 left for machines on this host");
    }

    @Test
    void whatIsGivenBackIsGivenBackOnce() {
        LaunchSpec spec = machine("a", 1, 440);
        admission.admit(spec);

        admission.release(spec.id());
        admission.release(spec.id());

        assertThat(admission.occupancy()).isEqualTo(new Occupancy(1_000, 0, 4, 0, 0));
    }

    @Test
    void machinesThatRunAlreadyAreCountedEvenWithoutRoom() {
        admission.readmit(machine("a", 2, 2_000));

        assertThat(admission.occupancy().takenMemoryMib()).isEqualTo(2_060);
        assertThatThrownBy(() -> admission.admit(machine("b", 1, 64)))
                .hasMessage("124 MiB of memory needed, 0 left for machines on this host");
    }
}
