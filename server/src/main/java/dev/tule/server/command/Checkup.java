package dev.tule.server.command;

import dev.tule.compute.choice.DriverChoice;
import dev.tule.server.config.ConfigFileError;
import dev.tule.server.config.TuleConfig;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The checks of {@code tule doctor}: each looks at one thing and says what it found. */
final class Checkup {
    private static final long MIB = 1024L * 1024;
    private static final long GIB = 1024 * MIB;
    private static final int SYNCS = 50;

    /** What a finding means. */
    enum Verdict {
        GOOD("ok"),
        /** Works, though not as well as it could. */
        NOTE("note"),
        /** The server will not work. */
        BAD("problem");

        private final String word;

        Verdict(String word) {
            this.word = word;
        }

        String word() {
            return word;
        }
    }

    /** What a check found. */
    record Finding(Verdict verdict, String subject, String text) {}

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

    Finding openFiles() throws IOException {
        String limit = output("sh", "-c", "ulimit -n");
        if (limit == null) {
            return new Finding(Verdict.NOTE, "Open files", "the limit is not known");
        }
        boolean low = limit.matches("\\d+") && Long.parseLong(limit) < 4096;
        return new Finding(
                low ? Verdict.NOTE : Verdict.GOOD,
                "Open files",
                low
                        ? "at most %s (ulimit -n): raise it for many connections".formatted(limit)
                        : "at most %s".formatted(limit));
    }

    /** A port can be taken by the server itself, where it runs. */
    Finding port(String option, InetAddress address, int port, boolean running) {
        String subject = "Port " + port;
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(address, port));
            return new Finding(Verdict.GOOD, subject, "free");
        } catch (IOException taken) {
            return running
                    ? new Finding(Verdict.GOOD, subject, "in use; a server runs on this data")
                    : new Finding(
                            Verdict.BAD,
                            subject,
                            "in use by another program: choose another with " + option);
        }
    }

    Finding configuration(Path file) {
        if (!Files.exists(file)) {
            return new Finding(
                    Verdict.GOOD,
                    "Configuration",
                    "no %s: WAMP has the realm realm1, open to all".formatted(file));
        }
        try {
            TuleConfig config = TuleConfig.read(file);
            return new Finding(
                    Verdict.GOOD,
                    "Configuration",
                    "%s: %d realms".formatted(file, config.router().realms().size()));
        } catch (ConfigFileError wrong) {
            return new Finding(Verdict.BAD, "Configuration", String.valueOf(wrong.getMessage()));
        }
    }

    /** How EC2's machines will be run. */
    Finding machines() {
        DriverChoice choice = DriverChoice.look();
        return new Finding(
                choice.driver().isPresent() ? Verdict.GOOD : Verdict.NOTE,
                "Machines",
                choice.driver().map(driver -> driver + ": ").orElse("none: ")
                        + choice.reason()
                        + choice.remedy().map(line -> "; to have them: " + line).orElse(""));
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

    /** The first line that a program prints; null where it can't be run. */
    private static @Nullable String output(String... command) throws IOException {
        Process process;
        try {
            process =
                    new ProcessBuilder(command)
                            .redirectErrorStream(true)
                            .redirectInput(ProcessBuilder.Redirect.from(new File("/dev/null")))
                            .start();
        } catch (IOException missing) {
            return null;
        }
        try (BufferedReader reader = process.inputReader()) {
            String line = reader.readLine();
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
            return line;
        } catch (InterruptedException stop) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return null;
        }
    }
}
