package dev.tule.mtv.commands;

import dev.tule.mtv.Project;
import dev.tule.mtv.checks.CheckMessage;
import dev.tule.mtv.management.CommandError;
import dev.tule.mtv.models.Databases;
import dev.tule.mtv.models.ModelDatabase;
import java.util.List;
import java.util.function.Consumer;
import picocli.CommandLine.Option;

/** Which of the project's databases a command works on. */
final class DatabaseOption {
    @Option(
            names = "--database",
            paramLabel = "ALIAS",
            defaultValue = Databases.DEFAULT,
            description = "Which of the project's databases, by its alias.")
    private String alias = Databases.DEFAULT;

    String alias() {
        return alias;
    }

    /**
     * All of the project's databases.
     *
     * @throws CommandError where it has none
     */
    static Databases all(Project project) throws CommandError {
        return project.settings().apps.stream()
                .filter(app -> app instanceof Databases)
                .map(app -> (Databases) app)
                .findFirst()
                .orElseThrow(
                        () ->
                                new CommandError(
                                        "The project has no database: put Databases.at(\"jdbc:…\") into the settings' apps."));
    }

    /**
     * Says what is wrong with the models, as {@code check} does.
     *
     * @throws CommandError where that makes migrations fail
     */
    static void checkNames(Project project, Consumer<String> warn) throws CommandError {
        List<CheckMessage> found = all(project).checks(project);
        found.forEach(each -> warn.accept(each.level() + " " + each));
        if (found.stream().anyMatch(each -> each.level() == CheckMessage.Level.ERROR)) {
            throw new CommandError("The models have names that the database refuses.");
        }
    }

    ModelDatabase of(Project project) throws CommandError {
        Databases databases = all(project);
        if (!databases.aliases().contains(alias)) {
            throw new CommandError(
                    "No database has the alias '%s'; there are %s."
                            .formatted(alias, databases.aliases()));
        }
        return databases.database(alias);
    }
}
