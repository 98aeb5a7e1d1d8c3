package dev.tule.mtv.commands;

import dev.tule.mtv.management.BaseCommand;
import dev.tule.mtv.management.CommandError;
import java.nio.file.Path;
import java.util.Map;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Makes an application in a project.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/django-admin/#startapp">Django:
 *     startapp</a>
 */
@Command(name = "startapp", description = "Makes an application in the project.")
final class StartAppCommand extends BaseCommand {
    @Parameters(
            paramLabel = "NAME",
            description = "The application's package, such as registry or com.example.registry.")
    private String name = "";

    @Override
    protected boolean outsideOfProject() {
        return true;
    }

    @Override
    protected void handle() throws CommandError {
        String packageName = Skeleton.checked(name);
        String label = packageName.substring(packageName.lastIndexOf('.') + 1);
        String type = Character.toUpperCase(label.charAt(0)) + label.substring(1) + "App";
        Path root = source().folder();
        String path = packageName.replace('.', '/');
        Path sources = root.resolve("src/main/java").resolve(path);
        Path resources = root.resolve("src/main/resources").resolve(path);
        Path templates = resources.resolve("templates");
        new Skeleton("app", Map.of("package", packageName, "label", label, "type", type))
                .add("App.java.txt", sources.resolve(type + ".java"))
                .add("Urls.java.txt", sources.resolve("Urls.java"))
                .add("Views.java.txt", sources.resolve("Views.java"))
                .add("package-info.java.txt", sources.resolve("package-info.java"))
                .add("base.html.txt", templates.resolve(label).resolve("base.html"))
                .add("index.html.txt", templates.resolve(label).resolve("index.html"))
                .add(
                        "style.css.txt",
                        resources.resolve("static").resolve(label).resolve("style.css"))
                .write();
        say("Made the application '%s' in %s.".formatted(packageName, sources));
        say("Next: in the settings, add to apps: new %s.%s()".formatted(packageName, type));
        say(
                "and to urls: include(\"%s/\", \"%s\", %s.Urls.URLS)"
                        .formatted(label, label, packageName));
    }
}
