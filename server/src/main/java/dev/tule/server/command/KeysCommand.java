package dev.tule.server.command;

import dev.tule.server.cloud.Cloud;
import dev.tule.server.cloud.ConfigurationError;
import dev.tule.server.cloud.RunningFile.Running;
import dev.tule.server.control.ControlClient;
import dev.tule.server.control.ControlException;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/**
 * The access keys that requests are signed with. A running server is asked over its control socket;
 * where none runs, the command opens the data itself.
 */
@Command(
        name = "keys",
        description = "Access keys: keys list, create, import, disable, enable or delete.")
public final class KeysCommand implements Runnable {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run
    private CommandLine.Model.CommandSpec spec;

    public KeysCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        throw new ParameterException(
                spec.commandLine(),
                "keys needs one of list, create, import, disable, enable, delete");
    }

    @Command(name = "list", description = "Lists the keys, without their secrets.")
    int list(@Mixin DataOption data) throws Exception {
        return ask(data, "list");
    }

    @Command(name = "create", description = "Makes a key and shows its secret, this once.")
    int create(@Mixin DataOption data, @Mixin UserOption user) throws Exception {
        return ask(data, "create", user.name());
    }

    @Command(
            name = "import",
            description = "Registers a given key, for programs that carry theirs in their source.")
    int importKey(
            @Parameters(paramLabel = "ID", description = "The access key id.") String id,
            @Parameters(
                            paramLabel = "SECRET",
                            arity = "0..1",
                            defaultValue = "",
                            description =
                                    "The secret; asked for, or read from the input, if left out.")
                    String secret,
            @Mixin DataOption data,
            @Mixin UserOption user)
            throws Exception {
        String given = secret.isEmpty() ? terminal.readSecret("Secret access key: ") : secret;
        if (given == null || given.isEmpty()) {
            throw new ConfigurationError(
                    "No secret came from the input: give it after the id, or type it when asked.");
        }
        return ask(data, "import", id, given, user.name());
    }

    @Command(name = "disable", description = "Refuses a key from now on.")
    int disable(
            @Parameters(paramLabel = "ID", description = "The access key id.") String id,
            @Mixin DataOption data)
            throws Exception {
        return ask(data, "disable", id);
    }

    @Command(name = "enable", description = "Lets a key be used again.")
    int enable(
            @Parameters(paramLabel = "ID", description = "The access key id.") String id,
            @Mixin DataOption data)
            throws Exception {
        return ask(data, "enable", id);
    }

    @Command(name = "delete", description = "Forgets a key.")
    int delete(
            @Parameters(paramLabel = "ID", description = "The access key id.") String id,
            @Mixin DataOption data)
            throws Exception {
        return ask(data, "delete", id);
    }

    private int ask(DataOption data, String... words)
            throws IOException, ConfigurationError, CommandFailure {
        List<String> command = new ArrayList<>(List.of("keys"));
        command.addAll(List.of(words));
        try {
            Optional<Running> running = RunningServer.on(data.directory());
            List<String> lines =
                    running.isPresent()
                            ? new ControlClient(running.get().control()).send(command)
                            : Cloud.withKeysOf(
                                    data.directory(), command.subList(1, command.size()));
            lines.forEach(terminal::say);
            return ExitCode.DONE;
        } catch (ControlException refused) {
            throw new CommandFailure(String.valueOf(refused.getMessage()));
        }
    }

    /** Whose key it is. */
    static final class UserOption {
        @Option(
                names = "--user",
                paramLabel = "NAME",
                description =
                        "The IAM user whose key it is, made if missing, who may do what their"
                                + " policies allow; without it root's.")
        private String name = "";

        String name() {
            return name;
        }
    }
}
