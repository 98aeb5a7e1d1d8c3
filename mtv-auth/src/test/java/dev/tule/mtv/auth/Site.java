package dev.tule.mtv.auth;

import static dev.tule.mtv.urls.Urls.include;
import static dev.tule.mtv.urls.Urls.path;

import dev.tule.mtv.DefaultSettings;
import dev.tule.mtv.Middleware;
import dev.tule.mtv.Project;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.mail.Outbox;
import dev.tule.mtv.models.DatabaseConfig;
import dev.tule.mtv.models.Databases;
import dev.tule.mtv.models.migrations.Migrations;
import dev.tule.mtv.template.TemplateContext;
import dev.tule.mtv.test.Client;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A small site whose pages need somebody logged in, over a database in memory. */
final class Site implements AutoCloseable {
    /** A clock that stands until it is moved. */
    static final class Hands extends Clock {
        private Instant now = Instant.parse("2026-03-01T12:00:00Z");

        void move(Duration by) {
            now = now.plus(by);
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    final Hands clock = new Hands();
    final Outbox outbox = new Outbox();
    final Databases databases;
    final Project project;

    /** The settings of the site. */
    private static final class Settings extends DefaultSettings {
        Settings(Site site, Databases databases, AuthConfig auth) {
            secretKey = "a secret of the tests, long enough to be taken";
            allowedHosts = List.of("localhost");
            clock = site.clock;
            apps = List.of(databases, auth);
            contextProcessors = List.of(Auth::variables);
            List<Middleware> layers = new ArrayList<>(middleware);
            layers.add(AuthenticationMiddleware::new);
            middleware = List.copyOf(layers);
            urls =
                    List.of(
                            include("accounts/", AuthUrls.URLS),
                            path("me/", Site::me),
                            path(
                                            "farm/",
                                            request ->
                                                    Response.text(
                                                            "of " + Auth.requireUser(request)))
                                    .with(AuthDecorators.loginRequired()),
                            path("pens/", request -> Response.text("pens"))
                                    .with(AuthDecorators.permissionRequired("auth.view_group")),
                            path("staff/", request -> Response.text("staff"))
                                    .with(AuthDecorators.userPassesTest(user -> user.isStaff)));
        }
    }

    /** What a template knows of who asks. */
    private static Response me(Request request) {
        String page =
                "{% if user.isAuthenticated %}{{ user }}{% else %}nobody{% endif %}"
                        + "{% if perms.auth.view_group %} may{% endif %}{{ user.setPassword }}";
        return Response.html(
                request.project()
                        .templates()
                        .compile("me", page)
                        .render(TemplateContext.of(request, Map.of())));
    }

    Site(@Nullable PasswordHasher hasher) {
        databases =
                Databases.of(DatabaseConfig.of(Databases.DEFAULT, "jdbc:h2:mem:auth", "sa", ""));
        AuthConfig auth =
                AuthConfig.with(
                        settings -> {
                            settings.mailer = outbox;
                            settings.passwordHashers =
                                    random ->
                                            List.of(
                                                    hasher == null
                                                            ? new Argon2PasswordHasher(
                                                                    random, 64, 1)
                                                            : hasher,
                                                    new Pbkdf2PasswordHasher(random));
                        });
        project = Project.of(new Settings(this, databases, auth));
        Migrations.of(project.settings().apps).migrate(databases.database(Databases.DEFAULT));
        Permission.createMissing(databases);
    }

    Client client() {
        return new Client(project);
    }

    <T> T call(ScopedValue.CallableOp<T, RuntimeException> action) {
        return project.call(action);
    }

    User user(String name, String password) {
        return call(() -> User.create(name, name + "@example.org", password));
    }

    @Override
    public void close() {
        databases.close();
    }
}
