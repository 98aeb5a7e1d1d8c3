package dev.tule.mtv.admin;

import static dev.tule.mtv.urls.Urls.include;
import static dev.tule.mtv.urls.Urls.path;

import dev.tule.mtv.DefaultSettings;
import dev.tule.mtv.Middleware;
import dev.tule.mtv.Project;
import dev.tule.mtv.Response;
import dev.tule.mtv.admin.farm.Alarm;
import dev.tule.mtv.admin.farm.Farm;
import dev.tule.mtv.admin.farm.Place;
import dev.tule.mtv.admin.farm.Reading;
import dev.tule.mtv.admin.farm.Sensor;
import dev.tule.mtv.admin.farm.Tag;
import dev.tule.mtv.auth.Auth;
import dev.tule.mtv.auth.AuthConfig;
import dev.tule.mtv.auth.AuthUrls;
import dev.tule.mtv.auth.AuthenticationMiddleware;
import dev.tule.mtv.auth.Permission;
import dev.tule.mtv.auth.User;
import dev.tule.mtv.mail.Outbox;
import dev.tule.mtv.models.DatabaseConfig;
import dev.tule.mtv.models.Databases;
import dev.tule.mtv.models.migrations.Migrations;
import dev.tule.mtv.models.migrations.Questioner;
import dev.tule.mtv.test.Client;
import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

/** The farm's site over a database, with users who may do more or less. */
final class AdminFixture implements AutoCloseable {
    static final String PASSWORD = "viriditas et ignis";
    private static final AtomicInteger NUMBER = new AtomicInteger();

    final Databases databases;
    final Project project;

    /** Where files lie that people send. */
    final Path media;

    /** The settings of the site. */
    private static final class Settings extends DefaultSettings {
        Settings(Databases databases, Path media) {
            mediaRoot = media;
            secretKey = "a secret of the tests, long enough to be taken";
            allowedHosts = List.of("localhost", "127.0.0.1");
            clock = Clock.fixed(Instant.parse("2026-03-15T09:00:00Z"), ZoneOffset.UTC);
            AuthConfig auth =
                    AuthConfig.with(
                            settings -> {
                                settings.mailer = new Outbox();
                                settings.passwordHashers = random -> List.of(new PlainHasher());
                            });
            apps = List.of(databases, new AdminConfig(), auth, new Farm());
            contextProcessors = List.of(Auth::variables);
            List<Middleware> layers = new ArrayList<>(middleware);
            layers.add(AuthenticationMiddleware::new);
            middleware = List.copyOf(layers);
            urls =
                    List.of(
                            Farm.ADMIN.at("admin/"),
                            include("accounts/", AuthUrls.URLS),
                            path("", request -> Response.text("the farm")));
        }
    }

    AdminFixture() {
        this(
                DatabaseConfig.of(
                        Databases.DEFAULT,
                        "jdbc:h2:mem:admin" + NUMBER.incrementAndGet(),
                        "sa",
                        ""));
    }

    AdminFixture(DatabaseConfig database) {
        databases = Databases.of(database);
        media = emptyFolder();
        project = Project.of(new Settings(databases, media));
        Migrations migrations = Migrations.of(project.settings().apps);
        migrations.changes(Questioner.silent()).forEach(migrations::remember);
        migrations.migrate(databases.database(Databases.DEFAULT));
        Permission.createMissing(databases);
    }

    private static Path emptyFolder() {
        try {
            return Files.createTempDirectory("admin-media");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    <T> T call(ScopedValue.CallableOp<T, RuntimeException> action) {
        return project.call(action);
    }

    /** Somebody who may enter, with these permissions. */
    User staff(String name, String... permissions) {
        return call(
                () -> {
                    User user = User.create(name, name + "@example.org", PASSWORD);
                    user.isStaff = true;
                    for (String each : permissions) {
                        String app = each.substring(0, each.indexOf('.'));
                        String codename = each.substring(each.indexOf('.') + 1);
                        user.userPermissions.add(
                                Permission.objects.get("app", app, "codename", codename));
                    }
                    user.save();
                    return user;
                });
    }

    User root() {
        return call(() -> User.createSuperuser("root", null, PASSWORD));
    }

    /** A browser in which somebody is logged in. */
    Client client(User user) {
        Client client = new Client(project);
        client.post("/admin/login/", "username", user.username, "password", PASSWORD);
        return client;
    }

    Sensor sensor(String name, String serial) {
        return call(
                () -> {
                    Sensor sensor = new Sensor();
                    sensor.name = name;
                    sensor.serial = serial;
                    sensor.place = Place.objects.getOrCreate("name", "Greenhouse");
                    sensor.save();
                    return sensor;
                });
    }

    Reading reading(Sensor sensor, String measured) {
        return call(
                () ->
                        Reading.objects.create(
                                "sensor", sensor, "measured", new BigDecimal(measured)));
    }

    /** Takes out all that tests put in, but for the first user. */
    void empty() {
        call(
                () -> {
                    Alarm.objects.delete();
                    Reading.objects.delete();
                    Sensor.objects.list().forEach(Sensor::delete);
                    Tag.objects.delete();
                    Place.objects.delete();
                    LogEntry.objects.delete();
                    User.objects.exclude("username", "root").list().forEach(User::delete);
                    return true;
                });
    }

    @Override
    public void close() {
        databases.close();
        try (Stream<Path> files = Files.walk(media)) {
            files.sorted(Comparator.reverseOrder()).map(Path::toFile).forEach(File::delete);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
