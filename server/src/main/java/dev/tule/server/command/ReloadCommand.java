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

/** Has the running server read its configuration file again. */
@Command(
        name = "reload",
        description = "Has the running server read tule.yaml again, without dropping sessions.")
public final class ReloadCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Mixin private DataOption data = new DataOption();

    public ReloadCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, CommandFailure {
        Optional<Running> running = RunningServer.on(data.directory());
        if (running.isEmpty()) {
            throw new CommandFailure(
                    "No server runs on the data in %s.".formatted(data.directory()));
        }
        try {
            new ControlClient(running.get().control())
                    .send(List.of("reload"))
                    .forEach(terminal::say);
            return ExitCode.DONE;
        } catch (ControlException refused) {
            throw new CommandFailure(String.valueOf(refused.getMessage()));
        }
    }
}
