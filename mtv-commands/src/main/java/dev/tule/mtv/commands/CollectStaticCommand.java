package dev.tule.mtv.commands;

import dev.tule.mtv.ImproperlyConfigured;
import dev.tule.mtv.management.BaseCommand;
import dev.tule.mtv.management.CommandError;
import dev.tule.mtv.staticfiles.Collector;
import java.io.IOException;
import picocli.CommandLine.Command;

/**
 * Puts the static files into one folder.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/contrib/staticfiles/#collectstatic">
 *     Django: collectstatic</a>
 */
@Command(
        name = "collectstatic",
        description = "Puts all static files into staticRoot, with hashes in their names.")
final class CollectStaticCommand extends BaseCommand {
    @Override
    protected void handle() throws CommandError, IOException {
        try {
            int files = new Collector(project().settings()).collect().size();
            say(
                    "%d static files collected into %s."
                            .formatted(files, project().settings().staticRoot));
        } catch (ImproperlyConfigured e) {
            throw new CommandError(
                    "The settings have no staticRoot: name the folder to collect into, as in staticRoot = Path.of(\"staticfiles\").",
                    e);
        }
    }
}
