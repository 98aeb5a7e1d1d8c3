package dev.tule.mtv.auth;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.mtv.mail.EmailMessage;
import dev.tule.mtv.test.Client;
import dev.tule.mtv.test.ClientResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A new password by mail. */
class PasswordResetTest {
    private static final Pattern LINK = Pattern.compile("http://localhost(/accounts/reset/\\S+)");

    private Site site;
    private Client client;

    @BeforeEach
    void open() {
        site = new Site(null);
        site.user("ann", "viriditas et ignis");
        client = site.client();
    }

    @AfterEach
    void close() {
        site.close();
    }

    private String link() {
        client.post("/accounts/password_reset/", "email", "Ann@Example.org");
        EmailMessage mail = site.outbox.messages().getLast();
        Matcher link = LINK.matcher(mail.body());
        assertThat(link.find()).as(mail.body()).isTrue();
        return link.group(1);
    }

    private ClientResponse choose(String link, String password) {
        ClientResponse moved = client.get(link);
        String form = moved.header("Location").orElse(link);
        return client.post(form, "newPassword1", password, "newPassword2", password);
    }

    @Test
    void theLinkOfAMailLetsOneChooseAPassword() {
        String link = link();
        EmailMessage mail = site.outbox.messages().getFirst();
        assertThat(mail.to()).containsExactly("ann@example.org");
        assertThat(mail.subject()).isEqualTo("Password reset on localhost");
        assertThat(mail.body()).contains("ann");

        ClientResponse moved = client.get(link);
        assertThat(moved.header("Location").orElseThrow())
                .as("the token leaves the address")
                .endsWith("/set-password/");
        assertThat(choose(link, "short").text()).contains("too short");
        assertThat(choose(link, "a new and good one").header("Location"))
                .contains("/accounts/reset/done/");
        assertThat(
                        client.post(
                                        "/accounts/login/",
                                        "username",
                                        "ann",
                                        "password",
                                        "a new and good one")
                                .status())
                .isEqualTo(302);
        assertThat(choose(link, "yet another one").text()).as("once").contains("used already");
    }

    @Test
    void nobodyLearnsWhoHasAnAccount() {
        ClientResponse known = client.post("/accounts/password_reset/", "email", "ann@example.org");
        ClientResponse unknown =
                client.post("/accounts/password_reset/", "email", "bob@example.org");

        assertThat(unknown.header("Location")).isEqualTo(known.header("Location"));
        assertThat(site.outbox.messages()).hasSize(1);
    }

    @Test
    void linksGrowOldAndCannotBeForged() {
        String link = link();
        String forged = link.replaceFirst("(.)/$", link.endsWith("x/") ? "y/" : "x/");
        assertThat(client.get("/accounts/reset/MQ/a:b:c/").text()).contains("used already");
        assertThat(client.get("/accounts/reset/!!!/x/").status()).isEqualTo(404);
        assertThat(client.get("/accounts/reset/eHh4/x/").status()).isEqualTo(404);
        assertThat(client.get("/accounts/reset/MQ/set-password/").text()).contains("used already");
        assertThat(client.get(forged).text()).contains("used already");

        site.clock.move(Duration.ofDays(3).plusSeconds(1));
        assertThat(client.get(link).text()).contains("used already");
    }

    @Test
    void aLinkIsOfOneUserAlone() {
        User bob = site.user("bob", "another password");
        String mine = link();
        String token = mine.replaceFirst(".*/reset/[^/]+/", "");
        String theirs =
                Base64.getUrlEncoder()
                        .withoutPadding()
                        .encodeToString(String.valueOf(bob.id).getBytes(StandardCharsets.UTF_8));

        assertThat(client.get("/accounts/reset/" + theirs + "/" + token).text())
                .contains("used already");
    }

    @Test
    void loggingInMakesAnOldLinkWorthNothing() {
        String link = link();
        client.post("/accounts/login/", "username", "ann", "password", "viriditas et ignis");
        assertThat(site.client().get(link).text()).contains("used already");
    }

    @Test
    void whoHasNoPasswordGetsNoLink() {
        site.call(
                () ->
                        User.objects
                                .filter("username", "ann")
                                .update("password", Passwords.UNUSABLE));
        client.post("/accounts/password_reset/", "email", "ann@example.org");
        assertThat(site.outbox.messages()).isEmpty();
    }
}
