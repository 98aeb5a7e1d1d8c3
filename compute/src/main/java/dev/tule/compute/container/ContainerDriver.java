package dev.tule.compute.container;

import dev.tule.compute.Architecture;
import dev.tule.compute.Boot;
import dev.tule.compute.Capabilities;
import dev.tule.compute.Capability;
import dev.tule.compute.DriverUnavailableException;
import dev.tule.compute.HostBudget;
import dev.tule.compute.LaunchSpec;
import dev.tule.compute.UnsupportedByDriverException;
import dev.tule.compute.host.HostDriver;
import dev.tule.compute.host.HostMachine;
import dev.tule.compute.qemu.SocketDirectory;
import dev.tule.containers.ContainerEngine;
import dev.tule.containers.ContainerEngineException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * Runs machines as containers of Docker or Podman. They have files, processes and limits of their
 * own, and share this host's kernel. May be used from any thread; only one may be open on a
 * directory at a time.
 */
public final class ContainerDriver extends HostDriver {
    public static final String NAME = "docker";

    /** What gives a Debian an engine, and what machines are made of. */
    public static final String INSTALL_LINE =
            "apt-get install --no-install-recommends podman crun busybox-static dropbear-bin"
                    + " perl-base e2fsprogs && systemctl start podman.socket";

    private final ContainerRecipe recipe;

    private ContainerDriver(Path directory, ContainerRecipe recipe, HostBudget budget) {
        super(directory, budget);
        this.recipe = recipe;
    }

    /**
     * Which engine this host has, as {@code Podman Engine 4.3.1 at /run/podman/podman.sock}; empty
     * when none answers.
     */
    public static Optional<String> engine() {
        Optional<Path> socket = ContainerEngine.find();
        if (socket.isEmpty()) {
            return Optional.empty();
        }
        try (ContainerEngine engine = new ContainerEngine(socket.get())) {
            return Optional.of(engine.version() + " at " + socket.get());
        } catch (ContainerEngineException e) {
            return Optional.empty();
        }
    }

    /**
     * Opens a driver at this host's engine.
     *
     * @param directory where machines lie; the sockets' directory {@link SocketDirectory#near} it
     *     is made, too
     * @param programs those of {@link dev.tule.compute.image.ImageBuilder#containerPrograms}
     * @throws DriverUnavailableException when there is no engine
     * @throws IOException when the directory can't be made
     */
    public static ContainerDriver open(Path directory, Path programs, HostBudget budget)
            throws IOException {
        Path socket =
                ContainerEngine.find()
                        .orElseThrow(
                                () ->
                                        new DriverUnavailableException(
                                                "no container engine listens"));
        return open(socket, directory, programs, budget);
    }

    /** The same at the engine that listens at a socket. */
    public static ContainerDriver open(
            Path socket, Path directory, Path programs, HostBudget budget) throws IOException {
        Path machines = directory.toAbsolutePath().resolve("containers");
        // What machines write for this host to find, is nobody else's.
        SocketDirectory.makePrivate(machines);
        SocketDirectory.makePrivate(SocketDirectory.near(directory));
        ContainerEngine engine = new ContainerEngine(socket);
        return new ContainerDriver(
                machines,
                new ContainerRecipe(engine, new ContainerImages(engine), programs, machines),
                budget);
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Capabilities capabilities() {
        return new Capabilities(
                EnumSet.of(Capability.LINKS, Capability.ARCHIVE_BOOT, Capability.ADOPTION),
                Set.of(Architecture.host()),
                "containers");
    }

    @Override
    protected HostMachine<?> machine(LaunchSpec spec, Path place) {
        return new ContainerMachine(
                this, recipe, spec, description(place), new ContainerFiles(place));
    }

    @Override
    protected void check(LaunchSpec spec) {
        if (!(spec.boot() instanceof Boot.Archive)) {
            throw new UnsupportedByDriverException(NAME, "systems that boot");
        }
        requireThisKernel(spec);
    }

    @Override
    public void close() {
        super.close();
        recipe.engine().close();
    }
}
