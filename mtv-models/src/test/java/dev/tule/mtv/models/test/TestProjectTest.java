package dev.tule.mtv.models.test;

import static dev.tule.mtv.urls.Urls.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.mtv.DefaultSettings;
import dev.tule.mtv.Response;
import dev.tule.mtv.models.Databases;
import dev.tule.mtv.models.sessions.SessionsConfig;
import dev.tule.mtv.models.sessions.StoredSession;
import dev.tule.mtv.test.LiveServer;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.provider.ValueSource;

/** What tests of applications ask of their databases is counted. */
@ParameterizedClass
@ValueSource(strings = {"jdbc:h2:mem:elsewhere", "jdbc:sqlite:elsewhere.sqlite3"})
class TestProjectTest {
    /** A project with a page that asks twice. */
    private static final class Settings extends DefaultSettings {
        Settings(String database) {
            secretKey = "a secret of the tests, long enough to be taken";
            allowedHosts = List.of("localhost");
            apps = List.of(Databases.at(database), new SessionsConfig());
            urls =
                    List.of(
                            path(
                                    "",
                                    request ->
                                            Response.text(
                                                    StoredSession.objects.count()
                                                            + " "
                                                            + StoredSession.objects
                                                                    .list()
                                                                    .size())));
        }
    }

    private final TestProject test;

    /** On SQLite Ebean asks for the key that the database gave. */
    private final int insert;

    TestProjectTest(String database) {
        insert = database.contains("sqlite") ? 2 : 1;
        test = TestProject.of(new Settings(database));
    }

    @AfterEach
    void close() {
        test.close();
    }

    private static StoredSession stored(String name) {
        StoredSession session = new StoredSession();
        session.keyHash = name;
        session.save();
        return session;
    }

    @Test
    void whatAPageAsksIsCounted() {
        test.assertNumQueries(2, () -> assertThat(test.client().get("/").text()).isEqualTo("0 0"));
        test.assertNumQueries(0, () -> {});
    }

    @Test
    void otherProgramsFindTheProjectAtAPort() throws Exception {
        try (LiveServer live = test.liveServer();
                HttpClient browser = HttpClient.newHttpClient()) {
            test.run(() -> stored("a"));
            HttpRequest page = HttpRequest.newBuilder(live.url("/")).build();
            assertThat(browser.send(page, HttpResponse.BodyHandlers.ofString()).body())
                    .isEqualTo("1 1");
            assertThatThrownBy(() -> live.url("no-slash"))
                    .isInstanceOf(IllegalArgumentException.class);
        }
    }

    @Test
    void whatIsSavedChangedAndDeletedIsCounted() {
        test.assertNumQueries(insert, () -> stored("a"));
        test.assertNumQueries(1, () -> StoredSession.objects.update("content", "x"));
        test.assertNumQueries(2, () -> StoredSession.objects.get("keyHash", "a").delete());
    }

    @Test
    void withinATransactionItIsCountedToo() {
        test.rollingBack(
                () -> {
                    stored("a");
                    test.assertNumQueries(
                            2, () -> assertThat(test.client().get("/").text()).isEqualTo("1 1"));
                });
        test.assertNumQueries(1, () -> assertThat(StoredSession.objects.count()).isZero());
    }

    @Test
    void whatDiffersShowsTheStatements() {
        assertThatThrownBy(() -> test.assertNumQueries(1, () -> test.client().get("/")))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("2 queries executed, 1 expected")
                .hasMessageContaining("\n1. select count(")
                .hasMessageContaining("\n2. select ");
    }

    @Test
    void capturesShowTextsAndNoValues() {
        assertThat(test.captureQueries(() -> stored("mine")))
                .hasSize(insert)
                .first()
                .asString()
                .startsWith("insert into ")
                .doesNotContain("mine");
    }

    @Test
    void whatFailsEndsTheCapture() {
        assertThatThrownBy(
                        () ->
                                test.captureQueries(
                                        () -> {
                                            throw new IllegalStateException("no");
                                        }))
                .hasMessage("no");
        assertThatThrownBy(() -> test.captureQueries(() -> test.assertNumQueries(0, () -> {})))
                .hasMessageContaining("already");
        test.assertNumQueries(0, () -> {});
    }
}
