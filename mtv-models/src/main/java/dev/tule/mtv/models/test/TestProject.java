package dev.tule.mtv.models.test;

import dev.tule.mtv.AppConfig;
import dev.tule.mtv.DefaultSettings;
import dev.tule.mtv.ImproperlyConfigured;
import dev.tule.mtv.Project;
import dev.tule.mtv.models.DatabaseConfig;
import dev.tule.mtv.models.Databases;
import dev.tule.mtv.models.Transactions;
import dev.tule.mtv.models.migrations.Migrations;
import dev.tule.mtv.models.sql.Dialect;
import dev.tule.mtv.test.Client;
import dev.tule.mtv.test.LiveServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * A project for tests: in place of the settings' databases it has empty ones, with all migrations
 * applied, which go when it is closed. Belongs to one thread.
 *
 * <pre>{@code
 * try (TestProject test = TestProject.of(new Settings())) {
 *     test.run(() -> assertThat(Book.objects.count()).isZero());
 *     assertThat(test.client().get("/books/").status()).isEqualTo(200);
 * }
 * }</pre>
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/topics/testing/overview/#the-test-database">Django:
 *     the test database</a>
 */
public final class TestProject implements AutoCloseable {
    private final Project project;
    private final List<Path> files;
    private final CapturedQueries queries;

    private TestProject(Project project, List<Path> files, CapturedQueries queries) {
        this.project = project;
        this.files = files;
        this.queries = queries;
    }

    /**
     * Starts a project.
     *
     * @throws ImproperlyConfigured where a database is neither SQLite nor H2: settings for tests
     *     must name one of their own then
     */
    public static TestProject of(DefaultSettings settings) {
        List<Path> files = new ArrayList<>();
        CapturedQueries queries = new CapturedQueries();
        List<AppConfig> apps = new ArrayList<>();
        for (AppConfig app : settings.apps) {
            apps.add(
                    app instanceof Databases databases
                            ? databases
                                    .elsewhere(config -> empty(config, files))
                                    .watchedBy(queries::add)
                            : app);
        }
        settings.apps = List.copyOf(apps);
        List<String> hosts = new ArrayList<>(settings.allowedHosts);
        hosts.addAll(List.of("localhost", "127.0.0.1"));
        settings.allowedHosts = List.copyOf(hosts);
        TestProject test = new TestProject(Project.of(settings), files, queries);
        Migrations migrations = Migrations.of(settings.apps);
        Databases databases = Databases.of(test.project);
        databases.aliases().forEach(alias -> migrations.migrate(databases.database(alias)));
        return test;
    }

    private static DatabaseConfig empty(DatabaseConfig config, List<Path> files) {
        return switch (Dialect.of(config.url())) {
            case H2 ->
                    DatabaseConfig.of(
                            config.alias(),
                            "jdbc:h2:mem:test-" + UUID.randomUUID() + ";DB_CLOSE_DELAY=-1");
            case SQLITE -> {
                Path file = temporary();
                files.add(file);
                yield DatabaseConfig.of(config.alias(), "jdbc:sqlite:" + file);
            }
            case POSTGRESQL, MARIADB, MYSQL, SQLSERVER, ORACLE ->
                    throw new ImproperlyConfigured(
                            "tests don't touch the database '%s': give them settings with one of their own (models.E003)"
                                    .formatted(config.alias()));
        };
    }

    private static Path temporary() {
        try {
            return Files.createTempFile("tule-test", ".sqlite3");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Project project() {
        return project;
    }

    /** A browser of its own. */
    public Client client() {
        return new Client(project);
    }

    /**
     * The project at a port, for a real browser. What it writes is committed: it shares no
     * transaction with the test. Close it before this.
     *
     * @throws IOException where there is no port to be had
     */
    public LiveServer liveServer() throws IOException {
        return LiveServer.of(project);
    }

    /** Runs something with the project active. */
    public void run(Runnable action) {
        project.call(
                () -> {
                    action.run();
                    return true;
                });
    }

    /**
     * Runs something with the project active, and takes back what it did in the first database:
     * Django's {@code TestCase}. What it asks by a {@link Client} is in the same transaction.
     */
    public void rollingBack(Runnable action) {
        run(
                () -> {
                    try {
                        Transactions.atomic(
                                () -> {
                                    action.run();
                                    throw new TakenBack();
                                });
                    } catch (TakenBack expected) {
                        // As was meant.
                    }
                });
    }

    /**
     * The statements that something makes in all databases, with the project active: Django's
     * {@code CaptureQueriesContext}. Those of other threads within that time are among them.
     *
     * @throws IllegalStateException within another capture
     */
    public List<String> captureQueries(Runnable action) {
        return queries.during(() -> run(action));
    }

    /**
     * Checks how many statements something makes in all databases: what a page asks by {@link
     * Client} too. Savepoints, commits and rollbacks are none; a batch is one; an insert on SQLite
     * is two, since the key is asked for.
     *
     * @throws AssertionError where there are more or fewer; it shows them
     * @see <a
     *     href="https://docs.djangoproject.com/en/6.0/topics/testing/tools/#django.test.TransactionTestCase.assertNumQueries">
     *     Django: assertNumQueries</a>
     */
    public void assertNumQueries(int expected, Runnable action) {
        List<String> made = captureQueries(action);
        if (made.size() != expected) {
            StringBuilder message = new StringBuilder();
            message.append("%d queries executed, %d expected".formatted(made.size(), expected));
            for (int i = 0; i < made.size(); i++) {
                message.append("\n%d. %s".formatted(i + 1, made.get(i)));
            }
            throw new AssertionError(message.toString());
        }
    }

    /** Ends a transaction without a commit. */
    private static final class TakenBack extends RuntimeException {
        private static final long serialVersionUID = 1;
    }

    @Override
    public void close() {
        project.close();
        for (Path file : files) {
            try {
                Files.deleteIfExists(file);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
