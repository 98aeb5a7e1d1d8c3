package dev.tule.compute;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.util.HashMap;
import java.util.Map;

/**
 * Lets machines onto the host as long as there is room: what they were promised is counted, not
 * what they use. May be used from any thread.
 */
public final class Admission {
    private final HostBudget budget;

    @GuardedBy("this")
    private final Map<MachineId, LaunchSpec> admitted = new HashMap<>();

    @GuardedBy("this")
    private int takenMemoryMib;

    @GuardedBy("this")
    private int takenVcpus;

    public Admission(HostBudget budget) {
        this.budget = budget;
    }

    /**
     * Takes room for a machine that is about to run, until it is released.
     *
     * @throws InsufficientCapacityException when there is none
     */
    public synchronized void admit(LaunchSpec spec) {
        if (admitted.containsKey(spec.id())) {
            throw new IllegalStateException(spec.id() + " has been admitted");
        }
        if (spec.vcpus() > budget.processors()) {
            throw new InsufficientCapacityException(
                    "%d vCPUs asked for, the host has %d processors"
                            .formatted(spec.vcpus(), budget.processors()));
        }
        check("vCPUs", spec.vcpus(), budget.vcpus() - takenVcpus);
        check("MiB of memory", memoryOf(spec), budget.memoryMib() - takenMemoryMib);
        readmit(spec);
    }

    private static void check(String what, int asked, int left) {
        if (asked > left) {
            throw new InsufficientCapacityException(
                    "%d %s needed, %d left for machines on this host"
                            .formatted(asked, what, Math.max(0, left)));
        }
    }

    /** Counts a machine that runs already, whether there is room or not. */
    public synchronized void readmit(LaunchSpec spec) {
        if (admitted.put(spec.id(), spec) == null) {
            takenMemoryMib += memoryOf(spec);
            takenVcpus += spec.vcpus();
        }
    }

    /** Gives a machine's room back. Does nothing when it has none. */
    public synchronized void release(MachineId id) {
        LaunchSpec spec = admitted.remove(id);
        if (spec != null) {
            takenMemoryMib -= memoryOf(spec);
            takenVcpus -= spec.vcpus();
        }
    }

    public synchronized Occupancy occupancy() {
        return new Occupancy(
                budget.memoryMib(), takenMemoryMib, budget.vcpus(), takenVcpus, admitted.size());
    }

    private int memoryOf(LaunchSpec spec) {
        return spec.memoryMib() + budget.overheadMib();
    }
}
