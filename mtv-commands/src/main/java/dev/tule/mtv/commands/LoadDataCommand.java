package dev.tule.mtv.commands;

import dev.tule.mtv.management.BaseCommand;
import dev.tule.mtv.management.CommandError;
import dev.tule.mtv.models.IntegrityError;
import dev.tule.mtv.models.fixtures.Fixtures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/**
 * Reads objects that were written down.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/django-admin/#loaddata">Django:
 *     loaddata</a>
 */
@Command(name = "loaddata", description = "Reads objects from files that dumpdata wrote.")
final class LoadDataCommand extends BaseCommand {
    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description = "The files, all or nothing of each.")
    private List<Path> files = new ArrayList<>();

    @Mixin private DatabaseOption database = new DatabaseOption();

    @Override
    protected void handle() throws CommandError, IOException {
        database.of(project());
        Fixtures fixtures = new Fixtures(DatabaseOption.all(project()), database.alias());
        int loaded = 0;
        for (Path file : files) {
            try {
                loaded += fixtures.load(Files.readString(file));
            } catch (NoSuchFileException e) {
                throw new CommandError("There is no file " + file + ".", e);
            } catch (IllegalArgumentException | IntegrityError e) {
                throw new CommandError("%s can't be loaded: %s".formatted(file, e.getMessage()), e);
            }
        }
        say("%d objects loaded from %d files.".formatted(loaded, files.size()));
    }
}
