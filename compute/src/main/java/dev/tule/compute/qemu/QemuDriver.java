package dev.tule.compute.qemu;

import dev.tule.compute.Admission;
import dev.tule.compute.Architecture;
import dev.tule.compute.Capabilities;
import dev.tule.compute.Capability;
import dev.tule.compute.DriverFailureException;
import dev.tule.compute.DriverUnavailableException;
import dev.tule.compute.EventFeed;
import dev.tule.compute.InstanceDriver;
import dev.tule.compute.LaunchSpec;
import dev.tule.compute.Machine;
import dev.tule.compute.MachineEvent;
import dev.tule.compute.MachineId;
import dev.tule.compute.MachineStateException;
import dev.tule.compute.Occupancy;
import dev.tule.compute.disk.DiskImages;
import dev.tule.compute.host.HostProcess;
import dev.tule.compute.host.MachineDescription;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Runs machines by QEMU, without a privilege of the operating system. */
public final class QemuDriver implements InstanceDriver {
    static final String NAME = "qemu";

    private static final System.Logger LOG = System.getLogger(QemuDriver.class.getName());

    private final QemuConfig config;
    private final Map<Architecture, QemuBinary> binaries;
    private final Accelerator accelerator;
    private final Admission admission;
    private final EventFeed feed = new EventFeed();
    private final DiskImages images;
    private final Templates templates;
    private final QemuStarter starter;
    private final Map<MachineId, QemuMachine> machines = new ConcurrentHashMap<>();
    private final ScheduledExecutorService housekeeping =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("qemu-housekeeping").factory());

    private QemuDriver(
            QemuConfig config,
            Map<Architecture, QemuBinary> binaries,
            Accelerator accelerator,
            DiskImages images)
            throws IOException {
        this.config = config;
        this.binaries = binaries;
        this.accelerator = accelerator;
        this.images = images;
        this.admission = new Admission(config.budget());
        this.templates = new Templates(config);
        this.starter = new QemuStarter(config, binaries, accelerator, templates);
        var _ =
                housekeeping.scheduleWithFixedDelay(
                        () -> machines.values().forEach(QemuMachine::trimConsole),
                        10,
                        10,
                        TimeUnit.SECONDS);
    }

    /**
     * Opens a driver. Only one may be open on a directory at a time.
     *
     * @param accelerator for machines of the host's own architecture; others are translated
     * @throws DriverUnavailableException when QEMU is not installed; the message says what to do
     * @throws IOException when the directories can't be made
     */
    public static QemuDriver open(QemuConfig config, Accelerator accelerator) throws IOException {
        Map<Architecture, QemuBinary> binaries = new EnumMap<>(Architecture.class);
        for (Architecture architecture : Architecture.values()) {
            QemuBinary.find(architecture).ifPresent(found -> binaries.put(architecture, found));
        }
        if (binaries.isEmpty()) {
            throw new DriverUnavailableException(
                    "QEMU 7.2 or newer is missing: apt-get install "
                            + packageFor(Architecture.host()));
        }
        Files.createDirectories(config.directory().resolve("machines"));
        SocketDirectory.makePrivate(config.sockets());
        return new QemuDriver(config, binaries, accelerator, DiskImages.open());
    }

    static String packageFor(Architecture architecture) {
        return switch (architecture) {
            case X86_64 -> "qemu-system-x86";
            case ARM64 -> "qemu-system-arm";
        };
    }

    QemuConfig config() {
        return config;
    }

    Admission admission() {
        return admission;
    }

    EventFeed feed() {
        return feed;
    }

    DiskImages images() {
        return images;
    }

    QemuStarter starter() {
        return starter;
    }

    void forget(QemuMachine machine) {
        machines.remove(machine.id());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                EnumSet.complementOf(
                        EnumSet.of(Capability.ARCHIVE_BOOT, Capability.HOST_SYSTEM_BOOT)),
                binaries.keySet(),
                accelerator.word());
    }

    @Override
    public Occupancy occupancy() {
        return admission.occupancy();
    }

    @Override
    public void prepare(LaunchSpec like) {
        starter.prepare(like);
    }

    @Override
    public Machine launch(LaunchSpec spec) {
        MachineFiles files = MachineFiles.of(config, spec.id());
        QemuMachine machine = new QemuMachine(this, spec, files);
        try {
            // Only one of those who ask for the same id makes the directory.
            Files.createDirectory(files.directory());
        } catch (FileAlreadyExistsException e) {
            throw new MachineStateException(spec.id(), "there is a machine of this id");
        } catch (IOException e) {
            throw new DriverFailureException("can't make " + files.directory() + ": " + e, e);
        }
        try {
            machine.describe();
            machine.start();
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
        try (Stream<Path> all = Files.list(config.directory().resolve("machines"))) {
            found = all.sorted().toList();
        } catch (IOException e) {
            throw new DriverFailureException("can't look for machines: " + e.getMessage(), e);
        }
        for (Path directory : found) {
            MachineFiles files =
                    MachineFiles.of(config, new MachineId(directory.getFileName().toString()));
            if (!machines.containsKey(new MachineId(files.name()))) {
                try {
                    adopt(files);
                } catch (IOException | RuntimeException e) {
                    LOG.log(Level.ERROR, "the machine in " + directory + " is left alone: " + e);
                }
            }
        }
        return machines();
    }

    private void adopt(MachineFiles files) throws IOException {
        MachineDescription description = MachineDescription.read(files.description());
        QemuMachine machine = new QemuMachine(this, description.spec(), files);
        machines.put(machine.id(), machine);
        HostProcess known = description.process();
        // What had been started when this process ended is not written down yet.
        Optional<HostProcess> process =
                known == null ? QemuStarter.process(files) : Optional.of(known);
        if (process.isPresent() && process.get().alive()) {
            try {
                machine.adopt(process.get());
                return;
            } catch (IOException e) {
                LOG.log(Level.WARNING, machine.id() + " doesn't answer, and is ended: " + e);
                process.get().kill();
                process.get().awaitEnd(Duration.ofSeconds(10));
            }
        }
        files.removeSockets();
        if (known != null) {
            machine.tellUnseen();
        }
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
        housekeeping.shutdownNow();
        templates.close();
        machines.values().forEach(QemuMachine::letGo);
        machines.clear();
    }
}
