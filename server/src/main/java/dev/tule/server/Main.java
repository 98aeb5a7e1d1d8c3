package dev.tule.server;

import dev.tule.mtv.commands.ManagementCommands;
import dev.tule.mtv.management.CommandError;
import dev.tule.server.command.AwsEnvCommand;
import dev.tule.server.command.DemoCommand;
import dev.tule.server.command.DoctorCommand;
import dev.tule.server.command.DownCommand;
import dev.tule.server.command.HashSecretCommand;
import dev.tule.server.command.HelpCommand;
import dev.tule.server.command.ImageCommand;
import dev.tule.server.command.KeysCommand;
import dev.tule.server.command.ReloadCommand;
import dev.tule.server.command.StatusCommand;
import dev.tule.server.command.Terminal;
import dev.tule.server.command.TestCommand;
import dev.tule.server.command.TuleCommand;
import dev.tule.server.command.UpCommand;
import dev.tule.server.command.VersionCommand;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine;

/**
 * The {@code tule} command: a list of its subcommands. The server that {@code up} starts is listed
 * part by part in {@link dev.tule.server.cloud.Cloud}.
 */
public final class Main {
    private Main() {}

    /** Runs one command and exits with its code ({@link dev.tule.server.command}). */
    public static void main(String[] arguments) {
        Terminal terminal = Terminal.ofThisProcess();
        CommandLine tule = tule(terminal, System.getenv());
        if (arguments.length > 0 && !tule.getSubcommands().containsKey(arguments[0])) {
            addOwn(tule, terminal);
        }
        System.exit(tule.execute(arguments));
    }

    /** A word that is no command of ours may be one of the project's applications. */
    private static void addOwn(CommandLine tule, Terminal terminal) {
        try {
            ManagementCommands.ownHere(Path.of(""), terminal.forProjects())
                    .forEach(tule::addSubcommand);
        } catch (CommandError e) {
            terminal.forProjects().warn(String.valueOf(e.getMessage()));
        }
    }

    /** All commands, on this terminal and in this environment. */
    public static CommandLine tule(Terminal terminal, Map<String, String> environment) {
        CommandLine tule = servers(terminal, environment);
        ManagementCommands.here(Path.of(""), terminal.forProjects(), environment)
                .forEach(tule::addSubcommand);
        return tule;
    }

    private static CommandLine servers(Terminal terminal, Map<String, String> environment) {
        return TuleCommand.commandLine(terminal, environment)
                .addSubcommand(new UpCommand(terminal, environment))
                .addSubcommand(new DemoCommand(terminal, environment))
                .addSubcommand(new StatusCommand(terminal))
                .addSubcommand(new DownCommand(terminal))
                .addSubcommand(new ReloadCommand(terminal))
                .addSubcommand(new KeysCommand(terminal))
                .addSubcommand(new HashSecretCommand(terminal))
                .addSubcommand(new AwsEnvCommand(terminal))
                .addSubcommand(new DoctorCommand(terminal))
                .addSubcommand(new ImageCommand(terminal))
                .addSubcommand(new TestCommand())
                .addSubcommand(new VersionCommand(terminal))
                .addSubcommand(new HelpCommand(terminal));
    }
}
