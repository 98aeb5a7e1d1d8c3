package dev.tule.mtv.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** The life of one project, command by command: each test goes on from the one before. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ProjectTest {
    private static final String SENSOR =
            """
            package registry;

            import dev.tule.mtv.models.Model;
            import dev.tule.mtv.models.QuerySet;
            import jakarta.persistence.*;

            @Entity
            public class Sensor extends Model {
                public static final QuerySet<Sensor> objects = objects(Sensor.class);

                @Id public long id;
                @Column(length = 40) public String name = "";
            }
            """;

    private Path folder = Path.of("");
    private Path project = Path.of("");

    @BeforeAll
    void makeTheProject(@TempDir Path empty) throws IOException {
        folder = empty;
        project = folder.resolve("farm");

        Typed made = Typed.in(folder, "startproject", "farm");

        assertThat(made.error()).isEmpty();
        assertThat(made.out()).contains("Made the project 'farm'", "cd farm");
        // Every process of this test may use the file; none is left behind.
        replace(
                "src/main/java/farm/Settings.java",
                "jdbc:sqlite:db.sqlite3",
                "jdbc:sqlite:" + project.resolve("db.sqlite3"));
    }

    private void replace(String file, String text, String with) throws IOException {
        Path at = project.resolve(file);
        String before = Files.readString(at);
        assertThat(before).contains(text);
        Files.writeString(at, before.replace(text, with));
    }

    @Test
    @Order(1)
    void anApplicationIsMadeAndHasAPlaceForModels() throws IOException {
        Typed made = Typed.in(project.resolve("src"), "startapp", "registry");

        assertThat(made.error()).isEmpty();
        assertThat(made.out())
                .contains("new registry.RegistryApp()", "include(\"registry/\", \"registry\"");
        Files.writeString(project.resolve("src/main/java/registry/Sensor.java"), SENSOR);
        replace(
                "src/main/java/registry/RegistryApp.java",
                "return List.of();",
                "return List.of(Sensor.class);");
        replace(
                "src/main/java/farm/Settings.java",
                "new AuthConfig());",
                "new AuthConfig(), new registry.RegistryApp());");
        replace(
                "src/main/java/farm/Settings.java",
                "AuthUrls.URLS));",
                "AuthUrls.URLS), include(\"registry/\", \"registry\", registry.Urls.URLS));");
    }

    @Test
    @Order(2)
    void namesThatTheDatabaseRefusesMakeNoMigration() throws IOException {
        String sensor = "src/main/java/registry/Sensor.java";
        replace(sensor, "public String name", "public int order;\n    public String name");
        Typed refused = Typed.in(project, "makemigrations");
        replace(sensor, "public int order;\n    public String name", "public String name");

        assertThat(refused.exitCode()).isEqualTo(1);
        assertThat(refused.error())
                .contains("(models.E004) The column 'order' of registry.Sensor.order", "SQLite");
    }

    @Test
    @Order(3)
    void migrationsAreMadeForTheProjectsOwnModels() {
        Typed dry = Typed.in(project, "makemigrations", "--dry-run");
        Typed check = Typed.in(project, "makemigrations", "--check");
        Typed made = Typed.in(project, "makemigrations");
        Typed again = Typed.in(project, "makemigrations");

        assertThat(dry.out()).contains("registry.0001_initial", "Create registry_sensor");
        assertThat(check.exitCode()).isEqualTo(1);
        assertThat(made.out())
                .isEqualToNormalizingNewlines(
                        """
                        Migrations for 'registry':
                          src/main/resources/registry/migrations/0001_initial.json
                            + Create registry_sensor
                        """);
        assertThat(again.out()).isEqualTo("No changes detected.\n");
    }

    @Test
    @Order(4)
    void migrationsAreListedShownAppliedAndTakenBack() {
        Typed before = Typed.in(project, "showmigrations");
        Typed sql = Typed.in(project, "sqlmigrate", "registry", "0001", "--dialect", "ORACLE");
        Typed plan = Typed.in(project, "migrate", "--plan");
        Typed applied = Typed.in(project, "migrate");
        Typed back = Typed.in(project, "migrate", "registry", "zero");
        Typed on = Typed.in(project, "migrate", "registry");

        assertThat(before.out()).contains("auth\n [ ] 0001_initial", "registry\n [ ] 0001_initial");
        assertThat(sql.out()).contains("create table registry_sensor").contains("varchar2(40");
        assertThat(plan.out()).contains("registry.0001_initial", "Create registry_sensor");
        assertThat(applied.error()).isEmpty();
        assertThat(applied.out())
                .contains("auth.0001_initial ... OK", "registry.0001_initial ... OK");
        assertThat(back.out()).contains("registry.0001_initial ... OK");
        assertThat(on.out()).contains("registry.0001_initial ... OK");
        assertThat(Typed.in(project, "showmigrations", "registry").out())
                .isEqualTo("registry\n [X] 0001_initial\n");
    }

    @Test
    @Order(5)
    void superusersAreMadeByAnswersOrByVariables() {
        String answers = "ann\nann@example.org\nshort\nshort\nn\nlong enough\nlong enough\n";
        Typed asked = Typed.in(project, answers, Map.of(), "createsuperuser");
        Typed given =
                Typed.in(
                        project,
                        "",
                        Map.of("TULE_SUPERUSER_PASSWORD", "another long one"),
                        "createsuperuser",
                        "--noinput",
                        "--username",
                        "bob");
        Typed taken = Typed.in(project, "", Map.of(), "createsuperuser", "--username", "ann");

        assertThat(asked.error()).contains("too short").doesNotContain("long enough");
        assertThat(asked.out()).isEqualTo("Superuser 'ann' created.\n");
        assertThat(given.out()).isEqualTo("Superuser 'bob' created.\n");
        assertThat(taken.exitCode()).isEqualTo(1);
        assertThat(taken.error()).contains("'ann' is taken");
    }

    @Test
    @Order(6)
    void objectsAreWrittenDownAndReadBack() throws IOException {
        Path file = project.resolve("sensors.json");
        Files.writeString(
                file,
                "[{\"model\": \"registry.Sensor\", \"pk\": 7, \"fields\": {\"name\": \"A\"}}]");

        Typed loaded = Typed.in(project, "loaddata", file.toString());
        Typed dumped = Typed.in(project, "dumpdata", "registry");
        Typed unknown = Typed.in(project, "dumpdata", "barn");

        assertThat(loaded.out()).isEqualTo("1 objects loaded from 1 files.\n");
        assertThat(dumped.out()).contains("\"registry.sensor\"", "\"A\"").doesNotContain("auth");
        assertThat(unknown.error()).isEqualTo("No application or model is called 'barn'.\n");
    }

    @Test
    @Order(7)
    void checkFindsWhatMattersWhereStrangersAre() throws IOException {
        Typed plain = Typed.in(project, "check");
        Typed deploy = Typed.in(project, "check", "--deploy", "--fail-level", "WARNING");

        assertThat(plain.out()).isEqualTo("The check found no issues.\n");
        assertThat(deploy.exitCode()).isEqualTo(1);
        assertThat(deploy.error())
                .contains("security.W009", "security.W018", "security.W004", "HINT")
                .doesNotContain("security.W003");
    }

    @Test
    @Order(8)
    void collectstaticSaysWhatItNeeds() {
        assertThat(Typed.in(project, "collectstatic").error()).contains("staticRoot = Path.of");
    }

    @Test
    @Order(8)
    void messagesAreCollectedForTranslators() throws IOException {
        Path resources = project.resolve("src/main/resources/registry");
        Files.writeString(
                resources.resolve("templates/registry/hello.html"),
                "{% trans \"Hello\" %} {% trans \"again\" context \"greeting\" %}");
        Path source = project.resolve("src/main/java/registry/Hello.java");
        Files.writeString(
                source,
                """
                package registry;

                import static dev.tule.mtv.i18n.Translations.ngettext;

                final class Hello {
                    static String of(long n) {
                        return ngettext("one \\"sensor\\"", "many " + "sensors", n);
                    }
                }
                """);

        Typed made = Typed.in(project, "makemessages", "-l", "de", "-l", "pt_BR");
        Path file = resources.resolve("locale/de/LC_MESSAGES/messages.po");

        assertThat(made.exitCode()).as(made.error()).isZero();
        assertThat(made.out()).contains("de/LC_MESSAGES/messages.po: 3 messages", "pt_BR");
        assertThat(Files.readString(file))
                .contains("#: src/main/resources/registry/templates/registry/hello.html:1")
                .contains("#: src/main/java/registry/Hello.java:7")
                .contains("msgid \"one \\\"sensor\\\"\"\nmsgid_plural \"many sensors\"");
        assertThat(Typed.in(project, "makemessages", "-l", "../evil").error())
                .contains("is no language");
        Files.delete(source);
    }

    @Test
    @Order(9)
    void applicationsHaveCommandsOfTheirOwn() throws IOException {
        Files.writeString(
                project.resolve("src/main/java/registry/Count.java"),
                """
                package registry;

                import dev.tule.mtv.management.BaseCommand;
                import picocli.CommandLine.Command;

                @Command(name = "countsensors", description = "Counts.")
                public class Count extends BaseCommand {
                    @Override
                    protected void handle() {
                        Sensor added = new Sensor();
                        added.name = "B";
                        added.save();
                        say(Sensor.objects.count() + " sensors");
                    }
                }
                """);
        replace(
                "src/main/java/registry/RegistryApp.java",
                "    @Override\n    public List<Class",
                """
                    @Override
                    public List<dev.tule.mtv.management.BaseCommand> commands() {
                        return List.of(new Count());
                    }

                    @Override
                    public List<Class\
                """);

        assertThat(Typed.in(project, "countsensors").out()).isEqualTo("2 sensors\n");
    }

    @Test
    @Order(10)
    void faultsOfTheSourcesAreShownByFileAndLine() throws IOException {
        replace("src/main/java/registry/Count.java", "Sensor.objects", "Sensors.objects");

        Typed broken = Typed.in(project, "migrate");

        assertThat(broken.exitCode()).isEqualTo(1);
        assertThat(broken.error())
                .contains("src/main/java/registry/Count.java:13: package Sensors does not exist")
                .contains("say(Sensors.objects.count()");
        replace("src/main/java/registry/Count.java", "Sensors.objects", "Sensor.objects");
    }

    @Test
    @Order(11)
    void theShellHasTheModelsAndTheirFieldsRemember() {
        Typed shell =
                Typed.in(
                        project,
                        "shell",
                        "-c",
                        """
                        var sensor = Sensor.objects.get("pk", 7)
                        sensor.name = "Barn"
                        sensor.save()
                        """);

        assertThat(shell.out() + shell.error()).isEmpty();
        assertThat(shell.exitCode()).isZero();
        assertThat(Typed.in(project, "dumpdata", "registry").out())
                .contains("\"pk\":7,\"fields\":{\"name\":\"Barn\"}");
    }

    @Test
    void outsideOfAProjectCommandsSayHowToGetOne() {
        Typed lost = Typed.in(folder, "migrate");

        assertThat(lost.exitCode()).isEqualTo(1);
        assertThat(lost.error()).contains("is in no project", "tule startproject NAME");
    }

    @Test
    void namesThatArePackagesInNoJavaAreRefused() {
        assertThat(Typed.in(folder, "startproject", "My-Farm").error()).contains("'My-Farm'");
        assertThat(Typed.in(folder, "startproject", "class").error()).contains("'class'");
        assertThat(Typed.in(folder, "startproject", "farm").error()).contains("exists already");
    }
}
