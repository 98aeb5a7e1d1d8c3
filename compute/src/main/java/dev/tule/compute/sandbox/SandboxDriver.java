package dev.tule.compute.sandbox;

import dev.tule.compute.Architecture;
import dev.tule.compute.Boot;
import dev.tule.compute.Capabilities;
import dev.tule.compute.Capability;
import dev.tule.compute.DriverUnavailableException;
import dev.tule.compute.HostBudget;
import dev.tule.compute.LaunchSpec;
import dev.tule.compute.UnsupportedByDriverException;
import dev.tule.compute.host.HostCommand;
import dev.tule.compute.host.HostDriver;
import dev.tule.compute.host.HostMachine;
import dev.tule.compute.image.StaticBusybox;
import dev.tule.compute.qemu.SocketDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs machines as namespaces over the host's own system. They have addresses, files and processes
 * of their own; the kernel, the programs and the devices are the host's. It keeps apart those who
 * mean well, and is no security boundary. Processors and memory are counted, and not limited.
 *
 * <p>May be used from any thread. Only one may be open on a directory at a time.
 */
public final class SandboxDriver extends HostDriver {
    public static final String NAME = "sandbox";

    /** What has to be on the host for it. */
    public static final String INSTALL_LINE =
            "apt-get install --no-install-recommends busybox-static dropbear-bin uidmap perl-base"
                    + " util-linux";

    private static final List<String> PROGRAMS =
            List.of("unshare", "setpriv", "setsid", "pivot_root", "perl", "dropbear", "bash");

    private final Path busybox;

    private SandboxDriver(Path directory, Path busybox, HostBudget budget) {
        super(directory, budget);
        this.busybox = busybox;
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
    protected void check(LaunchSpec spec) {
        if (!(spec.boot() instanceof Boot.HostSystem)) {
            throw new UnsupportedByDriverException(NAME, "systems other than the host's");
        }
        requireThisKernel(spec);
    }

    @Override
    protected HostMachine<?> machine(LaunchSpec spec, Path place) {
        return new SandboxMachine(this, spec, new SandboxFiles(place), busybox);
    }
}
