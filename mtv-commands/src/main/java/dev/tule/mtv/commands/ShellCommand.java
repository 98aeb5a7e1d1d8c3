package dev.tule.mtv.commands;

import dev.tule.mtv.AppConfig;
import dev.tule.mtv.commands.shell.ProjectExecution;
import dev.tule.mtv.management.BaseCommand;
import dev.tule.mtv.management.CommandError;
import dev.tule.mtv.models.HasModels;
import dev.tule.mtv.models.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import jdk.jshell.tool.JavaShellToolBuilder;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * JShell with the project's models.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/django-admin/#shell">Django: shell</a>
 */
@Command(
        name = "shell",
        description = "A Java shell (JShell) with the project active and its models imported.")
final class ShellCommand extends BaseCommand {
    @Option(
            names = {"-c", "--command"},
            paramLabel = "CODE",
            description = "Run this and end.")
    private @Nullable String code;

    @Override
    protected void handle() throws Exception {
        Path startup = Files.createTempFile("tule-shell", ".jsh");
        try {
            Files.writeString(startup, imports());
            List<String> arguments =
                    new ArrayList<>(
                            List.of(
                                    "--execution",
                                    ProjectExecution.NAME,
                                    "--class-path",
                                    classPath(),
                                    "--startup",
                                    "DEFAULT",
                                    "--startup",
                                    startup.toString()));
            int exitCode = code == null ? run(arguments) : run(code, arguments);
            if (exitCode != 0) {
                throw new CommandError("The shell ended with " + exitCode + ".");
            }
        } finally {
            Files.delete(startup);
        }
    }

    private int run(String given, List<String> arguments) throws Exception {
        Path file = Files.createTempFile("tule-shell", ".jsh");
        try {
            Files.writeString(file, given + "\n/exit\n");
            arguments.add("--feedback");
            arguments.add("concise");
            arguments.add(file.toString());
            return run(arguments);
        } finally {
            Files.delete(file);
        }
    }

    private int run(List<String> arguments) throws Exception {
        JavaShellToolBuilder shell =
                JavaShellToolBuilder.builder().out(console().out()).err(console().error());
        return ProjectExecution.on(project(), () -> shell.start(arguments.toArray(String[]::new)));
    }

    private String classPath() throws CommandError {
        return source().classPath().stream()
                .map(Path::toString)
                .collect(Collectors.joining(java.io.File.pathSeparator));
    }

    /** Of two models with one name the first is imported. */
    private String imports() throws CommandError, IOException {
        StringBuilder lines =
                new StringBuilder(
                        "import dev.tule.mtv.*;\nimport dev.tule.mtv.models.*;\nimport static dev.tule.mtv.models.Aggregate.*;\n");
        Set<String> names = new HashSet<>();
        for (AppConfig app : project().settings().apps) {
            if (app instanceof HasModels with) {
                for (Class<? extends Model> model : with.models()) {
                    if (names.add(model.getSimpleName())) {
                        lines.append("import ").append(model.getCanonicalName()).append(";\n");
                    }
                }
            }
        }
        return lines.toString();
    }
}
