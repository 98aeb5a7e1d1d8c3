package dev.tule.compute.memory;

import dev.tule.compute.Admission;
import dev.tule.compute.Architecture;
import dev.tule.compute.Capabilities;
import dev.tule.compute.Capability;
import dev.tule.compute.ComputeException;
import dev.tule.compute.EventFeed;
import dev.tule.compute.ExitCause;
import dev.tule.compute.HostBudget;
import dev.tule.compute.InstanceDriver;
import dev.tule.compute.LaunchSpec;
import dev.tule.compute.Machine;
import dev.tule.compute.MachineEvent;
import dev.tule.compute.MachineId;
import dev.tule.compute.MachineStateException;
import dev.tule.compute.Occupancy;
import java.time.Clock;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Consumer;

/**
 * Machines that nothing runs in. What a real machine does of itself is done by the test: {@link
 * #exit} and {@link #write}; {@link #failNext} makes the next launch or start fail. May be used
 * from any thread.
 */
public final class MemoryDriver implements InstanceDriver {
    private final Clock clock;
    private final Admission admission;
    private final EventFeed feed = new EventFeed();
    private final Map<MachineId, MemoryMachine> machines = new ConcurrentHashMap<>();
    private final Set<MachineId> used = ConcurrentHashMap.newKeySet();
    private final Queue<ComputeException> failures = new ConcurrentLinkedQueue<>();

    public MemoryDriver(HostBudget budget, Clock clock) {
        this.clock = clock;
        this.admission = new Admission(budget);
    }

    /** A driver with room for plenty. */
    public static MemoryDriver roomy() {
        return new MemoryDriver(new HostBudget(1 << 20, 64, 16, 0), Clock.systemUTC());
    }

    @Override
    public String name() {
        return "memory";
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                EnumSet.complementOf(EnumSet.of(Capability.ISOLATION)),
                EnumSet.allOf(Architecture.class),
                "none");
    }

    @Override
    public Occupancy occupancy() {
        return admission.occupancy();
    }

    @Override
    public Machine launch(LaunchSpec spec) {
        if (!used.add(spec.id())) {
            throw new MachineStateException(spec.id(), "there was a machine of this id");
        }
        MemoryMachine machine = new MemoryMachine(this, spec);
        try {
            enter(spec);
        } catch (ComputeException e) {
            used.remove(spec.id());
            throw e;
        }
        machines.put(spec.id(), machine);
        return machine;
    }

    /** A machine begins to run, if there is room and the test doesn't want it to fail. */
    void enter(LaunchSpec spec) {
        ComputeException failure = failures.poll();
        if (failure != null) {
            throw failure;
        }
        admission.admit(spec);
    }

    void left(MachineId id, ExitCause cause) {
        admission.release(id);
        feed.tell(new MachineEvent.Exited(id, clock.instant(), cause));
    }

    void rebooted(MachineId id) {
        feed.tell(new MachineEvent.Rebooted(id, clock.instant()));
    }

    void terminated(MachineId id) {
        machines.remove(id);
    }

    Clock clock() {
        return clock;
    }

    /** The machines of this driver: there is no earlier process that could have left any. */
    @Override
    public List<Machine> adopt() {
        return machines();
    }

    @Override
    public List<Machine> machines() {
        return List.copyOf(machines.values());
    }

    @Override
    public Optional<Machine> find(MachineId id) {
        return Optional.ofNullable(machines.get(id));
    }

    @Override
    public Subscription subscribe(Consumer<MachineEvent> listener) {
        return feed.subscribe(listener);
    }

    @Override
    public void close() {
        // There is nothing to let go of.
    }

    /** The machine ends by itself. */
    public void exit(MachineId id, ExitCause cause) {
        known(id).exit(cause);
    }

    /** The machine writes to its console. */
    public void write(MachineId id, String text) {
        known(id).write(text);
    }

    /** The machine's health changes. */
    public void sicken(MachineId id, boolean healthy) {
        known(id).sicken(healthy);
    }

    /** The next launch or start fails in this way. */
    public void failNext(ComputeException failure) {
        failures.add(failure);
    }

    private MemoryMachine known(MachineId id) {
        MemoryMachine machine = machines.get(id);
        if (machine == null) {
            throw new IllegalArgumentException("no machine " + id);
        }
        return machine;
    }
}
