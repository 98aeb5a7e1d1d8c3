package dev.tule.server.command;

import dev.tule.demo.Demo;
import dev.tule.demo.Demo.DemoFailure;
import dev.tule.server.cloud.Cloud;
import dev.tule.server.cloud.ConfigurationError;
import dev.tule.server.cloud.DataDirectory;
import dev.tule.server.cloud.Logs;
import dev.tule.server.cloud.RootKey;
import dev.tule.server.cloud.RunningFile.Running;
import dev.tule.server.cloud.Settings;
import dev.tule.server.config.ConfigFileError;
import dev.tule.server.config.TuleConfig;
import dev.tule.wamp.Uri;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Runs the demonstration, on the server that runs or on one of its own. */
@Command(
        name = "demo",
        description =
                "Brings a year of real temperatures through the cloud; starts the server if none runs.")
public final class DemoCommand implements Callable<Integer> {
    private static final String REALM = "realm1";

    private final Terminal terminal;
    private final Map<String, String> environment;

    @Mixin private DataOption data = new DataOption();
    @Mixin private AddressOptions addresses = new AddressOptions();
    @Mixin private ConfigOption config = new ConfigOption();

    @Option(
            names = "--readings",
            paramLabel = "N",
            description =
                    "How many readings to bring through at once, from 48 (a day of two sensors).")
    private int readings = 2000;

    @Option(names = "--once", description = "End then, instead of going on slowly until Ctrl-C.")
    private boolean once;

    public DemoCommand(Terminal terminal, Map<String, String> environment) {
        this.terminal = terminal;
        this.environment = environment;
    }

    @Override
    public Integer call()
            throws ConfigurationError, CommandFailure, IOException, InterruptedException {
        if (readings < 1) {
            throw new ConfigurationError("--readings must be 1 or more.");
        }
        Settings settings =
                addresses.settings(data.directory(), config.file(data.directory()), environment);
        checkRealm(settings.config());
        Logs.configure(environment.getOrDefault("TULE_LOG", ""));
        Optional<Running> running = RunningServer.on(data.directory());
        if (running.isPresent()) {
            terminal.say("Using the server that runs: " + running.get().webAddress() + "/");
            Foreground.run(
                    terminal,
                    "The demonstration has stopped.",
                    () -> () -> {},
                    nothing -> show(running.get()));
        } else {
            Foreground.run(
                    terminal,
                    "Tule has stopped.",
                    () -> Cloud.start(settings, new StartNotices(terminal, false)),
                    cloud -> {
                        terminal.say(cloud.running().readyLine());
                        show(cloud.running());
                    });
        }
        return ExitCode.DONE;
    }

    /** The demonstration is a stranger to the realm that it uses: better said before than after. */
    private static void checkRealm(Path file) throws ConfigurationError {
        TuleConfig read;
        try {
            read = TuleConfig.readIfThere(file);
        } catch (ConfigFileError wrong) {
            throw new ConfigurationError(String.valueOf(wrong.getMessage()), wrong);
        }
        boolean open =
                read.router().realms().stream()
                        .filter(realm -> realm.name().equals(Uri.of(REALM)))
                        .anyMatch(realm -> realm.authentication().anonymousRole().isPresent());
        String trouble = null;
        if (read.web().tls().isPresent()) {
            trouble = "has TLS at listeners.web";
        } else if (!open) {
            trouble = "has no " + REALM + " that takes anonymous clients";
        }
        if (trouble != null) {
            throw new ConfigurationError(
                    "The demonstration uses WAMP's %s as a stranger, in plain text, and %s %s: give it data of its own, such as --data %s."
                            .formatted(
                                    REALM,
                                    file,
                                    trouble,
                                    Path.of(System.getProperty("java.io.tmpdir"), "tule-demo")));
        }
    }

    private void show(Running running) throws IOException, CommandFailure, InterruptedException {
        Optional<RootKey> key = DataDirectory.credentials(data.directory()).read();
        if (key.isEmpty()) {
            throw new CommandFailure(
                    "There is no key in %s to sign the demonstration's requests with."
                            .formatted(data.directory()));
        }
        URI console = URI.create(running.webAddress() + "/");
        Demo.Target target =
                new Demo.Target(
                        URI.create(console.toString().replaceFirst("^http", "ws") + "ws"),
                        URI.create(running.awsAddress()),
                        console,
                        key.get().id(),
                        key.get().secret());
        try {
            new Demo(target, terminal::say).run(new Demo.Extent(readings, once));
        } catch (DemoFailure failure) {
            throw new CommandFailure(String.valueOf(failure.getMessage()));
        }
    }
}
