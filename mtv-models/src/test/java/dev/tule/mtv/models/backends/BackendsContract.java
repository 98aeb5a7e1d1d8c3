package dev.tule.mtv.models.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.mtv.AppConfig;
import dev.tule.mtv.DefaultSettings;
import dev.tule.mtv.Project;
import dev.tule.mtv.cache.Cache;
import dev.tule.mtv.management.BaseCommand;
import dev.tule.mtv.management.CommandError;
import dev.tule.mtv.management.Console;
import dev.tule.mtv.management.ProjectSource;
import dev.tule.mtv.models.DatabaseConfig;
import dev.tule.mtv.models.Databases;
import dev.tule.mtv.models.ModelDatabase;
import dev.tule.mtv.models.Transactions;
import dev.tule.mtv.models.cache.CacheConfig;
import dev.tule.mtv.models.cache.DatabaseCache;
import dev.tule.mtv.models.migrations.Migrations;
import dev.tule.mtv.models.sessions.DatabaseSessions;
import dev.tule.mtv.models.sessions.SessionsConfig;
import dev.tule.mtv.models.tasks.DatabaseTasks;
import dev.tule.mtv.models.tasks.TasksConfig;
import dev.tule.mtv.sessions.SessionStore;
import dev.tule.mtv.tasks.Task;
import dev.tule.mtv.tasks.TaskResult;
import dev.tule.mtv.tasks.TaskResult.Status;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.Statement;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import picocli.CommandLine;

/** Sessions, the cache and tasks in a database, on whatever database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class BackendsContract {
    private static final Duration HOUR = Duration.ofHours(1);

    record Note(String text) {}

    record Point(int x, BigDecimal y, List<String> names) {}

    private final List<String> done = new ArrayList<>();
    private final Task<Note> write =
            Task.returning(
                    "office.write",
                    Note.class,
                    note -> {
                        done.add(note.text);
                        return Map.of("length", note.text.length());
                    });
    private final Task<Note> fail =
            Task.of(
                    "office.fail",
                    Note.class,
                    note -> {
                        throw new IllegalStateException("no ink");
                    });

    private Instant now = Instant.parse("2026-03-15T09:00:00Z");
    private Project project;

    protected abstract DatabaseConfig config();

    private final class Office extends AppConfig {
        @Override
        public List<Task<?>> tasks() {
            return List.of(write, fail);
        }
    }

    private final class TestClock extends Clock {
        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            throw new UnsupportedOperationException();
        }

        @Override
        public Instant instant() {
            return now;
        }
    }

    @BeforeAll
    final void open() {
        project =
                Project.of(
                        new DefaultSettings() {
                            {
                                secretKey = "a secret of the tests, long enough to be taken";
                                clock = new TestClock();
                                apps =
                                        List.of(
                                                Databases.of(config()),
                                                new SessionsConfig(),
                                                new CacheConfig(),
                                                new TasksConfig(),
                                                new Office());
                                sessionEngine = DatabaseSessions::new;
                                cacheEngine = DatabaseCache::new;
                                taskEngine = DatabaseTasks::new;
                            }
                        });
        Migrations.of(project.settings().apps).migrate(database());
    }

    private ModelDatabase database() {
        return Databases.of(project).database(Databases.DEFAULT);
    }

    @AfterAll
    final void close() {
        project.close();
    }

    @BeforeEach
    final void empty() {
        done.clear();
        database()
                .withConnection(
                        connection -> {
                            try (Statement statement = connection.createStatement()) {
                                statement.execute("delete from sessions_session");
                                statement.execute("delete from cache_entry");
                                statement.execute("delete from tasks_task");
                            }
                            return true;
                        });
    }

    private String text(String query) {
        return database()
                .withConnection(
                        connection -> {
                            try (Statement statement = connection.createStatement();
                                    ResultSet rows = statement.executeQuery(query)) {
                                assertThat(rows.next()).isTrue();
                                return rows.getString(1);
                            }
                        });
    }

    private <T> T call(ScopedValue.CallableOp<T, RuntimeException> action) {
        return project.call(action);
    }

    /** Runs a command of the applications; gives what it said. */
    private String command(String name, String... arguments) {
        ByteArrayOutputStream said = new ByteArrayOutputStream();
        PrintStream out = new PrintStream(said, true, StandardCharsets.UTF_8);
        BaseCommand command =
                project.settings().apps.stream()
                        .flatMap(app -> app.commands().stream())
                        .filter(
                                each ->
                                        each.getClass()
                                                .getAnnotation(CommandLine.Command.class)
                                                .name()
                                                .equals(name))
                        .findFirst()
                        .orElseThrow();
        command.attach(
                new Open(ProjectSource.of(project)),
                Console.of(new ByteArrayInputStream(new byte[0]), out, out));
        assertThat(new CommandLine(command).execute(arguments)).isZero();
        return said.toString(StandardCharsets.UTF_8);
    }

    /** A project that other tests need after a command. */
    private record Open(ProjectSource of) implements ProjectSource {
        @Override
        public Project project() throws CommandError {
            return of.project();
        }

        @Override
        public Path folder() throws CommandError {
            return of.folder();
        }

        @Override
        public dev.tule.http.Handler handler() throws CommandError {
            return of.handler();
        }

        @Override
        public List<Path> classPath() throws CommandError {
            return of.classPath();
        }

        @Override
        public void close() {}
    }

    // ---- sessions

    private String session(String name, Object value) {
        return call(
                () ->
                        project.sessions()
                                .save(null, Map.of(name, value), now.plus(HOUR))
                                .orElseThrow());
    }

    @Test
    void sessionsAreKeptChangedAndEnded() {
        SessionStore sessions = project.sessions();
        String key = session("cart", List.of("apple", 2L));

        assertThat(call(() -> sessions.load(key)).orElseThrow())
                .isEqualTo(Map.of("cart", List.of("apple", 2L)));
        assertThat(call(() -> sessions.save(key, Map.of("cart", "none"), now.plus(HOUR))))
                .contains(key);
        assertThat(call(() -> sessions.load(key)).orElseThrow()).containsEntry("cart", "none");

        call(
                () -> {
                    sessions.delete(key);
                    return true;
                });
        assertThat(call(() -> sessions.load(key))).isEmpty();
        assertThat(call(() -> sessions.save(key, Map.of(), now.plus(HOUR))))
                .as("one that was ended meanwhile must not come to life again")
                .isEmpty();
    }

    @Test
    void aKeyThatWasNotGivenIsNeverTaken() {
        assertThat(call(() -> project.sessions().load("of-a-stranger's-making"))).isEmpty();
        assertThat(call(() -> project.sessions().save("mine", Map.of("a", 1), now.plus(HOUR))))
                .isEmpty();
    }

    @Test
    void theTableHoldsNoKeyThatWouldOpenASession() {
        String key = session("a", 1L);

        assertThat(text("select key_hash from sessions_session")).hasSize(64).doesNotContain(key);
    }

    @Test
    void sessionsExpireAndAreCleared() {
        String old = session("a", 1L);
        now = now.plus(HOUR);
        String young = session("b", 2L);

        assertThat(call(() -> project.sessions().load(old))).isEmpty();
        assertThat(command("clearsessions")).contains("1 expired");
        assertThat(call(() -> project.sessions().load(young))).isPresent();
        assertThat(text("select count(*) from sessions_session")).isEqualTo("1");
    }

    // ---- the cache

    private void set(String key, Object value) {
        call(
                () -> {
                    project.cache().set(key, value, HOUR);
                    return true;
                });
    }

    @Test
    void theCacheKeepsTextsNumbersAndRecordsForATime() {
        Cache cache = project.cache();
        Point point = new Point(-1, new BigDecimal("2.50"), List.of("a", "é"));
        set("text", "it's \"one\"");
        set("number", 7L);
        set("point", point);
        set("text", "another");

        assertThat(call(() -> cache.get("text", String.class))).contains("another");
        assertThat(call(() -> cache.get("number", Long.class))).contains(7L);
        assertThat(call(() -> cache.get("point", Point.class))).contains(point);
        assertThat(call(() -> cache.get("text", Long.class))).as("of another type").isEmpty();
        assertThat(call(() -> cache.get("TEXT", String.class))).as("other letters").isEmpty();

        now = now.plus(HOUR);
        assertThat(call(() -> cache.get("text", String.class))).isEmpty();
    }

    @Test
    void whatIsThereIsNotAddedAgain() {
        Cache cache = project.cache();

        assertThat(call(() -> cache.add("lock", "mine", HOUR))).isTrue();
        assertThat(call(() -> cache.add("lock", "yours", HOUR))).isFalse();
        assertThat(call(() -> cache.get("lock", String.class))).contains("mine");
        now = now.plus(HOUR);
        assertThat(call(() -> cache.add("lock", "yours", HOUR))).isTrue();
    }

    @Test
    void theCacheForgetsWhatItIsTold() {
        Cache cache = project.cache();
        set("a", 1L);
        set("b", 2L);
        call(
                () -> {
                    cache.delete("a");
                    return true;
                });

        assertThat(call(() -> cache.get("a", Long.class))).isEmpty();
        assertThat(call(() -> cache.get("b", Long.class))).isPresent();
        call(
                () -> {
                    cache.clear();
                    return true;
                });
        assertThat(call(() -> cache.get("b", Long.class))).isEmpty();
    }

    // ---- tasks

    private TaskResult result(TaskResult of) {
        return call(() -> project.tasks().result(of.id())).orElseThrow();
    }

    @Test
    void aTaskWaitsForAWorkerAndLeavesItsResult() {
        TaskResult waiting = call(() -> write.enqueue(new Note("hello")));
        assertThat(waiting.status()).isEqualTo(Status.READY);
        assertThat(done).isEmpty();

        assertThat(command("dbworker", "--batch")).contains("office.write").contains(waiting.id());

        assertThat(done).containsExactly("hello");
        TaskResult after = result(waiting);
        assertThat(after.status()).isEqualTo(Status.SUCCESSFUL);
        assertThat(after.returned()).isEqualTo(Map.of("length", 5L));
        assertThat(after.attempts()).isOne();
        assertThat(after.finishedAt()).isEqualTo(now);
    }

    @Test
    void urgentTasksComeFirstAndLaterOnesWait() {
        call(
                () -> {
                    write.enqueue(new Note("second"));
                    write.runAfter(now.plus(HOUR)).enqueue(new Note("later"));
                    write.priority(10).enqueue(new Note("first"));
                    return write.queue("night").enqueue(new Note("at night"));
                });

        command("dbworker", "--batch", "--queue", "default");
        assertThat(done).containsExactly("first", "second");

        now = now.plus(HOUR);
        command("dbworker", "--batch", "--queue", "default");
        assertThat(done).containsExactly("first", "second", "later");
    }

    @Test
    void aTaskThatFailsSaysWhyAndStopsNobody() {
        TaskResult failing = call(() -> fail.enqueue(new Note("x")));
        call(() -> write.enqueue(new Note("y")));

        command("dbworker", "--batch");

        assertThat(result(failing).status()).isEqualTo(Status.FAILED);
        assertThat(result(failing).errors())
                .containsExactly("java.lang.IllegalStateException: no ink");
        assertThat(done).containsExactly("y");
    }

    @Test
    void aTaskOfATransactionThatFailsWasNeverHandedIn() {
        assertThatThrownBy(
                        () ->
                                call(
                                        () ->
                                                Transactions.atomic(
                                                        () -> {
                                                            write.enqueue(new Note("never"));
                                                            throw new IllegalStateException("no");
                                                        })))
                .hasMessage("no");

        command("dbworker", "--batch");
        assertThat(done).isEmpty();
    }

    @Test
    void aTaskThatNoApplicationListsIsRefusedAtOnce() {
        Task<Note> stranger = Task.of("office.stranger", Note.class, note -> {});

        assertThatThrownBy(() -> call(() -> stranger.enqueue(new Note("x"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("office.stranger");
    }

    /** As if a worker had taken it and then been killed. */
    private void takenByADeadWorker() {
        database()
                .withConnection(
                        connection -> {
                            try (Statement statement = connection.createStatement()) {
                                return statement.executeUpdate(
                                        "update tasks_task set status = 'RUNNING', attempts = attempts + 1, worker = 'gone', leased_until = run_after");
                            }
                        });
    }

    @Test
    void whatADeadWorkerHeldIsRunAgainButNotForEver() {
        TaskResult held = call(() -> write.enqueue(new Note("again")));
        takenByADeadWorker();

        command("dbworker", "--batch");
        assertThat(done).as("the lease isn't over").isEmpty();

        now = now.plusSeconds(1);
        command("dbworker", "--batch");
        assertThat(done).containsExactly("again");
        assertThat(result(held).attempts()).isEqualTo(2);
        assertThat(result(held).errors()).containsExactly("its worker ended");

        TaskResult deadly = call(() -> write.enqueue(new Note("deadly")));
        for (int i = 0; i < 3; i++) {
            takenByADeadWorker();
        }
        now = now.plusSeconds(1);
        command("dbworker", "--batch");
        assertThat(result(deadly).status()).isEqualTo(Status.FAILED);
        assertThat(done).containsExactly("again");
    }

    @Test
    void oldResultsArePruned() {
        TaskResult old = call(() -> write.enqueue(new Note("old")));
        command("dbworker", "--batch");
        now = now.plus(Duration.ofDays(15));
        TaskResult waiting = call(() -> write.enqueue(new Note("waiting")));

        assertThat(command("prunetasks")).contains("1 tasks");
        assertThat(call(() -> project.tasks().result(old.id()))).isEqualTo(Optional.empty());
        assertThat(result(waiting).status()).isEqualTo(Status.READY);
    }
}
