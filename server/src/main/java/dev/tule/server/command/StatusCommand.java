package dev.tule.server.command;

import dev.tule.server.cloud.RunningFile.Running;
import dev.tule.server.control.ControlClient;
import dev.tule.server.control.ControlException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Says whether a server runs. */
@Command(
        name = "status",
        description =
                "Shows whether a server runs on the data, and its addresses; exits with 3 if not.")
public final class StatusCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private DataOption data = new DataOption();

    public StatusCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, CommandFailure {
        Optional<Running> running = RunningServer.on(data.directory());
        if (running.isEmpty()) {
            terminal.say("No server runs on the data in %s.".formatted(data.directory()));
            return ExitCode.NOT_RUNNING;
        }
        try {
            new ControlClient(running.get().control())
                    .send(List.of("status"))
                    .forEach(terminal::say);
            return ExitCode.DONE;
        } catch (IOException | ControlException silent) {
            throw new CommandFailure(
                    "Process %d holds the data in %s but does not answer (%s)."
                            .formatted(
                                    running.get().process(),
                                    data.directory(),
                                    silent.getMessage()));
        }
    }
}
