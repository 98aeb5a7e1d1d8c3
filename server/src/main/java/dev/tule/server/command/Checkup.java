package dev.tule.server.command;

import com.sun.management.UnixOperatingSystemMXBean;
import dev.tule.compute.choice.DriverChoice;
import dev.tule.ec2.ThisHost;
import dev.tule.engines.EngineException;
import dev.tule.engines.EngineOffer;
import dev.tule.engines.EnginesConfig;
import dev.tule.engines.container.ContainerEngines;
import dev.tule.engines.local.LocalEngines;
import dev.tule.rds.engine.Engine;
import dev.tule.server.cloud.DataDirectory;
import dev.tule.server.command.Finding.Verdict;
import dev.tule.server.config.DatabasesConfig;
import dev.tule.server.config.MachinesConfig;
import dev.tule.server.config.TuleConfig;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The checks of this machine: each looks at one thing and says what it found. */
final class Checkup {
    private static final long MIB = 1024L * 1024;
    private static final long GIB = 1024 * MIB;
    private static final int SYNCS = 50;

    /** Jars, the store's files, the other ports, databases and machines. */
    private static final int OWN_FILES = 1_000;

    Finding java() {
        int feature = Runtime.version().feature();
        return new Finding(
                feature >= 25 ? Verdict.GOOD : Verdict.BAD,
                "Java",
                "%s in %s".formatted(Runtime.version(), System.getProperty("java.home")));
    }

    Finding memory() throws IOException {
        long heap = Runtime.getRuntime().maxMemory();
        long available = availableMemory();
        String text = "the heap may grow to %d MiB (TULE_JAVA_OPTS=-Xmx...)".formatted(heap / MIB);
        if (available < 0) {
            return new Finding(Verdict.GOOD, "Memory", text);
        }
        return new Finding(
                available < 512 * MIB ? Verdict.NOTE : Verdict.GOOD,
                "Memory",
                "%d MiB available; %s".formatted(available / MIB, text));
    }

    Finding processors() {
        return new Finding(
                Verdict.GOOD,
                "Processors",
                Runtime.getRuntime().availableProcessors() + " available");
    }

    Finding space(Path data) throws IOException {
        Path existing = existing(data);
        FileStore store = Files.getFileStore(existing);
        long free = store.getUsableSpace();
        return new Finding(
                free < GIB ? Verdict.NOTE : Verdict.GOOD,
                "Disk space",
                "%.1f GiB free for %s (%s)".formatted((double) free / GIB, data, store.type()));
    }

    /** Each acknowledged write waits for one sync, shared by those that come together. */
    Finding syncSpeed(Path data) {
        try {
            Path file = Files.createTempFile(existing(data), ".tule-doctor", "");
            try (FileChannel channel =
                    FileChannel.open(
                            file, StandardOpenOption.WRITE, StandardOpenOption.DELETE_ON_CLOSE)) {
                long start = System.nanoTime();
                for (int i = 0; i < SYNCS; i++) {
                    channel.write(ByteBuffer.wrap(new byte[4096]));
                    channel.force(false);
                }
                Duration each = Duration.ofNanos((System.nanoTime() - start) / SYNCS);
                return new Finding(
                        each.toMillis() >= 20 ? Verdict.NOTE : Verdict.GOOD,
                        "Disk sync",
                        "%.2f ms for 4 KiB on stable storage, mean of %d"
                                .formatted(each.toNanos() / 1e6, SYNCS));
            }
        } catch (IOException failure) {
            return new Finding(
                    Verdict.BAD,
                    "Disk sync",
                    "%s can't be written (%s): give another directory with --data"
                            .formatted(existing(data), failure.getMessage()));
        }
    }

    /**
     * Whether there may be as many connections as the configuration says.
     *
     * @param limit of this process's open files; below zero where it is not known
     */
    Finding openFiles(long limit, TuleConfig config) {
        String subject = "Open files";
        if (limit < 0) {
            return new Finding(Verdict.NOTE, subject, "the limit is not known");
        }
        long connections =
                Math.min(
                        config.router().limits().connections(),
                        config.listeners().stream()
                                .mapToLong(listener -> listener.limits().maxConnections())
                                .sum());
        return limit < connections + OWN_FILES
                ? new Finding(
                        Verdict.NOTE,
                        subject,
                        "at most %,d, and %,d WAMP connections may come: raise it ('ulimit -n', LimitNOFILE), or lower limits.connections"
                                .formatted(limit, connections))
                : new Finding(
                        Verdict.GOOD,
                        subject,
                        "at most %,d, for up to %,d WAMP connections"
                                .formatted(limit, connections));
    }

    /** The realms that no client can join. */
    List<Finding> realms(TuleConfig config) {
        return config.router().realms().stream()
                .filter(realm -> realm.authentication().acceptsNobody())
                .map(realm -> realm.name().value())
                .map(
                        realm ->
                                new Finding(
                                        Verdict.NOTE,
                                        "Realm " + realm,
                                        "lets no client in: realms.%s needs anonymous, principals or dynamic"
                                                .formatted(realm)))
                .toList();
    }

    /** The limit of this process's open files, which a server has, too; below zero: not known. */
    static long openFilesLimit() {
        return ManagementFactory.getOperatingSystemMXBean()
                        instanceof UnixOperatingSystemMXBean unix
                ? unix.getMaxFileDescriptorCount()
                : -1;
    }

    /** How EC2's machines will be run. */
    Finding machines(Path data, MachinesConfig config) {
        DriverChoice choice =
                DriverChoice.look(config.driver(), ThisHost.machines(DataDirectory.machines(data)));
        return new Finding(
                choice.driver().isPresent() ? Verdict.GOOD : Verdict.NOTE,
                "Machines",
                choice.driver().map(driver -> driver + ": ").orElse("none: ")
                        + choice.reason()
                        + choice.remedy().map(line -> "; to have them: " + line).orElse(""));
    }

    /**
     * Which servers RDS can run. Tule opens its own directory to the user that they run as; those
     * above are not its to open.
     */
    Finding databases(Path data, DatabasesConfig config) {
        String subject = "Databases";
        Path above = data.toAbsolutePath().resolveSibling("engines");
        try {
            List<EngineOffer> offers =
                    LocalEngines.look(EnginesConfig.in(above).withInstalled(config.installed()));
            String run =
                    offers.stream()
                            .filter(EngineOffer::runsHere)
                            .map(offer -> offer.version().toString())
                            .collect(Collectors.joining(", "));
            String not =
                    offers.stream()
                            .filter(offer -> !offer.runsHere())
                            .map(offer -> "; not " + offer.version() + ": " + offer.obstacle())
                            .collect(Collectors.joining());
            return new Finding(
                    not.isEmpty() ? Verdict.GOOD : Verdict.NOTE,
                    subject,
                    (run.isEmpty() ? "none" : run) + not);
        } catch (EngineException cantRun) {
            return new Finding(Verdict.NOTE, subject, "none: " + cantRun.getMessage());
        }
    }

    /**
     * Whether the images that tule.yaml names for RDS are there.
     *
     * @param socket of the container engine, where one listens
     */
    List<Finding> databaseImages(DatabasesConfig config, Optional<Path> socket) {
        return config.containers().entrySet().stream()
                .sorted(Map.Entry.comparingByKey())
                .map(named -> databaseImage(named.getKey(), named.getValue(), socket))
                .toList();
    }

    private static Finding databaseImage(Engine engine, String image, Optional<Path> socket) {
        String subject = "Database " + engine.word();
        EngineOffer offer = ContainerEngines.look(socket, image, engine.kind());
        return offer.runsHere()
                ? new Finding(Verdict.GOOD, subject, "%s from %s".formatted(offer.version(), image))
                : new Finding(Verdict.NOTE, subject, "none: " + offer.obstacle());
    }

    private static long availableMemory() throws IOException {
        Path meminfo = Path.of("/proc/meminfo");
        if (!Files.isReadable(meminfo)) {
            return -1;
        }
        Matcher matcher =
                Pattern.compile("MemAvailable:\\s+(\\d+) kB").matcher(Files.readString(meminfo));
        return matcher.find() ? Long.parseLong(matcher.group(1)) * 1024 : -1;
    }

    private static Path existing(Path path) {
        Path candidate = path.toAbsolutePath();
        while (!Files.isDirectory(candidate)) {
            Path parent = candidate.getParent();
            if (parent == null) {
                break;
            }
            candidate = parent;
        }
        return candidate;
    }
}
