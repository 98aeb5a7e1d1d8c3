package dev.tule.mtv.commands;

import dev.tule.mtv.management.BaseCommand;
import dev.tule.mtv.management.CommandError;
import dev.tule.mtv.models.Databases;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.fixtures.Fixtures;
import dev.tule.mtv.models.meta.ModelMeta;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Writes objects down as JSON.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/django-admin/#dumpdata">Django:
 *     dumpdata</a>
 */
@Command(name = "dumpdata", description = "Writes the objects of a database down as JSON.")
final class DumpDataCommand extends BaseCommand {
    @Parameters(
            paramLabel = "APP[.MODEL]",
            arity = "0..*",
            description = "Only of these applications or models.")
    private List<String> labels = new ArrayList<>();

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write; else it is printed.")
    private @Nullable Path output;

    @Mixin private DatabaseOption database = new DatabaseOption();

    @Override
    protected void handle() throws CommandError, IOException {
        Databases databases = DatabaseOption.all(project());
        database.of(project());
        List<Class<? extends Model>> models = new ArrayList<>();
        for (Class<? extends Model> model : databases.models()) {
            if (labels.isEmpty() || labels.stream().anyMatch(label -> isOf(model, label))) {
                models.add(model);
            }
        }
        for (String label : labels) {
            if (databases.models().stream().noneMatch(model -> isOf(model, label))) {
                throw new CommandError("No application or model is called '%s'.".formatted(label));
            }
        }
        String text = new Fixtures(databases, database.alias()).dump(models);
        if (output == null) {
            console().out().print(text);
            console().out().flush();
        } else {
            Files.writeString(output, text);
        }
    }

    private static boolean isOf(Class<? extends Model> model, String label) {
        ModelMeta<?> meta = ModelMeta.of(model);
        return label.equals(meta.appLabel()) || label.equalsIgnoreCase(meta.label());
    }
}
