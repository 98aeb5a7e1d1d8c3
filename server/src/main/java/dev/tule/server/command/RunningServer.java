package dev.tule.server.command;

import dev.tule.server.cloud.DataDirectory;
import dev.tule.server.cloud.RunningFile.Running;
import dev.tule.server.control.ControlClient;
import dev.tule.server.control.ControlException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Finds the server that runs on a data directory: the one that its {@code running} file tells of,
 * if it answers. (The lock is not asked: to try it, even for a moment, could keep a server that is
 * just starting from taking it.)
 */
final class RunningServer {
    private RunningServer() {}

    /** The server that runs; empty where none answers, whatever a crash left behind. */
    static Optional<Running> on(Path data) throws IOException {
        Optional<Running> running = DataDirectory.running(data).read();
        if (running.isEmpty()) {
            return running;
        }
        try {
            new ControlClient(running.get().control()).send(List.of("ping"));
            return running;
        } catch (IOException | ControlException silent) {
            return Optional.empty();
        }
    }
}
