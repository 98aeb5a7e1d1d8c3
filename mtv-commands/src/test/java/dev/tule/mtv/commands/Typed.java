package dev.tule.mtv.commands;

import dev.tule.mtv.management.BaseCommand;
import dev.tule.mtv.management.CommandError;
import dev.tule.mtv.management.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import picocli.CommandLine;

/**
 * One command, typed in a folder, run in this process.
 *
 * @param exitCode how it ended
 * @param out what it printed as its result
 * @param error what it printed beside that
 */
record Typed(int exitCode, String out, String error) {

    static Typed in(Path folder, String... words) {
        return in(folder, "", Map.of(), words);
    }

    /** With what is typed at its questions, and variables of the environment. */
    static Typed in(Path folder, String answers, Map<String, String> environment, String... words) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream error = new ByteArrayOutputStream();
        Console console =
                Console.of(
                        new ByteArrayInputStream(answers.getBytes(StandardCharsets.UTF_8)),
                        stream(out),
                        stream(error));
        List<BaseCommand> commands =
                new ArrayList<>(ManagementCommands.here(folder, console, environment));
        CommandLine line = new CommandLine(CommandLine.Model.CommandSpec.create().name("tule"));
        commands.forEach(line::addSubcommand);
        if (!line.getSubcommands().containsKey(words[0])) {
            try {
                ManagementCommands.ownHere(folder, console).forEach(line::addSubcommand);
            } catch (CommandError e) {
                console.warn(String.valueOf(e.getMessage()));
            }
        }
        line.setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                    if (!(failure instanceof CommandError)) {
                        throw failure;
                    }
                    console.warn(String.valueOf(failure.getMessage()));
                    return 1;
                });
        int exitCode = line.execute(words);
        return new Typed(
                exitCode,
                out.toString(StandardCharsets.UTF_8),
                error.toString(StandardCharsets.UTF_8));
    }

    private static PrintStream stream(ByteArrayOutputStream bytes) {
        return new PrintStream(bytes, true, StandardCharsets.UTF_8);
    }
}
