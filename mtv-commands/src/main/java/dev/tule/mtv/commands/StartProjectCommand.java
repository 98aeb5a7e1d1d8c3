package dev.tule.mtv.commands;

import dev.tule.mtv.checks.SystemChecks;
import dev.tule.mtv.management.BaseCommand;
import dev.tule.mtv.management.CommandError;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/**
 * Makes a project.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/django-admin/#startproject">Django:
 *     startproject</a>
 */
@Command(
        name = "startproject",
        description = "Makes a project for the MTV framework: a folder with a pom.xml.")
final class StartProjectCommand extends BaseCommand {
    private static final int KEY_BYTES = 45;

    private final Path here;

    @Parameters(
            index = "0",
            paramLabel = "NAME",
            description = "The project's package, such as sensors or com.example.sensors.")
    private String name = "";

    @Parameters(
            index = "1",
            paramLabel = "FOLDER",
            arity = "0..1",
            description = "Where to make it; by default a folder of the name's last word.")
    private Path folder = Path.of("");

    StartProjectCommand(Path here) {
        this.here = here;
    }

    @Override
    protected boolean outsideOfProject() {
        return true;
    }

    @Override
    protected void handle() throws CommandError {
        String packageName = Skeleton.checked(name);
        String word = packageName.substring(packageName.lastIndexOf('.') + 1);
        Path root = here.resolve(folder.toString().isEmpty() ? Path.of(word) : folder).normalize();
        String path = packageName.replace('.', '/');
        Path sources = root.resolve("src/main/java").resolve(path);
        new Skeleton(
                        "project",
                        Map.of(
                                "name",
                                word,
                                "package",
                                packageName,
                                "version",
                                version(),
                                "repository",
                                repository(),
                                "key",
                                SystemChecks.INSECURE_KEY + key()))
                .add("pom.xml.txt", root.resolve("pom.xml"))
                .add("gitignore.txt", root.resolve(".gitignore"))
                .add("maven.config.txt", root.resolve(".mvn/maven.config"))
                .add("Settings.java.txt", sources.resolve("Settings.java"))
                .add("Admin.java.txt", sources.resolve("Admin.java"))
                .add("Manage.java.txt", sources.resolve("Manage.java"))
                .add("package-info.java.txt", sources.resolve("package-info.java"))
                .add(
                        "FrontPageTest.java.txt",
                        root.resolve("src/test/java").resolve(path).resolve("FrontPageTest.java"))
                .write();
        Path shown = here.toAbsolutePath().normalize().relativize(root.toAbsolutePath());
        say("Made the project '%s' in %s.".formatted(packageName, root.toAbsolutePath()));
        say("Next: cd %s, 'tule migrate', 'tule runserver'.".formatted(shown));
    }

    /** The distribution's repository; where Tule runs without one, the user's own. */
    private static String repository() {
        String home = System.getProperty("user.home", "");
        return System.getProperty("tule.repository", home + "/.m2/repository");
    }

    private static String version() {
        return Objects.requireNonNullElse(
                StartProjectCommand.class.getPackage().getImplementationVersion(),
                "0.1.0-SNAPSHOT");
    }

    private static String key() {
        byte[] random = new byte[KEY_BYTES];
        new SecureRandom().nextBytes(random);
        return Base64.getUrlEncoder().encodeToString(random);
    }
}
