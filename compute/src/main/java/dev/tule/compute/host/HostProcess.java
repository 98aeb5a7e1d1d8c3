package dev.tule.compute.host;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A process of this host, told from a later one of the same number by when it was started. It need
 * not be a child of this process.
 *
 * @param startMillis in milliseconds since 1970, as the operating system tells
 */
public record HostProcess(long pid, long startMillis) {
    /** The process that has this number now. */
    public static Optional<HostProcess> of(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(handle -> handle.info().startInstant())
                .map(start -> new HostProcess(pid, start.toEpochMilli()));
    }

    private Optional<ProcessHandle> handle() {
        return ProcessHandle.of(pid)
                .filter(
                        handle ->
                                handle.info()
                                        .startInstant()
                                        .map(Instant::toEpochMilli)
                                        .filter(start -> start == startMillis)
                                        .isPresent());
    }

    public boolean alive() {
        return handle().filter(ProcessHandle::isAlive).isPresent() && !dead();
    }

    /** Whether it has ended, and only its parent hasn't noticed yet. */
    private boolean dead() {
        try {
            String stat =
                    Files.readString(
                            Path.of("/proc", Long.toString(pid), "stat"),
                            StandardCharsets.ISO_8859_1);
            return stat.startsWith("Z", stat.lastIndexOf(')') + 2);
        } catch (IOException e) {
            return false;
        }
    }

    /** Ends it without asking. Does nothing when it has ended. */
    public void kill() {
        handle().ifPresent(ProcessHandle::destroyForcibly);
    }

    /** Waits for it to end; false when it hasn't in this time. */
    public boolean awaitEnd(Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (alive()) {
            if (System.nanoTime() - deadline >= 0) {
                return false;
            }
            try {
                // It is nobody's child who would be told: the operating system must be asked.
                Thread.sleep(2);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    public Duration cpuTime() {
        return handle().flatMap(handle -> handle.info().totalCpuDuration()).orElse(Duration.ZERO);
    }

    /**
     * Its share of memory in bytes: Linux's Pss, where pages that several processes have are
     * divided among them. Zero when it can't be told.
     */
    public long residentBytes() {
        try {
            List<String> lines =
                    Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps_rollup"));
            for (String line : lines) {
                if (line.startsWith("Pss:")) {
                    return Long.parseLong(line.replaceAll("[^0-9]", "")) << 10;
                }
            }
            return 0;
        } catch (IOException | NumberFormatException e) {
            return 0;
        }
    }
}
