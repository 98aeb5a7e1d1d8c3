package dev.tule.engines.process;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A server's process, which lives on when this one ends, and its children. It has a session of its
 * own, so that what a terminal sends to us does not reach it.
 */
public final class ServerProcess {

    private static final Duration SIGNAL_PATIENCE = Duration.ofSeconds(5);
    private static final Duration POLL = Duration.ofMillis(5);

    private final ProcessIdentity identity;

    private ServerProcess(ProcessIdentity identity) {
        this.identity = identity;
    }

    /**
     * Starts a program.
     *
     * @param output where it writes what it doesn't log; appended
     */
    public static ServerProcess start(
            List<String> command,
            Account account,
            Map<String, String> environment,
            Path directory,
            Path output)
            throws IOException {
        List<String> whole = new ArrayList<>();
        if (hasSetsid()) {
            whole.add("setsid");
        }
        whole.addAll(account.prefix());
        whole.addAll(command);
        ProcessBuilder builder =
                new ProcessBuilder(whole)
                        .directory(directory.toFile())
                        .redirectErrorStream(true)
                        .redirectInput(new File("/dev/null"))
                        .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()));
        // What our own environment holds is nobody's business there.
        builder.environment().keySet().retainAll(List.of("PATH", "LANG", "TZ", "TMPDIR"));
        builder.environment().putAll(environment);
        // `setsid` and `setpriv` replace themselves, so this is the server's number already.
        Process process = builder.start();
        return ProcessIdentity.of(process.pid())
                .map(ServerProcess::new)
                .orElseThrow(() -> new IOException(command.getFirst() + " ended at once"));
    }

    /** A process that was started earlier, if it still runs. */
    public static Optional<ServerProcess> adopt(ProcessIdentity identity) {
        return identity.isAlive() ? Optional.of(new ServerProcess(identity)) : Optional.empty();
    }

    public ProcessIdentity identity() {
        return identity;
    }

    public boolean isAlive() {
        return identity.isAlive();
    }

    /** Sends a signal by its name, such as {@code INT}; nothing when the process has ended. */
    public void signal(String name) throws IOException {
        if (isAlive()) {
            try {
                Commands.run(
                        List.of("/bin/sh", "-c", "kill -" + name + " " + identity.pid()),
                        SIGNAL_PATIENCE);
            } catch (IOException e) {
                if (isAlive()) {
                    throw e;
                }
            }
        }
    }

    /** Waits until it has ended; false when it still runs after that time. */
    public boolean awaitEnd(Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (isAlive()) {
            if (System.nanoTime() - deadline > 0) {
                return false;
            }
            Thread.sleep(POLL);
        }
        return true;
    }

    /**
     * Holds the process, with all its threads, until {@link #thaw}: meanwhile its files don't
     * change. For servers of one process, on hosts with {@code /proc}.
     *
     * @throws IOException when it can't be held; then it goes on
     */
    public void freeze() throws IOException, InterruptedException {
        signal("STOP");
        long deadline = System.nanoTime() + SIGNAL_PATIENCE.toNanos();
        // A thread within a call of the kernel stops when that returns.
        while (!allThreadsStopped()) {
            if (System.nanoTime() - deadline > 0) {
                thaw();
                throw new IOException("process " + identity.pid() + " can't be held");
            }
            Thread.sleep(POLL);
        }
    }

    /** Lets a process that is held go on. */
    public void thaw() throws IOException {
        signal("CONT");
    }

    private boolean allThreadsStopped() throws IOException {
        try (Stream<Path> threads = Files.list(Path.of("/proc/" + identity.pid() + "/task"))) {
            for (Path thread : threads.toList()) {
                String stat = Files.readString(thread.resolve("stat"));
                if (stat.charAt(stat.lastIndexOf(')') + 2) != 'T') {
                    return false;
                }
            }
            return true;
        }
    }

    private static boolean hasSetsid() {
        return Files.isExecutable(Path.of("/usr/bin/setsid"))
                || Files.isExecutable(Path.of("/bin/setsid"));
    }
}
