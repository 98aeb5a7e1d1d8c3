package dev.tule.engines.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What a process and its children have used since they were started, from {@code /proc} (proc(5)):
 * children that ended are in their parent's figures. All -1 or zero where there is none.
 *
 * @param memoryBytes proportional: what processes share is divided among them
 */
public record ProcessUsage(
        Duration cpuTime,
        long memoryBytes,
        long readOperations,
        long writeOperations,
        long readBytes,
        long writtenBytes) {

    /** Of no process. */
    public static final ProcessUsage NONE = new ProcessUsage(Duration.ZERO, -1, -1, -1, -1, -1);

    /** Of the kernel's clock in {@code stat}; the same on every Linux of today. */
    private static final long TICKS_A_SECOND = 100;

    private static final int PARENT = 4 - 3;
    private static final int USER_TIME = 14 - 3;
    private static final int CHILDREN_SYSTEM_TIME = 17 - 3;

    public static ProcessUsage of(ProcessIdentity process) {
        if (!Files.isDirectory(Path.of("/proc/self")) || !process.isAlive()) {
            return NONE;
        }
        long ticks = 0;
        long memory = 0;
        long[] io = new long[4];
        for (Path member : family(process.pid())) {
            try {
                String[] stat = stat(member);
                for (int field = USER_TIME; field <= CHILDREN_SYSTEM_TIME; field++) {
                    ticks += Long.parseLong(stat[field]);
                }
                memory += 1024 * value(member.resolve("smaps_rollup"), "Pss:");
                io[0] += value(member.resolve("io"), "syscr:");
                io[1] += value(member.resolve("io"), "syscw:");
                io[2] += value(member.resolve("io"), "read_bytes:");
                io[3] += value(member.resolve("io"), "write_bytes:");
            } catch (IOException e) {
                // It has ended meanwhile: its parent has what it used.
            }
        }
        return new ProcessUsage(
                Duration.ofMillis(ticks * 1000 / TICKS_A_SECOND),
                memory,
                io[0],
                io[1],
                io[2],
                io[3]);
    }

    private static List<Path> family(long pid) {
        List<Path> members = new ArrayList<>();
        members.add(Path.of("/proc/" + pid));
        try (Stream<Path> processes = Files.list(Path.of("/proc"))) {
            String parent = Long.toString(pid);
            for (Path process : processes.toList()) {
                if (Character.isDigit(process.getFileName().toString().charAt(0))
                        && isChild(process, parent)) {
                    members.add(process);
                }
            }
        } catch (IOException e) {
            return members;
        }
        return members;
    }

    private static boolean isChild(Path process, String parent) {
        try {
            return stat(process)[PARENT].equals(parent);
        } catch (IOException e) {
            return false;
        }
    }

    private static String[] stat(Path process) throws IOException {
        String stat = Files.readString(process.resolve("stat"));
        return stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
    }

    private static long value(Path file, String name) throws IOException {
        for (String line : Files.readAllLines(file)) {
            if (line.startsWith(name)) {
                String value = line.substring(name.length()).strip();
                int unit = value.indexOf(' ');
                return Long.parseLong(unit < 0 ? value : value.substring(0, unit));
            }
        }
        return 0;
    }
}
