package dev.tule.server.command;

import dev.tule.mtv.management.BaseCommand;
import dev.tule.server.cloud.RootKey;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Every option, default and environment variable of every command, read from the commands
 * themselves. {@code tule help} prints it and {@code docs/reference.md} holds it, which a test
 * compares.
 */
public final class Reference {
    /**
     * Options that say how one call is meant, not how the server is set up: no variable for them.
     */
    private static final Set<String> WITHOUT_VARIABLE =
            Set.of(
                    "--architecture",
                    "--detach",
                    "--fresh",
                    "--boto",
                    "--shell",
                    "--once",
                    "--readings",
                    "--user",
                    "--kdf");

    private static final List<Row> VARIABLES =
            List.of(
                    new Row(
                            "",
                            RootKey.ID_VARIABLE,
                            "generated",
                            "up, demo",
                            "The administrator's access key id, 1 to 128 printable ASCII characters."),
                    new Row(
                            "",
                            RootKey.SECRET_VARIABLE,
                            "generated",
                            "up, demo",
                            "The administrator's secret access key; goes with the id."),
                    new Row(
                            "",
                            "TULE_LOG",
                            "info",
                            "all",
                            "What is logged: error, warning, info, debug or trace; for parts of it NAME=LEVEL, joined by commas (info,dev.tule.aws=debug)."),
                    new Row(
                            "",
                            "TULE_JAVA_HOME",
                            "searched for",
                            "./tule",
                            "The JDK 25 or newer that runs Tule; else JAVA_HOME, else the usual places."),
                    new Row(
                            "",
                            "TULE_JAVA_OPTS",
                            "",
                            "./tule",
                            "Further options of the JVM, such as -Xmx4g; those it has are in server/src/main/launcher/java.options."));

    private final List<Row> rows;

    private Reference(List<Row> rows) {
        this.rows = rows;
    }

    /** One setting. */
    private record Row(
            String option, String variable, String defaultValue, String commands, String meaning) {}

    /** The reference of this command and all below it. */
    public static Reference of(CommandSpec tule) {
        Map<String, OptionSpec> options = new LinkedHashMap<>();
        Map<String, Set<String>> users = new LinkedHashMap<>();
        collect(tule, options, users);
        List<Row> rows = new ArrayList<>();
        options.forEach(
                (name, option) ->
                        rows.add(
                                new Row(
                                        withLabel(option),
                                        Objects.requireNonNullElse(variable(option), ""),
                                        defaultOf(option),
                                        String.join(", ", users.getOrDefault(name, Set.of())),
                                        String.join(" ", option.description()))));
        rows.addAll(VARIABLES);
        return new Reference(rows);
    }

    /** The environment variable with an option's default; null where it has none. */
    static @Nullable String variable(OptionSpec option) {
        String name = option.longestName();
        return WITHOUT_VARIABLE.contains(name)
                ? null
                : "TULE" + name.substring(1).replace('-', '_').toUpperCase(Locale.ROOT);
    }

    /** As a table in Markdown. */
    public String markdown() {
        StringBuilder table =
                new StringBuilder(
                        "| Option | Environment variable | Default | Commands | Meaning |\n|---|---|---|---|---|\n");
        for (Row row : rows) {
            table.append(
                    "| %s | %s | %s | %s | %s |%n"
                            .formatted(
                                    code(row.option),
                                    code(row.variable),
                                    code(row.defaultValue),
                                    row.commands,
                                    row.meaning.replace("|", "\\|")));
        }
        return table.toString();
    }

    /** As text of at most 100 columns. */
    String text() {
        StringBuilder text = new StringBuilder();
        for (Row row : rows) {
            List<String> names = new ArrayList<>();
            if (!row.option.isEmpty()) {
                names.add(row.option);
            }
            if (!row.variable.isEmpty()) {
                names.add(row.variable);
            }
            String standard =
                    row.defaultValue.isEmpty() ? "" : " (default " + row.defaultValue + ")";
            String head = String.join(", ", names) + standard + " - " + row.commands;
            text.append(wrapped(head, "  ", 96));
            text.append(wrapped(row.meaning, "      ", 96));
        }
        return text.toString();
    }

    /** Whether a command is for a project of the framework, and has nothing to do with a server. */
    static boolean isOfProject(CommandSpec command) {
        return command.userObject() instanceof BaseCommand;
    }

    private static void collect(
            CommandSpec command, Map<String, OptionSpec> options, Map<String, Set<String>> users) {
        if (isOfProject(command)) {
            return;
        }
        for (OptionSpec option : command.options()) {
            String name = option.longestName();
            options.putIfAbsent(name, option);
            users.computeIfAbsent(name, absent -> new TreeSet<>())
                    .add(command.qualifiedName().replaceFirst("^tule (\\S+).*", "$1"));
        }
        for (CommandLine subcommand : command.subcommands().values()) {
            collect(subcommand.getCommandSpec(), options, users);
        }
    }

    private static String withLabel(OptionSpec option) {
        return option.arity().max() == 0
                ? option.longestName()
                : option.longestName() + " " + option.paramLabel();
    }

    private static String defaultOf(OptionSpec option) {
        Object value = option.initialValue();
        if (value == null || value.equals(false)) {
            return "";
        }
        String home = System.getProperty("user.home");
        String text = value.toString();
        return text.startsWith(home + "/") ? "~" + text.substring(home.length()) : text;
    }

    private static String code(String text) {
        return text.isEmpty() ? "" : "`" + text + "`";
    }

    /** Text of lines of at most that width, each after the indent. */
    static String wrapped(String text, String indent, int width) {
        StringBuilder wrapped = new StringBuilder();
        StringBuilder line = new StringBuilder(indent);
        for (String word : text.split(" ", -1)) {
            if (line.length() + word.length() > width) {
                wrapped.append(line.toString().stripTrailing()).append('\n');
                line = new StringBuilder(indent);
            }
            line.append(word).append(' ');
        }
        return wrapped.append(line.toString().stripTrailing()).append('\n').toString();
    }
}
