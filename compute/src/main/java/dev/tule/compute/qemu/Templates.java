package dev.tule.compute.qemu;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.compute.Disk;
import dev.tule.compute.DiskFormat;
import dev.tule.compute.LaunchSpec;
import dev.tule.compute.MachineId;
import dev.tule.compute.NetworkLink;
import dev.tule.compute.disk.DiskImages;
import dev.tule.compute.disk.UntouchedDisk;
import dev.tule.compute.host.HostProcess;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.FileChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The templates of this host. May be used from any thread. They are named by a hash of what
 * machines must have in common; and of the host's boot, since a template knows how fast its host's
 * clock runs.
 */
final class Templates implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Templates.class.getName());
    private static final Duration BOOT = Duration.ofSeconds(90);
    private static final String AT_THE_GATE = "tule: at the gate";
    private static final String SEEDED = "tule: too late for the gate";
    private static final String NO_GATE = "tule: no gate";

    /** What the directory's name ends with until the template is done. */
    private static final String MAKING = ".new";

    /** How long the making of a template takes to break off. */
    private static final Duration BREAK_OFF = Duration.ofSeconds(5);

    private final QemuConfig config;
    private final Path directory;
    private final String hostBoot;

    /** One at a time: making one takes a processor for seconds. */
    private final ExecutorService maker =
            Executors.newSingleThreadExecutor(Thread.ofVirtual().name("qemu-templates").factory());

    @GuardedBy("this")
    private final Set<String> underWay = new HashSet<>();

    /** Not to be tried again. */
    @GuardedBy("this")
    private final Set<String> failed = new HashSet<>();

    Templates(QemuConfig config) throws IOException {
        this.config = config;
        this.directory = config.directory().resolve("templates");
        this.hostBoot = HostBoot.id();
        Files.createDirectories(directory);
        endAbandoned();
        discard(template -> !hostBoot.equals(read(template.resolve("host-boot"))));
    }

    /** Ends the machines of templates that an earlier process didn't come to finish. */
    private void endAbandoned() throws IOException {
        List<Path> found;
        try (Stream<Path> all = Files.list(directory)) {
            found = all.filter(path -> path.toString().endsWith(MAKING)).toList();
        }
        for (Path making : found) {
            String file = making.getFileName().toString();
            MachineFiles files = filesOf(making, file.substring(0, file.lastIndexOf(MAKING)));
            QemuStarter.end(files);
            files.remove();
        }
    }

    private MachineFiles filesOf(Path place, String name) {
        return new MachineFiles(place, config.sockets(), "t-" + name);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file).strip();
        } catch (IOException e) {
            return "unknown";
        }
    }

    /** The template for such a machine, if it has been made. */
    Optional<Template> find(Shape shape) {
        try {
            Path place = directory.resolve(shape.name(hostBoot));
            if (!Files.exists(place)) {
                return Optional.empty();
            }
            Files.setLastModifiedTime(place, FileTime.from(Instant.now()));
            return Optional.of(new Template(place, shape));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Does {@link #make} in the background. */
    void makeSoon(List<Shape> shapes) {
        if (!shapes.isEmpty()) {
            maker.execute(() -> make(shapes));
        }
    }

    /**
     * Makes the template of the first of these shapes that has one or can have one, if nobody does
     * and it hasn't failed. Returns when it is there or none can be made.
     */
    void make(List<Shape> shapes) {
        for (Shape shape : shapes) {
            if (find(shape).isPresent() || make(shape)) {
                return;
            }
        }
    }

    /** Whether it is there now, or somebody makes it. */
    private boolean make(Shape shape) {
        try {
            String name = shape.name(hostBoot);
            synchronized (this) {
                if (failed.contains(name) || !underWay.add(name)) {
                    return !failed.contains(name);
                }
            }
            boolean made = false;
            try {
                make(shape, name);
                made = true;
                keepRecent();
                return true;
            } finally {
                synchronized (this) {
                    underWay.remove(name);
                    if (!made) {
                        failed.add(name);
                    }
                }
            }
        } catch (IOException | RuntimeException e) {
            LOG.log(Level.WARNING, "no template for machines like " + shape.spec().id() + ": " + e);
            return false;
        }
    }

    private void make(Shape shape, String name) throws IOException {
        if (Files.exists(directory.resolve(name))) {
            return;
        }
        Path making = directory.resolve(name + MAKING);
        MachineFiles files = filesOf(making, name);
        files.remove();
        Files.createDirectories(making);
        Template template = new Template(making, shape);
        LaunchSpec spec = anonymous(shape, files);
        // Lower than machines that somebody waits for.
        List<String> command = new ArrayList<>(List.of("nice", "-n", "10"));
        command.addAll(shape.line().template(spec, files, template.memory()));
        QemuRun run = QemuStarter.spawn(command, files, config.answer());
        try {
            awaitGate(run.process(), files);
            freeze(run, files, template);
        } finally {
            run.letGo();
            run.process().kill();
            run.process().awaitEnd(Duration.ofSeconds(10));
            files.removeSockets();
            Files.deleteIfExists(files.console().path());
            Files.deleteIfExists(files.errors());
        }
        for (Disk root : spec.disks()) {
            if (UntouchedDisk.of(root.onHost()).isEmpty()) {
                throw new IOException("it has written to its root");
            }
            Files.delete(root.file());
        }
        Files.writeString(making.resolve("host-boot"), hostBoot);
        Files.move(making, directory.resolve(name));
    }

    /** A machine of the same shape, that nobody sees. */
    private static LaunchSpec anonymous(Shape shape, MachineFiles files) {
        LaunchSpec spec = shape.spec();
        List<Disk> disks = new ArrayList<>();
        if (shape.root().isPresent()) {
            UntouchedDisk root = shape.root().get();
            Path file = files.directory().resolve("root");
            DiskImages.open()
                    .createOn(root.beneath().getFirst(), DiskFormat.QCOW2, file, root.sizeBytes());
            disks.add(Disk.qcow2("template", file));
        }
        List<NetworkLink> links = new ArrayList<>();
        for (int card = 0; card < spec.links().size(); card++) {
            links.add(
                    new NetworkLink(
                            files.sockets().resolve(files.name() + "." + card),
                            "02:00:00:00:00:%02x".formatted(card + 1)));
        }
        return new LaunchSpec(
                new MachineId("template"),
                "template",
                spec.architecture(),
                spec.vcpus(),
                spec.memoryMib(),
                spec.boot(),
                disks,
                links);
    }

    private static void awaitGate(HostProcess process, MachineFiles files) throws IOException {
        long deadline = System.nanoTime() + BOOT.toNanos();
        while (true) {
            String console = new String(files.console().tail(4_096), StandardCharsets.UTF_8);
            if (console.contains(SEEDED)) {
                throw new IOException("its kernel has made randomness that all would share");
            }
            if (console.contains(NO_GATE)) {
                throw new IOException("its system has no gate");
            }
            if (console.contains(AT_THE_GATE)) {
                return;
            }
            if (process.awaitEnd(Duration.ofMillis(50))) {
                throw new IOException("it ended before its gate");
            }
            if (Thread.currentThread().isInterrupted()) {
                throw new IOException("nobody waits for it any more");
            }
            if (System.nanoTime() - deadline > 0) {
                throw new IOException("it didn't come to its gate within " + BOOT);
            }
        }
    }

    private void freeze(QemuRun run, MachineFiles files, Template template) throws IOException {
        run.execute("stop");
        run.execute("migrate-set-capabilities", Template.SHARED_MEMORY);
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(files.state()));
            run.execute("migrate", Map.of("uri", "unix:" + files.state()));
            try (SocketChannel from = server.accept();
                    FileChannel to =
                            FileChannel.open(
                                    template.state(),
                                    StandardOpenOption.CREATE_NEW,
                                    StandardOpenOption.WRITE)) {
                long got = 0;
                for (long more = 1; more > 0; got += more) {
                    more = to.transferFrom(from, got, 1 << 20);
                }
            }
        }
        Template.awaitMigration(run, config.answer());
    }

    /**
     * Removes the templates that were used longest ago. A machine that maps one keeps its memory.
     */
    private void keepRecent() throws IOException {
        List<Path> found;
        try (Stream<Path> all = Files.list(directory)) {
            found =
                    all.sorted(
                                    Comparator.comparingLong(
                                                    (Path path) -> path.toFile().lastModified())
                                            .reversed())
                            .toList();
        }
        Set<Path> old = new HashSet<>(found.stream().skip(config.mostTemplates()).toList());
        discard(old::contains);
    }

    private void discard(Predicate<Path> which) throws IOException {
        List<Path> found;
        try (Stream<Path> all = Files.list(directory)) {
            found = all.filter(which).toList();
        }
        for (Path template : found) {
            filesOf(template, template.getFileName().toString()).remove();
        }
    }

    /** Breaks off what is under way, so that none of its processes is left. */
    @Override
    public void close() {
        maker.shutdownNow();
        try {
            if (!maker.awaitTermination(BREAK_OFF.toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.log(Level.WARNING, "a template is still being made");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
