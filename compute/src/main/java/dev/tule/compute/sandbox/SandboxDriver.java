package dev.tule.compute.sandbox;

import dev.tule.compute.Admission;
import dev.tule.compute.Architecture;
import dev.tule.compute.Boot;
import dev.tule.compute.Capabilities;
import dev.tule.compute.Capability;
import dev.tule.compute.DriverFailureException;
import dev.tule.compute.DriverUnavailableException;
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
import dev.tule.compute.host.HostCommand;
import dev.tule.compute.host.MachineDescription;
import dev.tule.compute.image.StaticBusybox;
import dev.tule.compute.qemu.SocketDirectory;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Runs machines as namespaces over the host's own system. They have addresses, files and processes
 * of their own; the kernel, the programs and the devices are the host's. It keeps apart those who
 * mean well, and is no security boundary. Processors and memory are counted, and not limited.
 *
 * <p>May be used from any thread. Only one may be open on a directory at a time.
 */
public final class SandboxDriver implements InstanceDriver {
    public static final String NAME = "sandbox";

    /** What has to be on the host for it. */
    public static final String INSTALL_LINE =
            "apt-get install --no-install-recommends busybox-static dropbear-bin uidmap perl-base"
                    + " util-linux";

    private static final System.Logger LOG = System.getLogger(SandboxDriver.class.getName());
    private static final List<String> PROGRAMS =
            List.of("unshare", "setpriv", "setsid", "pivot_root", "perl", "dropbear", "bash");

    private final Path directory;
    private final Path busybox;
    private final Admission admission;
    private final EventFeed feed = new EventFeed();
    private final Map<MachineId, SandboxMachine> machines = new ConcurrentHashMap<>();
    private volatile boolean closed;

    private SandboxDriver(Path directory, Path busybox, HostBudget budget) {
        this.directory = directory;
        this.busybox = busybox;
        this.admission = new Admission(budget);
    }

    /** What this host lacks for it, as a sentence without a full stop. */
    public static Optional<String> missing() {
        for (String program : PROGRAMS) {
            if (HostCommand.find(program).isEmpty()) {
                return Optional.of(program + " is not installed");
            }
        }
        if (StaticBusybox.find().isEmpty()) {
            return Optional.of("busybox-static is not installed");
        }
        if (!Files.isWritable(Path.of("/dev/net/tun"))) {
            return Optional.of("/dev/net/tun is not there, or not open to this user");
        }
        try {
            HostCommand.run(List.of("unshare", "--user", "--net", "true"), Duration.ofSeconds(5));
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("this host lets nobody make namespaces: " + e.getMessage());
        }
    }

    /**
     * Opens a driver.
     *
     * @param directory where machines lie; the sockets' directory {@link SocketDirectory#near} it
     *     is made, too
     * @throws DriverUnavailableException when this host can't have sandboxes
     * @throws IOException when the directory can't be made
     */
    public static SandboxDriver open(Path directory, HostBudget budget) throws IOException {
        Optional<String> missing = missing();
        if (missing.isPresent()) {
            throw new DriverUnavailableException(missing.get());
        }
        Path machines = directory.toAbsolutePath().resolve("sandboxes");
        Files.createDirectories(machines);
        SocketDirectory.makePrivate(SocketDirectory.near(directory));
        return new SandboxDriver(machines, StaticBusybox.find().orElseThrow(), budget);
    }

    Admission admission() {
        return admission;
    }

    EventFeed feed() {
        return feed;
    }

    boolean closed() {
        return closed;
    }

    void forget(SandboxMachine machine) {
        machines.remove(machine.id());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                EnumSet.of(Capability.LINKS, Capability.HOST_SYSTEM_BOOT, Capability.ADOPTION),
                Set.of(Architecture.host()),
                "namespaces");
    }

    @Override
    public Occupancy occupancy() {
        return admission.occupancy();
    }

    static void check(LaunchSpec spec) {
        if (!(spec.boot() instanceof Boot.HostSystem)) {
            throw new UnsupportedByDriverException(NAME, "systems other than the host's");
        }
        if (!spec.disks().isEmpty()) {
            throw new UnsupportedByDriverException(NAME, "disks");
        }
        if (spec.architecture() != Architecture.host()) {
            throw new UnsupportedByDriverException(
                    NAME, "machines of the architecture " + spec.architecture().debianName());
        }
    }

    @Override
    public Machine launch(LaunchSpec spec) {
        check(spec);
        SandboxFiles files = new SandboxFiles(directory.resolve(spec.id().value()));
        SandboxMachine machine = new SandboxMachine(this, spec, files);
        try {
            // Only one of those who ask for the same id makes the directory.
            Files.createDirectory(files.directory());
        } catch (FileAlreadyExistsException e) {
            throw new MachineStateException(spec.id(), "there is a machine of this id");
        } catch (IOException e) {
            throw new DriverFailureException("can't make " + files.directory() + ": " + e, e);
        }
        try {
            files.make(busybox);
            machine.describe();
            machine.start();
        } catch (IOException e) {
            machine.terminate();
            throw new DriverFailureException("can't fill " + files.directory() + ": " + e, e);
        } catch (RuntimeException e) {
            machine.terminate();
            throw e;
        }
        machines.put(spec.id(), machine);
        return machine;
    }

    @Override
    public List<Machine> adopt() {
        List<Path> found;
        try (Stream<Path> all = Files.list(directory)) {
            found = all.sorted().toList();
        } catch (IOException e) {
            throw new DriverFailureException("can't look for machines: " + e.getMessage(), e);
        }
        for (Path place : found) {
            SandboxFiles files = new SandboxFiles(place);
            try {
                MachineDescription description = MachineDescription.read(files.description());
                SandboxMachine machine = new SandboxMachine(this, description.spec(), files);
                if (machines.putIfAbsent(machine.id(), machine) == null) {
                    machine.adopt(description.process());
                }
            } catch (IOException | RuntimeException e) {
                LOG.log(Level.ERROR, "the machine in " + place + " is left alone: " + e);
            }
        }
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
        closed = true;
        machines.values().forEach(SandboxMachine::letGo);
    }
}
