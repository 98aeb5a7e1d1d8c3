package dev.tule.engines.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A process of this host, told from a later one that was given the same number.
 *
 * @param started when it was started, as the host counts: on Linux ticks since the boot and that
 *     boot's id, which no change of the clock moves
 */
public record ProcessIdentity(long pid, String started) {

    private static final Path PROC = Path.of("/proc");
    private static final Path BOOT = Path.of("/proc/sys/kernel/random/boot_id");

    /** Positions after the name, which may hold anything: proc_pid_stat(5), counted from 3. */
    private static final int STATE = 0;

    private static final int START_TIME = 22 - 3;

    /** The process of this number; empty when there is none, or it is only waiting to be buried. */
    public static Optional<ProcessIdentity> of(long pid) {
        if (Files.isDirectory(PROC.resolve("self"))) {
            return onLinux(pid);
        }
        return ProcessHandle.of(pid)
                .filter(ProcessHandle::isAlive)
                .flatMap(process -> process.info().startInstant())
                .map(Instant::toString)
                .map(started -> new ProcessIdentity(pid, started));
    }

    /** Reads what {@link #toString()} writes. */
    public static Optional<ProcessIdentity> parse(String text) {
        int space = text.indexOf(' ');
        if (space < 1) {
            return Optional.empty();
        }
        try {
            return Optional.of(
                    new ProcessIdentity(
                            Long.parseLong(text.substring(0, space)), text.substring(space + 1)));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    public boolean isAlive() {
        return of(pid).filter(this::equals).isPresent();
    }

    @Override
    public String toString() {
        return pid + " " + started;
    }

    private static Optional<ProcessIdentity> onLinux(long pid) {
        try {
            String stat = Files.readString(PROC.resolve(Long.toString(pid)).resolve("stat"));
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            if (fields[STATE].equals("Z") || fields[STATE].equals("X")) {
                return Optional.empty();
            }
            String boot = Files.readString(BOOT).strip();
            return Optional.of(new ProcessIdentity(pid, fields[START_TIME] + "@" + boot));
        } catch (IOException e) {
            return Optional.empty();
        }
    }
}
