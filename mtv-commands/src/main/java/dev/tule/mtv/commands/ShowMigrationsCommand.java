package dev.tule.mtv.commands;

import dev.tule.mtv.management.BaseCommand;
import dev.tule.mtv.management.CommandError;
import dev.tule.mtv.models.migrations.Migration;
import dev.tule.mtv.models.migrations.Migrations;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * Lists migrations.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/django-admin/#showmigrations">Django:
 *     showmigrations</a>
 */
@Command(name = "showmigrations", description = "Lists the migrations; [X] is applied, [ ] is not.")
final class ShowMigrationsCommand extends BaseCommand {
    @Parameters(paramLabel = "APP", arity = "0..*", description = "Only of these applications.")
    private List<String> labels = new ArrayList<>();

    @Mixin private DatabaseOption database = new DatabaseOption();

    @Override
    protected void handle() throws CommandError {
        Map<String, List<String>> lines = new LinkedHashMap<>();
        Migrations migrations = Migrations.of(project().settings().apps);
        migrations
                .applied(database.of(project()))
                .forEach(
                        (migration, applied) ->
                                lines.computeIfAbsent(migration.app(), absent -> new ArrayList<>())
                                        .add(line(migration, applied)));
        for (Map.Entry<String, List<String>> app : lines.entrySet()) {
            if (labels.isEmpty() || labels.contains(app.getKey())) {
                say(app.getKey());
                app.getValue().forEach(this::say);
            }
        }
    }

    private static String line(Migration migration, boolean applied) {
        return " [%s] %s".formatted(applied ? "X" : " ", migration.name());
    }
}
