package dev.tule.mtv.library;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.mtv.BadRequest;
import dev.tule.mtv.Cookie;
import dev.tule.mtv.DefaultSettings;
import dev.tule.mtv.Project;
import dev.tule.mtv.Response;
import dev.tule.mtv.SuspiciousOperation;
import dev.tule.mtv.sessions.MemorySessions;
import dev.tule.mtv.sessions.SignedCookieSessions;
import dev.tule.mtv.test.Client;
import dev.tule.mtv.test.ClientResponse;
import dev.tule.mtv.upload.UploadedFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What attackers try, and that it is refused. */
class AbuseTest {
    private final Project project = Library.project();
    private final Client client = new Client(project);

    // ---- forged requests

    @Test
    void aFormWithoutATokenIsRefused() {
        client.enforceCsrfChecks();
        assertThat(client.post("/library/add/").status()).isEqualTo(403);

        client.get("/library/token/");
        assertThat(client.post("/library/add/").status()).isEqualTo(403);
    }

    @Test
    void aFormWithItsPagesTokenIsTakenAndEachTokenDiffers() {
        client.enforceCsrfChecks();
        String token = client.get("/library/token/").text();
        String another = client.get("/library/token/").text();

        assertThat(token).isNotEqualTo(another);
        assertThat(client.post("/library/add/", "csrfmiddlewaretoken", token).status())
                .isEqualTo(302);
        assertThat(client.post("/library/add/", "csrfmiddlewaretoken", another).status())
                .isEqualTo(302);
    }

    @Test
    void aTokenOfAnotherVisitorIsRefused() {
        String theirs = new Client(project).get("/library/token/").text();
        client.enforceCsrfChecks().get("/library/token/");

        assertThat(client.post("/library/add/", "csrfmiddlewaretoken", theirs).status())
                .isEqualTo(403);
        assertThat(client.post("/library/add/", "csrfmiddlewaretoken", "x".repeat(64)).status())
                .isEqualTo(403);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example",
                "null",
                "http://localhost.evil.example",
                "http://localhost:99"
            })
    void aFormFromAnotherOriginIsRefused(String origin) {
        assertThat(client.header("Origin", origin).post("/library/add/").status()).isEqualTo(403);
    }

    @Test
    void overTlsAFormNeedsARefererOfThisSite() {
        client.secure().enforceCsrfChecks();
        String token = client.get("/library/token/").text();

        assertThat(client.post("/library/add/", "csrfmiddlewaretoken", token).status())
                .isEqualTo(403);
        client.header("Referer", "https://evil.example/");
        assertThat(client.post("/library/add/", "csrfmiddlewaretoken", token).status())
                .isEqualTo(403);
        client.header("Referer", "https://localhost/library/");
        assertThat(client.post("/library/add/", "csrfmiddlewaretoken", token).status())
                .isEqualTo(302);
    }

    @Test
    void anExemptViewNeedsNoToken() {
        assertThat(client.enforceCsrfChecks().post("/library/hook/").text()).isEqualTo("taken");
    }

    // ---- sessions

    @Test
    void aPlantedSessionKeyIsNotTakenOver() {
        client.cookies().put("sessionid", "planted-by-the-attacker");
        client.post("/library/login/", "user", "ann");

        assertThat(client.cookies().get("sessionid")).isNotEqualTo("planted-by-the-attacker");
    }

    @Test
    void loggingInChangesTheKeyAndTheOldOneIsWorthNothing() {
        client.post("/library/login/", "user", "ann");
        String before = client.cookies().get("sessionid");
        client.post("/library/login/", "user", "bea");

        assertThat(client.cookies().get("sessionid")).isNotEqualTo(before);
        Client thief = new Client(project);
        thief.cookies().put("sessionid", before);
        assertThat(thief.get("/library/logout/").text()).isEqualTo("null");
    }

    @Test
    void aSessionReplayedAfterLoggingOutIsWorthNothing() {
        client.post("/library/login/", "user", "ann");
        String stolen = client.cookies().get("sessionid");
        assertThat(client.get("/library/logout/").text()).isEqualTo("ann");
        client.post("/library/logout/");

        assertThat(client.cookies()).doesNotContainKey("sessionid");
        client.cookies().put("sessionid", stolen);
        assertThat(client.get("/library/logout/").text()).isEqualTo("null");
    }

    @Test
    void aSessionThatEndsWhileARequestRunsStaysEnded() {
        MemorySessions store = new MemorySessions(new Library.Settings());
        Instant later = Library.NOW.plusSeconds(60);
        String key = store.save(null, Map.of("user", "ann"), later).orElseThrow();
        store.delete(key);

        assertThat(store.save(key, Map.of("user", "ann"), later)).isEmpty();
        assertThat(store.load(key)).isEmpty();
        assertThat(store.save("never given out", Map.of(), later)).isEmpty();
    }

    @Test
    void aForgedCookieSessionIsWorthNothing() {
        Library.Settings settings = new Library.Settings();
        settings.sessionEngine = SignedCookieSessions::new;
        Client browser = new Client(Project.of(settings));
        browser.post("/library/login/", "user", "ann");
        assertThat(browser.get("/library/logout/").text()).isEqualTo("ann");

        String cookie = Objects.requireNonNull(browser.cookies().get("sessionid"));
        char first = cookie.charAt(20);
        browser.cookies()
                .put(
                        "sessionid",
                        cookie.substring(0, 20)
                                + (first == 'A' ? 'B' : 'A')
                                + cookie.substring(21));
        assertThat(browser.get("/library/logout/").text()).isEqualTo("null");
    }

    // ---- addresses

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://evil.example/",
                "//evil.example",
                "///evil.example",
                "/\\evil.example",
                "\\\\evil.example",
                "http:///evil.example",
                "javascript:alert(1)",
                "http://localhost@evil.example/",
                "\thttp://evil.example",
                "/ok\u0000//evil.example",
                "ftp://localhost/",
                "http:evil",
                ""
            })
    void aRedirectNeverLeavesTheSite(String next) {
        ClientResponse response = client.post("/library/login/", "user", "ann", "next", next);

        assertThat(response.header("Location")).hasValue("/library/");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/library/books/1/", "http://localhost/library/", "?page=2"})
    void aRedirectWithinTheSiteIsFollowed(String next) {
        ClientResponse response = client.post("/library/login/", "user", "ann", "next", next);

        assertThat(response.header("Location")).hasValue(next);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "evil.example",
                "localhost@evil.example",
                "localhost:80:80",
                "localhost/x",
                "library.example.evil",
                ""
            })
    void aHostThatIsNotAllowedIsRefused(String host) {
        assertThat(client.host(host).get("/library/").status()).isEqualTo(400);
    }

    @Test
    void aHostOfTheDomainIsAnswered() {
        assertThat(client.host("a.library.example:8080").get("/library/").status()).isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/static/../library/Library.class", "/static/..%2f..%2fLibrary.class",
                        "/static/library/../../Library.class",
                "/static/%2e%2e/Library.class", "/static//etc/passwd",
                        "/static/library/..%5c..%5cLibrary.class",
                "/static/library/style.css%00.png", "/static/.hidden", "/static/library/./style.css"
            })
    void aStaticFileIsNeverSoughtElsewhere(String path) {
        assertThat(client.get(path).status()).isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/library/%zz/", "/library/%ff/", "/library/?a=%zz", "/library/%"})
    void brokenEscapesAreRefused(String path) {
        if (path.contains("?")) {
            assertThat(client.get(path).status()).isEqualTo(400);
        } else {
            assertThatThrownBy(() -> client.get(path)).isInstanceOf(BadRequest.class);
        }
    }

    // ---- headers

    @Test
    void aHeaderFieldCannotHoldALineBreak() {
        assertThatThrownBy(() -> Response.text("").with("X-Note", "a\r\nSet-Cookie: b=c"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Response.redirect("javascript:alert(1)"))
                .isInstanceOf(SuspiciousOperation.class);
        assertThat(Response.redirect("/a\r\nSet-Cookie: b=c").header("Location"))
                .hasValue("/a%0D%0ASet-Cookie:%20b=c");
        assertThatThrownBy(() -> Cookie.of("a;b", "c"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void everyPageHasTheHeadersThatKeepBrowsersFromHarm() {
        ClientResponse page = client.get("/library/");

        assertThat(page.header("X-Content-Type-Options")).hasValue("nosniff");
        assertThat(page.header("X-Frame-Options")).hasValue("DENY");
        assertThat(page.header("Referrer-Policy")).hasValue("same-origin");
        assertThat(page.header("Content-Security-Policy").orElseThrow())
                .contains("default-src 'self'")
                .doesNotContain("unsafe-inline");
    }

    @Test
    void plainHttpIsSentToTlsAndKeptThere() {
        Library.Settings settings = new Library.Settings();
        settings.secureSslRedirect = true;
        settings.secureHsts = Duration.ofDays(365);
        settings.secureProxySslHeader =
                new DefaultSettings.ProxyHeader("X-Forwarded-Proto", "https");
        Client browser = new Client(Project.of(settings));

        assertThat(browser.get("/library/?a=1").header("Location"))
                .hasValue("https://localhost/library/?a=1");
        browser.header("X-Forwarded-Proto", "https");
        assertThat(browser.get("/library/").header("Strict-Transport-Security"))
                .hasValue("max-age=31536000");
    }

    // ---- forms that are too much

    @Test
    void tooManyOrTooLongFieldsAreRefused() {
        StringBuilder many = new StringBuilder("?");
        for (int i = 0; i < 1100; i++) {
            many.append("a=&");
        }
        assertThat(client.get("/library/" + many).status()).isEqualTo(413);
        assertThat(client.post("/library/add/", "title", "x".repeat(3_000_000)).status())
                .isEqualTo(413);
        assertThat(
                        client.post(
                                        "/library/upload/",
                                        Map.of("a", "x".repeat(3_000_000)),
                                        Map.of())
                                .status())
                .isEqualTo(413);
    }

    @Test
    void aLargeFileGoesToDiskAndIsGoneAfterwards(@TempDir Path folder) throws IOException {
        Library.Settings settings = new Library.Settings();
        settings.fileUploadTempDir = folder;
        settings.fileUploadMaxMemorySize = 1000;
        settings.uploadMaxSize = 100_000;
        Client browser = new Client(Project.of(settings));
        UploadedFile file =
                UploadedFile.of("..\\..\\evil/../a\r\n.txt", "text/plain", new byte[50_000]);

        assertThat(upload(browser, file)).isEqualTo("note=hello\nfile:a.txt:50000");
        assertThat(upload(browser, UploadedFile.of("b.txt", "text/plain", new byte[200_000])))
                .contains("Content Too Large");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left).isEmpty();
        }
    }

    private static String upload(Client browser, UploadedFile file) {
        return browser.post(
                        "/library/upload/",
                        Map.of("note", "hello"),
                        Map.of(
                                "file",
                                UploadedFile.of(
                                        file.name().replace("\r\n", ""),
                                        "text/plain",
                                        bytes(file))))
                .text();
    }

    private static byte[] bytes(UploadedFile file) {
        try (var in = file.stream()) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
