package dev.tule.compute.host;

import dev.tule.compute.Admission;
import dev.tule.compute.Architecture;
import dev.tule.compute.DriverFailureException;
import dev.tule.compute.EventFeed;
import dev.tule.compute.HostBudget;
import dev.tule.compute.InstanceDriver;
import dev.tule.compute.LaunchSpec;
import dev.tule.compute.Machine;
import dev.tule.compute.MachineEvent;
import dev.tule.compute.MachineId;
import dev.tule.compute.MachineStateException;
import dev.tule.compute.Occupancy;
import dev.tule.compute.UnsupportedByDriverException;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * What all drivers share that run machines on this host: a directory with one of its own for each
 * machine, in which {@code machine.json} says what the machine is.
 */
public abstract class HostDriver implements InstanceDriver {
    private static final System.Logger LOG = System.getLogger(HostDriver.class.getName());

    private final Path directory;
    private final Admission admission;
    private final EventFeed feed = new EventFeed();
    private final Map<MachineId, HostMachine<?>> machines = new ConcurrentHashMap<>();
    private volatile boolean closed;

    /**
     * @param directory of machines' directories, which is there
     */
    protected HostDriver(Path directory, HostBudget budget) {
        this.directory = directory;
        this.admission = new Admission(budget);
    }

    /**
     * A machine of this driver's, of which nothing need be there yet.
     *
     * @param place its directory
     */
    protected abstract HostMachine<?> machine(LaunchSpec spec, Path place);

    /**
     * Refuses what the driver can't run.
     *
     * @throws UnsupportedByDriverException when it can't
     */
    protected abstract void check(LaunchSpec spec);

    /** Refuses what a machine that shares this host's kernel can't be. */
    protected final void requireThisKernel(LaunchSpec spec) {
        if (!spec.disks().isEmpty()) {
            throw new UnsupportedByDriverException(name(), "disks");
        }
        if (spec.architecture() != Architecture.host()) {
            throw new UnsupportedByDriverException(
                    name(), "machines of the architecture " + spec.architecture().debianName());
        }
    }

    final Admission admission() {
        return admission;
    }

    final EventFeed feed() {
        return feed;
    }

    final void forget(HostMachine<?> machine) {
        machines.remove(machine.id());
    }

    /** Whether machines have been let go of. */
    public final boolean closed() {
        return closed;
    }

    @Override
    public final Occupancy occupancy() {
        return admission.occupancy();
    }

    @Override
    public final Machine launch(LaunchSpec spec) {
        check(spec);
        Path place = directory.resolve(spec.id().value());
        HostMachine<?> machine = machine(spec, place);
        try {
            // Only one of those who ask for the same id makes the directory.
            Files.createDirectory(place);
        } catch (FileAlreadyExistsException e) {
            throw new MachineStateException(spec.id(), "there is a machine of this id");
        } catch (IOException e) {
            throw new DriverFailureException("can't make " + place + ": " + e, e);
        }
        try {
            machine.make();
            machine.describe();
            machine.start();
        } catch (IOException e) {
            machine.terminate();
            throw new DriverFailureException("can't fill " + place + ": " + e, e);
        } catch (RuntimeException e) {
            machine.terminate();
            throw e;
        }
        machines.put(spec.id(), machine);
        return machine;
    }

    @Override
    public final List<Machine> adopt() {
        List<Path> found;
        try (Stream<Path> all = Files.list(directory)) {
            found = all.sorted().toList();
        } catch (IOException e) {
            throw new DriverFailureException("can't look for machines: " + e.getMessage(), e);
        }
        for (Path place : found) {
            try {
                MachineDescription description = MachineDescription.read(description(place));
                HostMachine<?> machine = machine(description.spec(), place);
                if (machines.putIfAbsent(machine.id(), machine) == null) {
                    machine.adopt(description.process());
                }
            } catch (IOException | RuntimeException e) {
                LOG.log(Level.ERROR, "the machine in " + place + " is left alone: " + e);
            }
        }
        return machines();
    }

    /** Where a machine is written down. */
    protected static Path description(Path place) {
        return place.resolve("machine.json");
    }

    @Override
    public final List<Machine> machines() {
        return List.copyOf(machines.values());
    }

    @Override
    public final Optional<Machine> find(MachineId id) {
        return Optional.ofNullable(machines.get(id));
    }

    @Override
    public final Subscription subscribe(Consumer<MachineEvent> listener) {
        return feed.subscribe(listener);
    }

    @Override
    public void close() {
        closed = true;
        machines.values().forEach(HostMachine::letGo);
        machines.clear();
    }
}
