package dev.tule.engines.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Processes of a server whose first process has ended, or was never written down. They hold its
 * memory, its files and its address, and no new server can start beside them. Known by program and
 * working directory, which all engines make their data directory; on hosts with {@code /proc}.
 */
public final class Survivors {

    private static final Path PROC = Path.of("/proc");
    private static final String REMOVED = " (deleted)";
    private static final Duration END = Duration.ofSeconds(5);

    private Survivors() {}

    /** Whether this host tells which processes there are of a server. */
    public static boolean areKnown() {
        return Files.isDirectory(PROC.resolve("self"));
    }

    /**
     * Ends them the hard way: whatever they have acknowledged is on the disk.
     *
     * @param program that they run
     * @param data the directory that they work in
     * @throws IOException when one can't be ended
     */
    public static void end(Path program, Path data) throws IOException, InterruptedException {
        if (!areKnown() || !Files.isDirectory(data)) {
            return;
        }
        List<ServerProcess> found = find(program.toRealPath(), data.toRealPath());
        for (ServerProcess survivor : found) {
            survivor.signal("KILL");
        }
        for (ServerProcess survivor : found) {
            if (!survivor.awaitEnd(END)) {
                throw new IOException("process " + survivor.identity().pid() + " works in " + data);
            }
        }
    }

    private static List<ServerProcess> find(Path program, Path data) throws IOException {
        List<ServerProcess> found = new ArrayList<>();
        try (Stream<Path> processes = Files.list(PROC)) {
            for (Path process : processes.toList()) {
                if (Character.isDigit(process.getFileName().toString().charAt(0))
                        && link(process, "cwd").filter(data::equals).isPresent()
                        && link(process, "exe").filter(program::equals).isPresent()) {
                    ProcessIdentity.of(Long.parseLong(process.getFileName().toString()))
                            .flatMap(ServerProcess::adopt)
                            .ifPresent(found::add);
                }
            }
        }
        return found;
    }

    private static Optional<Path> link(Path process, String name) {
        try {
            String target = Files.readSymbolicLink(process.resolve(name)).toString();
            return Optional.of(Path.of(target.replace(REMOVED, "")));
        } catch (IOException e) {
            // It has ended, or is somebody else's.
            return Optional.empty();
        }
    }
}
