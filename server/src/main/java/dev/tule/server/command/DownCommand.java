package dev.tule.server.command;

import dev.tule.server.cloud.RunningFile.Running;
import dev.tule.server.control.ControlClient;
import dev.tule.server.control.ControlException;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Stops the server. */
@Command(
        name = "down",
        description = "Stops the server that runs on the data, and waits for its end.")
public final class DownCommand implements Callable<Integer> {
    private static final long PATIENCE_SECONDS = 60;

    private final Terminal terminal;

    @Mixin private DataOption data = new DataOption();

    public DownCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException, CommandFailure {
        Optional<Running> running = RunningServer.on(data.directory());
        if (running.isEmpty()) {
            terminal.say("No server runs on the data in %s.".formatted(data.directory()));
            return ExitCode.DONE;
        }
        long process = running.get().process();
        try {
            new ControlClient(running.get().control()).send(List.of("stop"));
        } catch (IOException | ControlException silent) {
            throw new CommandFailure(
                    "Process %d holds the data in %s but does not answer (%s): end it with 'kill %d'."
                            .formatted(process, data.directory(), silent.getMessage(), process));
        }
        awaitEnd(process);
        terminal.say("Tule has stopped.");
        return ExitCode.DONE;
    }

    private void awaitEnd(long process) throws InterruptedException, CommandFailure {
        Optional<ProcessHandle> handle = ProcessHandle.of(process);
        if (handle.isEmpty()) {
            return;
        }
        CompletableFuture<ProcessHandle> end = handle.get().onExit();
        try {
            try {
                end.get(1, TimeUnit.SECONDS);
            } catch (TimeoutException longer) {
                terminal.warn("Waiting for requests under way to finish ...");
                end.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
            }
        } catch (ExecutionException | TimeoutException stillThere) {
            throw new CommandFailure(
                    "Process %d was asked to stop %d s ago and still runs: its log says more, 'kill %d' ends it."
                            .formatted(process, PATIENCE_SECONDS, process));
        }
    }
}
