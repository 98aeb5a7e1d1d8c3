package dev.tule.server.command;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what there is, or what one command does. */
@Command(name = "help", description = "Shows this, or more about one command.")
public final class HelpCommand implements Runnable {
    private final Terminal terminal;

    @Spec
    @SuppressWarnings("NullAway.Init") // set by picocli before run
    private CommandSpec spec;

    @Parameters(paramLabel = "COMMAND", arity = "0..*", description = "What to explain.")
    private List<String> words = new ArrayList<>();

    public HelpCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public void run() {
        CommandLine tule = root();
        if (words.isEmpty()) {
            terminal.out().print(overview(tule));
        } else {
            CommandLine command = tule;
            for (String word : words) {
                CommandLine next = command.getSubcommands().get(word);
                if (next == null) {
                    throw new ParameterException(
                            tule, "There is no command '%s'".formatted(String.join(" ", words)));
                }
                command = next;
            }
            command.usage(terminal.out());
        }
        terminal.out().flush();
    }

    private CommandLine root() {
        CommandLine command = spec.commandLine();
        while (command.getParent() != null) {
            command = command.getParent();
        }
        return command;
    }

    private static String overview(CommandLine tule) {
        StringBuilder text =
                new StringBuilder(
                        """
                        Tule: an IoT cloud on your own ground.

                        Usage: tule COMMAND [OPTIONS]

                        Commands:
                        """);
        for (Map.Entry<String, CommandLine> entry : tule.getSubcommands().entrySet()) {
            String[] description = entry.getValue().getCommandSpec().usageMessage().description();
            String meaning = Reference.wrapped(String.join(" ", description), " ".repeat(12), 96);
            text.append("  %-10s".formatted(entry.getKey())).append(meaning.stripLeading());
        }
        text.append(
                "\nOptions, environment variables, defaults - and the commands that take them:\n");
        text.append(Reference.of(tule.getCommandSpec()).text());
        text.append(
                "\n'tule help COMMAND' says more about one. An option wins over its variable.\n");
        return text.toString();
    }
}
