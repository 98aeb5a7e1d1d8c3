package dev.tule.mtv.commands;

import dev.tule.mtv.AppConfig;
import dev.tule.mtv.management.BaseCommand;
import dev.tule.mtv.management.CommandError;
import dev.tule.mtv.models.HasModels;
import dev.tule.mtv.models.migrations.Migration;
import dev.tule.mtv.models.migrations.Migrations;
import dev.tule.mtv.models.migrations.Questioner;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Writes migrations for what has changed in the models.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/django-admin/#makemigrations">Django:
 *     makemigrations</a>
 */
@Command(
        name = "makemigrations",
        description = "Writes migrations for what has changed in the models.")
final class MakeMigrationsCommand extends BaseCommand {
    private static final Path RESOURCES = Path.of("src", "main", "resources");

    @Parameters(paramLabel = "APP", arity = "0..*", description = "Only of these applications.")
    private List<String> labels = new ArrayList<>();

    @Option(names = "--dry-run", description = "Only show what would be written.")
    private boolean dryRun;

    @Option(names = "--check", description = "Write nothing; fail if there are changes.")
    private boolean check;

    @Option(names = "--empty", description = "Write a migration without steps, to be filled in.")
    private boolean empty;

    @Option(
            names = {"-n", "--name"},
            paramLabel = "NAME",
            description = "What to call it.")
    private @Nullable String name;

    @Option(names = "--noinput", description = "Ask nothing: nothing was renamed.")
    private boolean noInput;

    @Override
    protected void handle() throws CommandError {
        List<AppConfig> apps = project().settings().apps;
        Migrations migrations = Migrations.of(apps);
        for (String label : labels) {
            if (apps.stream().noneMatch(app -> hasModels(app) && app.label().equals(label))) {
                throw new CommandError(
                        "No application with models is labelled '%s': is it in the settings' apps?"
                                .formatted(label));
            }
        }
        DatabaseOption.checkNames(project(), this::warn);
        List<Migration> fresh = empty ? emptyOnes(migrations) : changes(migrations);
        if (fresh.isEmpty()) {
            say("No changes detected.");
            return;
        }
        if (dryRun || check) {
            fresh.forEach(each -> show(each, each.label()));
            if (check) {
                throw new CommandError("The models have changes that no migration has.");
            }
            return;
        }
        List<Path> files = migrations.write(fresh, source().folder().resolve(RESOURCES));
        for (int i = 0; i < fresh.size(); i++) {
            show(fresh.get(i), relative(files.get(i)));
        }
    }

    private String relative(Path file) throws CommandError {
        Path folder = source().folder();
        return (file.startsWith(folder) && !folder.toString().isEmpty()
                        ? folder.relativize(file)
                        : file)
                .toString();
    }

    private static boolean hasModels(AppConfig app) {
        return app instanceof HasModels;
    }

    private List<Migration> changes(Migrations migrations) throws CommandError {
        Questioner questioner = noInput ? Questioner.silent() : new AskingQuestioner(console());
        List<Migration> fresh = new ArrayList<>();
        try {
            for (Migration each : migrations.changes(questioner)) {
                if (isOurs(each.app()) && (labels.isEmpty() || labels.contains(each.app()))) {
                    fresh.add(named(each));
                }
            }
        } catch (IllegalStateException e) {
            throw new CommandError(String.valueOf(e.getMessage()), e);
        }
        return fresh;
    }

    private List<Migration> emptyOnes(Migrations migrations) throws CommandError {
        if (labels.isEmpty()) {
            throw new CommandError("Name the application that gets an empty migration.");
        }
        List<Migration> fresh = new ArrayList<>();
        for (String label : labels) {
            long before =
                    migrations.all().stream().filter(each -> each.app().equals(label)).count();
            fresh.add(
                    named(
                            new Migration(
                                    label,
                                    "%04d_custom".formatted(before + 1),
                                    List.of(),
                                    List.of())));
        }
        return fresh;
    }

    /** Applications of libraries come with their migrations; nothing is written for them here. */
    private boolean isOurs(String label) throws CommandError {
        for (AppConfig app : project().settings().apps) {
            if (app.label().equals(label)) {
                String folder = app.getClass().getPackageName().replace('.', '/');
                Path root = source().folder();
                return Files.isDirectory(root.resolve("src/main/java").resolve(folder));
            }
        }
        return false;
    }

    private Migration named(Migration made) throws CommandError {
        if (name == null) {
            return made;
        }
        try {
            return new Migration(
                    made.app(),
                    made.name().substring(0, made.name().indexOf('_') + 1) + name,
                    made.dependencies(),
                    made.operations());
        } catch (IllegalArgumentException e) {
            throw new CommandError(
                    "A migration's name has small letters, digits and underscores, at most 60.", e);
        }
    }

    private void show(Migration migration, String place) {
        say("Migrations for '%s':".formatted(migration.app()));
        say("  " + place);
        migration.operations().forEach(each -> say("    + " + each.describe()));
    }
}
