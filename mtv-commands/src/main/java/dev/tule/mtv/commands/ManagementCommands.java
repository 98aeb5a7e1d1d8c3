package dev.tule.mtv.commands;

import dev.tule.mtv.AppConfig;
import dev.tule.mtv.DefaultSettings;
import dev.tule.mtv.Project;
import dev.tule.mtv.management.BaseCommand;
import dev.tule.mtv.management.CommandError;
import dev.tule.mtv.management.Console;
import dev.tule.mtv.management.ProjectSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/**
 * The commands of a project: those that every project has, and those that its applications list.
 *
 * <pre>{@code
 * public static void main(String[] arguments) {
 *     System.exit(ManagementCommands.run(Settings::new, arguments));
 * }
 * }</pre>
 */
public final class ManagementCommands {
    private static final int FAILED = 1;
    private static final int USAGE = 2;

    private ManagementCommands() {}

    /** A command line without a word of its own. */
    @Command(description = "Manages the project: name a command.")
    private static final class Frame implements Runnable {
        @Override
        public void run() {
            throw new IllegalStateException("a command is named, or the help is shown");
        }
    }

    /**
     * Runs one command of a project that is on the class path: for a project's own {@code main}.
     *
     * @return the exit code: 0 done, 1 failed, 2 wrong usage
     */
    public static int run(Supplier<? extends DefaultSettings> settings, String... arguments) {
        CommandLogs.set();
        Console console = Console.ofThisProcess();
        try (Project project = Project.of(settings.get())) {
            return commandLine(project, console, System.getenv()).execute(arguments);
        }
    }

    /** The commands of a project that is made. */
    static CommandLine commandLine(
            Project project, Console console, Map<String, String> environment) {
        ProjectSource source = ProjectSource.of(project);
        CommandLine line = new CommandLine(new Frame()).setCommandName("manage");
        for (BaseCommand command : ofEveryProject(environment)) {
            command.attach(source, console);
            line.addSubcommand(command);
        }
        ownOf(project)
                .forEach(
                        command -> {
                            command.attach(source, console);
                            line.addSubcommand(command);
                        });
        line.addSubcommand(new CommandLine.HelpCommand());
        return line.setExecutionExceptionHandler(
                        (failure, command, parsed) -> report(console, failure))
                .setParameterExceptionHandler((wrong, words) -> explain(console, wrong));
    }

    /**
     * The commands for {@code ./tule}, which find their project by the folder that they are typed
     * in. The first two make one, or a part of one.
     */
    public static List<BaseCommand> here(
            Path folder, Console console, Map<String, String> environment) {
        ProjectSource source = new ProjectHere(folder, console);
        List<BaseCommand> all =
                new java.util.ArrayList<>(
                        List.of(new StartProjectCommand(folder), new StartAppCommand()));
        all.addAll(ofEveryProject(environment));
        all.forEach(command -> command.attach(source, console));
        return List.copyOf(all);
    }

    /**
     * The commands that the applications of the project in a folder list; none where it is in no
     * project.
     *
     * @throws CommandError where there is a project, and it can't be made
     */
    public static List<BaseCommand> ownHere(Path folder, Console console) throws CommandError {
        if (ProjectFolder.around(folder).isEmpty()) {
            return List.of();
        }
        ProjectSource source = new ProjectHere(folder, console);
        List<BaseCommand> own = ownOf(source.project());
        own.forEach(command -> command.attach(source, console));
        return own;
    }

    private static List<BaseCommand> ofEveryProject(Map<String, String> environment) {
        return List.of(
                new RunServerCommand(),
                new MakeMessagesCommand(),
                new MakeMigrationsCommand(),
                new MigrateCommand(),
                new ShowMigrationsCommand(),
                new SqlMigrateCommand(),
                new CreateSuperuserCommand(environment),
                new CheckCommand(),
                new CollectStaticCommand(),
                new DumpDataCommand(),
                new LoadDataCommand(),
                new ShellCommand(),
                new DbShellCommand());
    }

    private static List<BaseCommand> ownOf(Project project) {
        return project.settings().apps.stream()
                .map(AppConfig::commands)
                .flatMap(List::stream)
                .toList();
    }

    private static int report(Console console, Exception failure) throws Exception {
        if (failure instanceof CommandError error) {
            console.warn(String.valueOf(error.getMessage()));
            return FAILED;
        }
        throw failure;
    }

    private static int explain(Console console, ParameterException wrong) {
        console.warn(String.valueOf(wrong.getMessage()));
        wrong.getCommandLine().usage(console.error());
        return USAGE;
    }
}
