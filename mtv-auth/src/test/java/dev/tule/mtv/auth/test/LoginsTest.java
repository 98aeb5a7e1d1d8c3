package dev.tule.mtv.auth.test;

import static dev.tule.mtv.urls.Urls.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.mtv.DefaultSettings;
import dev.tule.mtv.ImproperlyConfigured;
import dev.tule.mtv.Middleware;
import dev.tule.mtv.Response;
import dev.tule.mtv.auth.Auth;
import dev.tule.mtv.auth.AuthConfig;
import dev.tule.mtv.auth.AuthDecorators;
import dev.tule.mtv.auth.AuthenticationMiddleware;
import dev.tule.mtv.auth.User;
import dev.tule.mtv.models.Databases;
import dev.tule.mtv.models.test.TestProject;
import dev.tule.mtv.test.Client;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A project for tests, and somebody logged in there without a password. */
class LoginsTest {
    /** What a project would have, its database included. */
    private static final class Settings extends DefaultSettings {
        Settings(String database) {
            secretKey = "a secret of the tests, long enough to be taken";
            allowedHosts = List.of("localhost");
            apps =
                    List.of(
                            Databases.at(database),
                            AuthConfig.with(auth -> auth.loginUrl = "/enter/"));
            List<Middleware> layers = new ArrayList<>(middleware);
            layers.add(AuthenticationMiddleware::new);
            middleware = List.copyOf(layers);
            urls =
                    List.of(
                            path("", request -> Response.text("of " + Auth.requireUser(request)))
                                    .with(AuthDecorators.loginRequired()));
        }
    }

    private final TestProject test =
            TestProject.of(new Settings("jdbc:h2:/nowhere/that/tests/may/write"));

    @AfterEach
    void close() {
        test.close();
    }

    @Test
    void aUserIsLoggedInWithoutAPassword() {
        Client client = test.client();
        assertThat(client.get("/").header("Location")).contains("/enter/?next=%2F");

        test.run(() -> Logins.forceLogin(client, User.create("ann", null, null)));

        assertThat(client.get("/").text()).isEqualTo("of ann");
        assertThat(test.client().get("/").status()).isEqualTo(302);
    }

    @Test
    void whatIsDoneWhileRollingBackIsGone() {
        test.rollingBack(
                () -> {
                    Client client = Logins.forceLogin(test.client(), User.create("a", null, null));
                    assertThat(client.get("/").text()).isEqualTo("of a");
                });

        test.run(() -> assertThat(User.objects.count()).isZero());
    }

    @Test
    void serversOfOthersAreNotTouched() {
        assertThatThrownBy(() -> TestProject.of(new Settings("jdbc:postgresql://db/farm")))
                .isInstanceOf(ImproperlyConfigured.class)
                .hasMessageContaining("models.E003");
    }
}
