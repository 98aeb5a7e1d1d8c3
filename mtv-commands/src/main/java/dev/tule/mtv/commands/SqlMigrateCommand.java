package dev.tule.mtv.commands;

import dev.tule.mtv.management.BaseCommand;
import dev.tule.mtv.management.CommandError;
import dev.tule.mtv.models.migrations.Migration;
import dev.tule.mtv.models.migrations.Migrations;
import dev.tule.mtv.models.sql.Dialect;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Prints a migration's SQL.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/django-admin/#sqlmigrate">Django:
 *     sqlmigrate</a>
 */
@Command(name = "sqlmigrate", description = "Prints the SQL of a migration.")
final class SqlMigrateCommand extends BaseCommand {
    @Parameters(index = "0", paramLabel = "APP", description = "The application.")
    private String app = "";

    @Parameters(
            index = "1",
            paramLabel = "MIGRATION",
            description = "Its migration: the name or the beginning of it.")
    private String name = "";

    @Option(
            names = "--dialect",
            paramLabel = "NAME",
            description =
                    "For a kind of database other than the project's: ${COMPLETION-CANDIDATES}.")
    private @Nullable Dialect dialect;

    @Mixin private DatabaseOption database = new DatabaseOption();

    @Override
    protected void handle() throws CommandError {
        Migrations migrations = Migrations.of(project().settings().apps);
        List<Migration> fitting =
                migrations.all().stream()
                        .filter(each -> each.app().equals(app) && each.name().startsWith(name))
                        .toList();
        if (fitting.size() != 1) {
            throw new CommandError(
                    "%d migrations of '%s' begin with '%s': 'showmigrations' lists them."
                            .formatted(fitting.size(), app, name));
        }
        Dialect wanted = dialect == null ? database.of(project()).dialect() : dialect;
        for (String statement : migrations.sql(fitting.getFirst(), wanted)) {
            say(statement + ";");
        }
    }
}
