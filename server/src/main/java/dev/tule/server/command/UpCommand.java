package dev.tule.server.command;

import dev.tule.server.cloud.Cloud;
import dev.tule.server.cloud.ConfigurationError;
import dev.tule.server.cloud.Logs;
import dev.tule.server.cloud.Settings;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Starts the server. */
@Command(
        name = "up",
        description =
                "Starts the server, until Ctrl-C or 'tule down'; with --detach in the background.")
public final class UpCommand implements Callable<Integer> {
    private final Terminal terminal;
    private final Map<String, String> environment;

    @Mixin private DataOption data = new DataOption();
    @Mixin private AddressOptions addresses = new AddressOptions();
    @Mixin private ConfigOption config = new ConfigOption();

    @Option(
            names = "--detach",
            description = "Run in the background; the log is in tule.log in the data directory.")
    private boolean detach;

    public UpCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call()
            throws ConfigurationError, CommandFailure, IOException, InterruptedException {
        Settings settings =
                addresses.settings(data.directory(), config.file(data.directory()), environment);
        Logs.configure(environment.getOrDefault("TULE_LOG", ""));
        if (detach) {
            new BackgroundServer(terminal, environment).start(settings);
            return ExitCode.DONE;
        }
        boolean inBackground = environment.containsKey(BackgroundServer.MARK);
        Foreground.run(
                terminal,
                "Tule has stopped.",
                () -> Cloud.start(settings, new StartNotices(terminal, inBackground)),
                cloud -> {
                    terminal.say(cloud.running().readyLine());
                    Hangup.handle(cloud::reload);
                    cloud.awaitStopRequest();
                });
        return ExitCode.DONE;
    }
}
