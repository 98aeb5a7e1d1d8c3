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
    /** Of the column of names. */
    private static final int WIDTH = 16;

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

    private static void append(StringBuilder text, CommandLine tule, boolean ofProject) {
        for (Map.Entry<String, CommandLine> entry : tule.getSubcommands().entrySet()) {
            CommandSpec command = entry.getValue().getCommandSpec();
            if (Reference.isOfProject(command) == ofProject) {
                String description = String.join(" ", command.usageMessage().description());
                String meaning = Reference.wrapped(description, " ".repeat(WIDTH + 2), 96);
                text.append("  %%-%ds".formatted(WIDTH).formatted(entry.getKey()))
                        .append(meaning.stripLeading());
            }
        }
    }

    private static String overview(CommandLine tule) {
        StringBuilder text =
                new StringBuilder(
                        """
                        Tule: an IoT cloud on your own ground.

                        Usage: tule COMMAND [OPTIONS]

                        Commands:
                        """);
        append(text, tule, false);
        text.append("\nCommands of a project of the MTV framework, in its folder:\n");
        append(text, tule, true);
        text.append(
                "\nOptions, environment variables, defaults - and the commands that take them:\n");
        text.append(Reference.of(tule.getCommandSpec()).text());
        text.append(
                "\n'tule help COMMAND' says more about one. An option wins over its variable.\n");
        return text.toString();
    }
}
