package dev.tule.mtv.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.mtv.test.Client;
import dev.tule.mtv.test.ClientResponse;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Logging in and out, as a visitor and an attacker meet it. */
class LoginTest {
    private static final String LOGIN = "/accounts/login/";
    private static final String GOOD = "viriditas et ignis";

    /** Counts how often a password was looked at. */
    private static final class Counting implements PasswordHasher {
        private final PasswordHasher real = new Argon2PasswordHasher(new SecureRandom(), 64, 1);
        private final AtomicInteger verified = new AtomicInteger();

        @Override
        public String algorithm() {
            return real.algorithm();
        }

        @Override
        public String encode(String password) {
            return real.encode(password);
        }

        @Override
        public boolean verify(String password, String encoded) {
            verified.incrementAndGet();
            return real.verify(password, encoded);
        }

        @Override
        public boolean mustUpdate(String encoded) {
            return real.mustUpdate(encoded);
        }
    }

    private final Counting hasher = new Counting();
    private Site site;
    private Client client;

    @BeforeEach
    void open() {
        site = new Site(hasher);
        site.user("ann", GOOD);
        client = site.client();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private ClientResponse login(String name, String password) {
        return client.post(LOGIN, "username", name, "password", password);
    }

    @Test
    void whoLogsInIsKnownUntilLoggingOut() {
        assertThat(client.get("/farm/").header("Location")).contains(LOGIN + "?next=%2Ffarm%2F");

        ClientResponse in = login("ann", GOOD);
        assertThat(in.status()).isEqualTo(302);
        assertThat(client.get("/farm/").text()).isEqualTo("of ann");
        assertThat(site.call(() -> User.objects.get("username", "ann").lastLogin))
                .isEqualTo(site.clock.instant());

        assertThat(client.get("/accounts/logout/").status()).as("a link must not").isEqualTo(405);
        assertThat(client.post("/accounts/logout/").text()).contains("Logged out");
        assertThat(client.get("/farm/").status()).isEqualTo(302);
    }

    @Test
    void signalsTellWhoLoggedInAndOutAndWhoFailedTo() {
        List<String> heard = new ArrayList<>();
        site.project
                .dispatcher()
                .connect(
                        AuthSignal.class,
                        signal ->
                                heard.add(
                                        switch (signal) {
                                            case AuthSignal.UserLoggedIn in -> "in " + in.user();
                                            case AuthSignal.UserLoggedOut out ->
                                                    "out " + out.user();
                                            case AuthSignal.UserLoginFailed failed ->
                                                    "failed " + failed.username();
                                        }));
        login("ann", "not this");
        login("ann", GOOD);
        client.post("/accounts/logout/");
        client.post("/accounts/logout/");
        assertThat(heard).containsExactly("failed ann", "in ann", "out ann");
    }

    @Test
    void theLoginPageLeadsBackToWhereOneWantedToGo() {
        String page = client.get(LOGIN + "?next=%2Ffarm%2F").text();
        assertThat(page)
                .contains("name=\"next\" value=\"/farm/\"", "type=\"password\"")
                .contains("autocomplete=\"current-password\"");

        ClientResponse in =
                client.post(LOGIN, "username", "ann", "password", GOOD, "next", "/farm/");
        assertThat(in.header("Location")).contains("/farm/");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example/",
                "/\\evil.example",
                "javascript:alert(1)",
                "http:///evil.example"
            })
    void nobodyIsLedElsewhere(String next) {
        assertThat(client.get(LOGIN + "?next=" + dev.tule.mtv.Percent.encode(next)).text())
                .doesNotContain("evil.example", "alert(1)");
        ClientResponse in = client.post(LOGIN, "username", "ann", "password", GOOD, "next", next);
        assertThat(in.header("Location")).contains("/");
    }

    @Test
    void wrongNamesAndPasswordsAreToldAlikeAndCostAlike() {
        int before = hasher.verified.get();
        String wrongPassword = login("ann", "wrong words").text();
        int onePassword = hasher.verified.get() - before;
        String wrongName = login("bob", "wrong words").text();
        int oneName = hasher.verified.get() - before - onePassword;

        assertThat(wrongPassword).contains("correct username and password");
        assertThat(wrongPassword).doesNotContain("wrong words");
        assertThat(wrongName.replace("bob", "ann").replaceAll("value=\"[\\w-]{64}\"", ""))
                .isEqualTo(wrongPassword.replaceAll("value=\"[\\w-]{64}\"", ""));
        assertThat(onePassword).isOne();
        assertThat(oneName).isOne();
    }

    @Test
    void whoIsNotActiveStaysOutside() {
        login("ann", GOOD);
        site.call(() -> User.objects.filter("username", "ann").update("isActive", false));

        assertThat(client.get("/farm/").status()).as("also who is inside").isEqualTo(302);
        assertThat(login("ann", GOOD).status()).isEqualTo(200);
    }

    @Test
    void guessingIsStoppedForAWhile() {
        for (int i = 0; i < 5; i++) {
            login("ann", "guess " + i);
        }
        int looked = hasher.verified.get();
        assertThat(login("ann", GOOD).status()).as("the right one too").isEqualTo(200);
        assertThat(login("ANN", GOOD).status()).isEqualTo(200);
        assertThat(hasher.verified.get()).as("not even looked at").isEqualTo(looked);
        assertThat(login("bob", "x").status()).isEqualTo(200);
        assertThat(hasher.verified.get()).as("others may try").isEqualTo(looked + 1);

        site.clock.move(Duration.ofMinutes(5));
        assertThat(login("ann", GOOD).status()).isEqualTo(302);
        assertThat(login("ann", "guess").status()).as("counted from the start").isEqualTo(200);
        assertThat(login("ann", GOOD).status()).isEqualTo(302);
    }

    @Test
    void aSessionThatWasPlantedIsWorthNothing() {
        client.cookies().put("sessionid", "planted-by-somebody");
        login("ann", GOOD);
        assertThat(client.cookies().get("sessionid")).isNotEqualTo("planted-by-somebody");

        Client other = site.client();
        other.cookies().put("sessionid", "planted-by-somebody");
        assertThat(other.get("/farm/").status()).isEqualTo(302);
    }

    @Test
    void theKeyOfASessionAndTheTokenAgainstForgeryChangeAtLogin() {
        login("ann", GOOD);
        String first = client.cookies().get("sessionid");
        String token = client.cookies().get("csrftoken");
        login("ann", GOOD);

        assertThat(client.cookies().get("sessionid")).isNotEqualTo(first);
        assertThat(client.cookies().get("csrftoken")).isNotEqualTo(token);
        Client thief = site.client();
        thief.cookies().put("sessionid", first);
        assertThat(thief.get("/farm/").status()).isEqualTo(302);
    }

    @Test
    void formsOfOtherSitesLogNobodyIn() {
        Client strict = site.client().enforceCsrfChecks();
        ClientResponse forged = strict.post(LOGIN, "username", "ann", "password", GOOD);
        assertThat(forged.status()).isEqualTo(403);
    }

    @Test
    void changingThePasswordEndsAllOtherSessions() {
        login("ann", GOOD);
        Client elsewhere = site.client();
        elsewhere.post(LOGIN, "username", "ann", "password", GOOD);
        String change = "/accounts/password_change/";

        assertThat(change(change, "not it", "another good one", "another good one").text())
                .contains("entered incorrectly");
        assertThat(change(change, GOOD, "another good one", "different").text())
                .contains("didn&#x27;t match");
        assertThat(change(change, GOOD, "ann12345", "ann12345").status()).isEqualTo(302);
        assertThat(client.get("/farm/").text()).isEqualTo("of ann");
        assertThat(elsewhere.get("/farm/").status()).isEqualTo(302);
        assertThat(login("ann", GOOD).status()).isEqualTo(200);
    }

    private ClientResponse change(String path, String old, String one, String two) {
        return client.post(path, "oldPassword", old, "newPassword1", one, "newPassword2", two);
    }

    @Test
    void badNewPasswordsAreRefusedInWords() {
        login("ann", GOOD);
        assertThat(change("/accounts/password_change/", GOOD, "1234567", "1234567").text())
                .contains("too short", "entirely numeric");
    }

    @Test
    void whatIsKeptOfAPasswordIsMadeAnewWhenItIsOutOfDate() {
        String old = new Argon2PasswordHasher(new SecureRandom(), 128, 2).encode(GOOD);
        site.call(() -> User.objects.filter("username", "ann").update("password", old));

        assertThat(login("ann", GOOD).status()).isEqualTo(302);
        assertThat(site.call(() -> User.objects.get("username", "ann").password))
                .contains("$m=64,t=1,p=1$");
        assertThat(client.get("/farm/").text()).isEqualTo("of ann");
    }
}
