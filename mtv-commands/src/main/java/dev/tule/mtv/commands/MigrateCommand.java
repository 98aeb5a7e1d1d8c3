package dev.tule.mtv.commands;

import dev.tule.mtv.Project;
import dev.tule.mtv.auth.AuthConfig;
import dev.tule.mtv.auth.Permission;
import dev.tule.mtv.management.BaseCommand;
import dev.tule.mtv.management.CommandError;
import dev.tule.mtv.models.ModelDatabase;
import dev.tule.mtv.models.migrations.Migration;
import dev.tule.mtv.models.migrations.Migrations;
import dev.tule.mtv.models.migrations.Questioner;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Applies migrations, or takes them back.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/django-admin/#migrate">Django:
 *     migrate</a>
 */
@Command(name = "migrate", description = "Applies the migrations that a database doesn't have yet.")
final class MigrateCommand extends BaseCommand {
    @Parameters(
            index = "0",
            paramLabel = "APP",
            arity = "0..1",
            description = "Only this application, and what it needs.")
    private @Nullable String app;

    @Parameters(
            index = "1",
            paramLabel = "MIGRATION",
            arity = "0..1",
            description =
                    "Go to this migration of it, there or back: its name or the beginning of it; zero takes all back.")
    private @Nullable String migration;

    @Option(names = "--plan", description = "Only show what would be done.")
    private boolean plan;

    @Mixin private DatabaseOption database = new DatabaseOption();

    @Override
    protected void handle() throws CommandError {
        Project project = project();
        ModelDatabase target = database.of(project);
        Migrations migrations = Migrations.of(project.settings().apps);
        if (plan) {
            plan(migrations, target);
            return;
        }
        // The database has the last word: another version of it may take what this one's list has.
        DatabaseOption.all(project)
                .checks(project)
                .forEach(each -> warn(each.level() + " " + each));
        List<Migration> done = run(migrations, target);
        done.forEach(each -> say("  %s ... OK".formatted(each.label())));
        if (done.isEmpty()) {
            say("No migrations to apply.");
        }
        boolean complete = !migrations.applied(target).containsValue(false);
        if (complete
                && project.settings().apps.stream().anyMatch(each -> each instanceof AuthConfig)) {
            Permission.createMissing(DatabaseOption.all(project));
        }
        if (!migrations.changes(Questioner.silent()).isEmpty()) {
            warn(
                    "The models have changes that no migration has: run 'makemigrations', then 'migrate' again.");
        }
    }

    private void plan(Migrations migrations, ModelDatabase target) {
        for (Map.Entry<Migration, Boolean> each : migrations.applied(target).entrySet()) {
            if (!each.getValue()) {
                say(each.getKey().label());
                each.getKey().operations().forEach(step -> say("    " + step.describe()));
            }
        }
    }

    private List<Migration> run(Migrations migrations, ModelDatabase target) throws CommandError {
        String label = app;
        if (label == null) {
            return migrations.migrate(target);
        }
        List<Migration> own =
                migrations.all().stream().filter(each -> each.app().equals(label)).toList();
        if (own.isEmpty()) {
            throw new CommandError(
                    "No application labelled '%s' has migrations: run 'makemigrations', or see 'showmigrations'."
                            .formatted(label));
        }
        try {
            return migrations.migrate(
                    target, label, migration == null ? own.getLast().name() : migration);
        } catch (IllegalArgumentException e) {
            throw new CommandError(e.getMessage() + ": 'showmigrations' lists them.", e);
        }
    }
}
