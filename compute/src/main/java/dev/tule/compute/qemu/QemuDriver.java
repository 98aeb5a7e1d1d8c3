package dev.tule.compute.qemu;

import dev.tule.compute.Architecture;
import dev.tule.compute.Capabilities;
import dev.tule.compute.Capability;
import dev.tule.compute.DriverUnavailableException;
import dev.tule.compute.LaunchSpec;
import dev.tule.compute.Machine;
import dev.tule.compute.disk.DiskImages;
import dev.tule.compute.host.HostDriver;
import dev.tule.compute.host.HostMachine;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** Runs machines by QEMU, without a privilege of the operating system. */
public final class QemuDriver extends HostDriver {
    static final String NAME = "qemu";

    private final QemuConfig config;
    private final Map<Architecture, QemuBinary> binaries;
    private final Accelerator accelerator;
    private final DiskImages images;
    private final Templates templates;
    private final QemuStarter starter;
    private final ScheduledExecutorService housekeeping =
            Executors.newSingleThreadScheduledExecutor(
                    Thread.ofPlatform().daemon().name("qemu-housekeeping").factory());

    private QemuDriver(
            QemuConfig config,
            Map<Architecture, QemuBinary> binaries,
            Accelerator accelerator,
            DiskImages images)
            throws IOException {
        super(machines(config), config.budget());
        this.config = config;
        this.binaries = binaries;
        this.accelerator = accelerator;
        this.images = images;
        this.templates = new Templates(config);
        this.starter = new QemuStarter(config, binaries, accelerator, templates);
        var _ = housekeeping.scheduleWithFixedDelay(this::trimConsoles, 10, 10, TimeUnit.SECONDS);
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
        Files.createDirectories(machines(config));
        SocketDirectory.makePrivate(config.sockets());
        return new QemuDriver(config, binaries, accelerator, DiskImages.open());
    }

    private static Path machines(QemuConfig config) {
        return config.directory().resolve("machines");
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

    DiskImages images() {
        return images;
    }

    QemuStarter starter() {
        return starter;
    }

    private void trimConsoles() {
        for (Machine machine : machines()) {
            if (machine instanceof QemuMachine ours) {
                ours.trimConsole();
            }
        }
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
    public void prepare(LaunchSpec like) {
        starter.prepare(like);
    }

    @Override
    protected HostMachine<?> machine(LaunchSpec spec, Path place) {
        return new QemuMachine(this, spec, MachineFiles.of(config, spec.id()));
    }

    /** What it can't run, the starter refuses, who knows what is installed. */
    @Override
    protected void check(LaunchSpec spec) {}

    @Override
    public void close() {
        housekeeping.shutdownNow();
        templates.close();
        super.close();
    }
}
