package dev.tule.compute.image;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.tule.compute.Architecture;
import dev.tule.compute.Boot;
import dev.tule.compute.DiskFormat;
import dev.tule.compute.DriverFailureException;
import dev.tule.compute.DriverUnavailableException;
import dev.tule.compute.disk.DiskImages;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * Makes images, and keeps them in a directory: one made of the same files is not made again, and
 * none is changed. May be used from any thread; images are made one after the other.
 */
public final class ImageBuilder {
    /** The image with busybox and dropbear. */
    public static final String TINY = "tiny";

    /** Debian 12 with cloud-init. */
    public static final String DEBIAN = "debian-12";

    /** What has to be on the host for Debian's image. */
    public static final String DEBIAN_INSTALL_LINE = DebianImage.INSTALL_LINE;

    private static final String COMMAND_LINE =
            // The kernel shall not take for randomness what a template has got; see Template.
            "quiet panic=-1 random.trust_bootloader=off random.trust_cpu=off";

    /**
     * More of it for the tiny image, which has an agent, and does without what only larger systems
     * use: each of these takes a part of every launch.
     */
    private static final String TINY_COMMAND_LINE =
            COMMAND_LINE
                    + " lsm=capability audit=0 psi=0 cgroup_disable=memory init_on_alloc=0"
                    + " ipv6.disable_ipv6=1 "
                    + Boot.Kernel.AGENT;

    private static final long DISK_BYTES = 8L << 30;
    private static final int TINY_MEMORY_MIB = 96;
    private static final int DEBIAN_MEMORY_MIB = 512;

    private final Path directory;
    private final InstantSource clock;
    private final ReentrantLock making = new ReentrantLock();

    /** One of its own: Debian takes minutes, and others don't wait for it. */
    private final ReentrantLock makingDebian = new ReentrantLock();

    public ImageBuilder(Path directory) {
        this(directory, InstantSource.system());
    }

    ImageBuilder(Path directory, InstantSource clock) {
        this.directory = directory.toAbsolutePath();
        this.clock = clock;
    }

    /** Those that have been made. */
    public List<MachineImage> list() throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.sorted().map(ImageBuilder::image).flatMap(Optional::stream).toList();
        }
    }

    /**
     * The tiny image: made if it isn't there, in about a second where the packages are installed.
     *
     * @param progress told what is being done
     * @throws ImageException when it can't be made on this host
     */
    public MachineImage tiny(Architecture architecture, Consumer<String> progress)
            throws ImageException {
        making.lock();
        try {
            DebianPackages packages =
                    new DebianPackages(architecture, directory.resolve("packages"), progress);
            Path busybox = staticBusybox(packages);
            Path dropbear = program(packages, "sbin/dropbear", "dropbear-bin");
            Path mke2fs = program(packages, "sbin/mke2fs", "e2fsprogs");
            KernelFiles kernel = KernelFiles.find(packages, architecture);
            String version = version(List.of(busybox, dropbear, mke2fs, kernel.kernel()));
            Path place = directory.resolve(name(TINY, architecture, version));
            if (!Files.exists(place)) {
                progress.accept("making " + place.getFileName());
                make(
                        place,
                        kernel,
                        busybox,
                        making -> TinyImage.fill(making.resolve("root"), packages, busybox));
            }
            return image(place).orElseThrow();
        } catch (IOException | DriverFailureException | DriverUnavailableException e) {
            throw new ImageException("the tiny image can't be made: " + e.getMessage(), e);
        } finally {
            making.unlock();
        }
    }

    /**
     * The tiny image for containers: its files, and what begins in them. It needs neither a kernel
     * nor QEMU.
     *
     * @throws ImageException when it can't be made on this host
     */
    public Boot.Archive tinyArchive(Consumer<String> progress) throws ImageException {
        return new Boot.Archive(
                containers(progress).resolve("root.tar"), List.of("/sbin/tule-agent"));
    }

    /**
     * The directory with the programs that run in each container for Tule: a busybox, and a Perl
     * with all that it needs, whatever else the container has.
     *
     * @throws ImageException when it can't be made on this host
     */
    public Path containerPrograms(Consumer<String> progress) throws ImageException {
        return containers(progress).resolve("programs");
    }

    private Path containers(Consumer<String> progress) throws ImageException {
        making.lock();
        try {
            DebianPackages packages =
                    new DebianPackages(
                            Architecture.host(), directory.resolve("packages"), progress);
            Path busybox = staticBusybox(packages);
            Path dropbear = program(packages, "sbin/dropbear", "dropbear-bin");
            Path mke2fs = program(packages, "sbin/mke2fs", "e2fsprogs");
            Path perl = program(packages, "bin/perl", "perl-base");
            String version = version(List.of(busybox, dropbear, mke2fs, perl));
            Path place = directory.resolve("containers_" + version);
            if (!Files.exists(place)) {
                progress.accept("making " + place.getFileName());
                Path making = directory.resolve(place.getFileName() + ".new");
                remove(making);
                Files.createDirectories(making);
                RootDirectory root = TinyImage.fill(making.resolve("root"), packages, busybox);
                root.archiveTo(making.resolve("root.tar"));
                remove(root.path());
                ContainerPrograms.fill(making.resolve("programs"), packages, busybox, perl);
                Files.move(making, place, StandardCopyOption.ATOMIC_MOVE);
            }
            return place;
        } catch (IOException e) {
            throw new ImageException("containers can't be made: " + e.getMessage(), e);
        } finally {
            making.unlock();
        }
    }

    /**
     * Debian 12 with cloud-init, for this host's architecture: the newest that was made in the same
     * way, else made now, which takes minutes and downloads Debian.
     *
     * @param fresh whether one is made in any case, of what Debian's packages are today
     * @param progress told what is being done
     * @throws ImageException when it can't be made on this host
     */
    public MachineImage debian(boolean fresh, Consumer<String> progress) throws ImageException {
        Architecture architecture = Architecture.host();
        makingDebian.lock();
        try {
            Files.createDirectories(directory);
            try (FileChannel file =
                            FileChannel.open(directory.resolve("debian.lock"), CREATE, WRITE);
                    FileLock _ = onlyProcess(file, progress)) {
                String recipe = digest(List.of(DebianImage.recipe()), List.of("cloud.cfg"));
                Optional<MachineImage> there =
                        list().stream()
                                .filter(image -> image.name().equals(DEBIAN))
                                .filter(image -> image.architecture() == architecture)
                                .filter(image -> image.version().startsWith(recipe + "-"))
                                .reduce((_, newer) -> newer);
                if (there.isPresent() && !fresh) {
                    return there.get();
                }
                String day =
                        DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT)
                                .format(clock.instant().atOffset(ZoneOffset.UTC));
                Path place = directory.resolve(name(DEBIAN, architecture, recipe + "-" + day));
                makeDebian(place, architecture, progress);
                return image(place).orElseThrow();
            }
        } catch (IOException | DriverFailureException | DriverUnavailableException e) {
            throw new ImageException("Debian's image can't be made: " + e.getMessage(), e);
        } finally {
            makingDebian.unlock();
        }
    }

    /** Two processes, such as a server and a command, may want to make the same image. */
    private static FileLock onlyProcess(FileChannel file, Consumer<String> progress)
            throws IOException {
        FileLock lock = file.tryLock();
        if (lock != null) {
            return lock;
        }
        progress.accept("waiting for another process that makes the image");
        return file.lock();
    }

    private void makeDebian(Path place, Architecture architecture, Consumer<String> progress)
            throws IOException, ImageException {
        DebianPackages packages =
                new DebianPackages(architecture, directory.resolve("packages"), progress);
        KernelFiles kernel = KernelFiles.find(packages, architecture);
        Path busybox = staticBusybox(packages);
        progress.accept("making " + place.getFileName() + ", which takes minutes");
        make(
                place,
                kernel,
                busybox,
                making -> DebianImage.fill(making, architecture, kernel, progress));
    }

    /** A program of the host's, or of a package that is downloaded for it. */
    private static Path program(DebianPackages packages, String program, String debianPackage)
            throws IOException, ImageException {
        if (TinyImage.findProgram(packages, program).isEmpty()) {
            packages.fetch(debianPackage, true);
        }
        return TinyImage.findProgram(packages, program)
                .orElseThrow(() -> new ImageException(debianPackage + " has no " + program, null));
    }

    /** One that needs no libraries: it is all that there is in the initial file system. */
    private static Path staticBusybox(DebianPackages packages) throws IOException, ImageException {
        for (int again = 0; again < 2; again++) {
            for (String path : StaticBusybox.PLACES) {
                Optional<Path> found = packages.find(path).filter(StaticBusybox::isStatic);
                if (found.isPresent()) {
                    return found.get();
                }
            }
            packages.fetch("busybox-static", false);
        }
        throw new ImageException(
                "the package busybox-static has no busybox without libraries", null);
    }

    /** Puts a root file system together in a directory. */
    private interface Filling {
        RootDirectory fill(Path making) throws IOException, ImageException;
    }

    private void make(Path place, KernelFiles kernel, Path busybox, Filling filling)
            throws IOException, ImageException {
        Path making = directory.resolve(place.getFileName() + ".new");
        remove(making);
        Files.createDirectories(making);
        addBoot(making, kernel, busybox);
        RootDirectory root = filling.fill(making);
        root.writeTo(making.resolve("raw"), DISK_BYTES);
        DiskImages.open()
                .flatten(
                        making.resolve("raw"),
                        DiskFormat.RAW,
                        making.resolve("disk.qcow2"),
                        Duration.ofMinutes(5));
        Files.delete(making.resolve("raw"));
        remove(root.path());
        Files.move(making, place, StandardCopyOption.ATOMIC_MOVE);
    }

    private static void addBoot(Path making, KernelFiles kernel, Path busybox)
            throws IOException, ImageException {
        // The image's own: the host's may be replaced, and machines boot again.
        BootKernel.write(kernel.kernel(), making.resolve("kernel"));
        Files.write(making.resolve("initrd"), BootArchive.make(kernel, busybox));
    }

    private static String name(String name, Architecture architecture, String version) {
        return name + "_" + architecture.debianName() + "_" + version;
    }

    /** A hash of what the tiny image is made of: files of packages, and our own. */
    private static String version(List<Path> files) throws IOException {
        List<String> identities = new ArrayList<>();
        for (Path file : files) {
            identities.add(
                    "%s %d %d\n"
                            .formatted(
                                    file,
                                    Files.size(file),
                                    Files.getLastModifiedTime(file).to(TimeUnit.MILLISECONDS)));
        }
        return digest(identities, List.of("agent", "udhcpc", "inittab", "applets"));
    }

    /** A hash of an image's own ingredients, and of what all boot with. */
    private static String digest(List<String> texts, List<String> resources) throws IOException {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String text : texts) {
                digest.update(text.getBytes(StandardCharsets.UTF_8));
            }
            for (String resource : resources) {
                digest.update(ImageResource.read(resource));
            }
            digest.update(ImageResource.read("boot-init"));
            String boot = BootKernel.recipe() + BootArchive.recipe() + TINY_COMMAND_LINE;
            digest.update(boot.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest.digest(), 0, 6);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-256", e);
        }
    }

    private static Optional<MachineImage> image(Path place) {
        String[] parts = place.getFileName().toString().split("_", -1);
        if (parts.length != 3 || !Files.exists(place.resolve("disk.qcow2"))) {
            return Optional.empty();
        }
        for (Architecture architecture : Architecture.values()) {
            if (architecture.debianName().equals(parts[1]) && !parts[2].contains(".")) {
                String console = architecture == Architecture.X86_64 ? "ttyS0" : "ttyAMA0";
                String more = parts[0].equals(TINY) ? TINY_COMMAND_LINE : COMMAND_LINE;
                return Optional.of(
                        new MachineImage(
                                parts[0],
                                parts[2],
                                architecture,
                                new Boot.Kernel(
                                        place.resolve("kernel"),
                                        place.resolve("initrd"),
                                        "console=" + console + " " + more),
                                place.resolve("disk.qcow2"),
                                DISK_BYTES,
                                parts[0].equals(DEBIAN) ? DEBIAN_MEMORY_MIB : TINY_MEMORY_MIB));
            }
        }
        return Optional.empty();
    }

    private static void remove(Path place) throws IOException {
        if (!Files.exists(place)) {
            return;
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(place)) {
            files = new ArrayList<>(all.sorted(Comparator.reverseOrder()).toList());
        }
        for (Path file : files) {
            Files.delete(file);
        }
    }
}
