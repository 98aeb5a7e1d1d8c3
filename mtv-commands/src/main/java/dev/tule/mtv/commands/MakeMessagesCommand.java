package dev.tule.mtv.commands;

import dev.tule.mtv.AppConfig;
import dev.tule.mtv.i18n.PoFile;
import dev.tule.mtv.management.BaseCommand;
import dev.tule.mtv.management.CommandError;
import dev.tule.mtv.template.TemplateMessages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/**
 * Collects what is to be translated, for each application of the project.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/django-admin/#makemessages">Django:
 *     makemessages</a>
 */
@Command(
        name = "makemessages",
        description = "Collects texts of templates and sources in PO files, to be translated.")
final class MakeMessagesCommand extends BaseCommand {
    @Option(
            names = {"-l", "--locale"},
            paramLabel = "LANGUAGE",
            required = true,
            description = "A language such as de or pt_BR. May be given several times.")
    private List<String> languages = new ArrayList<>();

    @Override
    protected void handle() throws CommandError, IOException {
        for (String language : languages) {
            if (!language.matches("[a-z]{2,3}(_[A-Za-z0-9]{2,8})*")) {
                throw new CommandError(
                        "'%s' is no language: write it as in de or pt_BR.".formatted(language));
            }
        }
        Path main = source().folder().resolve("src/main");
        int files = 0;
        for (AppConfig app : project().settings().apps) {
            String folder = app.getClass().getPackageName().replace('.', '/');
            Path resources = main.resolve("resources").resolve(folder);
            List<PoFile.Found> found = new ArrayList<>();
            for (Path file : below(main.resolve("java").resolve(folder))) {
                if (file.toString().endsWith(".java")) {
                    found.addAll(JavaMessages.in(Files.readString(file), name(file)));
                }
            }
            for (Path file : below(resources.resolve("templates"))) {
                found.addAll(TemplateMessages.in(Files.readString(file), name(file)));
            }
            if (!found.isEmpty()) {
                for (String language : languages) {
                    write(resources, language, found);
                    files++;
                }
            }
        }
        if (files == 0) {
            say("Nothing is marked to be translated: use {% trans %} or Translations.gettext.");
        }
    }

    private void write(Path resources, String language, List<PoFile.Found> found)
            throws IOException {
        Path file = resources.resolve("locale/" + language + "/LC_MESSAGES/messages.po");
        String before = Files.exists(file) ? Files.readString(file) : "";
        Files.createDirectories(file.getParent());
        Files.writeString(file, PoFile.merged(before, language, found));
        long different =
                found.stream()
                        .map(each -> List.of(String.valueOf(each.context()), each.id()))
                        .distinct()
                        .count();
        say("%s: %d messages".formatted(file, different));
    }

    private String name(Path file) throws CommandError {
        return source().folder().relativize(file).toString();
    }

    private static List<Path> below(Path folder) throws IOException {
        return Files.isDirectory(folder) ? ProjectFolder.files(folder) : List.of();
    }
}
