package dev.tule.mtv.library;

import static dev.tule.mtv.urls.Urls.path;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.http.HttpServer;
import dev.tule.http.ListenerConfig;
import dev.tule.mtv.ImproperlyConfigured;
import dev.tule.mtv.Project;
import dev.tule.mtv.Response;
import dev.tule.mtv.i18n.LocaleMiddleware;
import dev.tule.mtv.middleware.ConditionalGetMiddleware;
import dev.tule.mtv.middleware.GZipMiddleware;
import dev.tule.mtv.test.Client;
import dev.tule.mtv.test.ClientResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/** Pages of a small application, as visitors get them. */
class PagesTest {
    // Far from where they are used: the page shows the lines around.
    private static final String CREDENTIALS = "Basic hidden";
    private static final String KEY = "topsecret";

    private final Client client = new Client(Library.project());

    @Test
    void aPageIsMadeOfTemplateAndContext() {
        ClientResponse page = client.get("/library/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).hasValue("text/html; charset=utf-8");
        assertThat(page.text())
                .contains("<title>Books · Library</title>")
                .contains(
                        "<a href=\"/library/books/1/\">Fog &amp; &lt;Light&gt;</a>, 12.50, 1 March 2026")
                .contains("href=\"/static/library/style.css\"");
        assertThat(page.template()).isEqualTo("library/index.html");
        assertThat(page.context()).containsEntry("books", Library.BOOKS);
    }

    @Test
    void anEmptyListSaysSoInTheVisitorsLanguage() {
        Library.Settings settings = new Library.Settings();
        settings.middleware = new ArrayList<>(settings.middleware);
        settings.middleware.add(LocaleMiddleware::new);
        Client german =
                new Client(Project.of(settings)).header("Accept-Language", "de-AT, en;q=0.5");

        ClientResponse page = german.get("/library/?none");

        assertThat(page.text()).contains("Noch kein Buch.").contains("lang=\"de\"");
        assertThat(page.header("Content-Language")).hasValue("de");
        german.cookies().put(LocaleMiddleware.COOKIE, "en");
        assertThat(german.get("/library/?none").text()).contains("No book yet.");
    }

    @Test
    void argumentsComeAsARecordAndGoBackToAnAddress() {
        assertThat(client.get("/library/books/1/").text())
                .contains("\"id\":1")
                .contains("\"published\":\"2026-03-01\"");
        assertThat(client.get("/library/archive/2026/03/").text()).isEqualTo("2026/3");
        assertThat(client.get("/library/legacy-12.html").header("Location"))
                .hasValue("/library/books/12/");
        assertThat(client.get("/library/books/99999999999/").status()).isEqualTo(404);
    }

    @Test
    void aPathWithoutItsLastSlashIsLedToTheOneWithIt() {
        ClientResponse moved = client.get("/library/books/1?x=a%20b");

        assertThat(moved.status()).isEqualTo(301);
        assertThat(moved.header("Location")).hasValue("/library/books/1/?x=a%20b");
        assertThat(client.get("/library/nothing").status()).isEqualTo(404);
    }

    @Test
    void aMessageIsShownOnce() {
        ClientResponse page =
                new Client(Library.project()).follow().post("/library/add/", "title", "<b>");
        assertThat(page.redirects()).containsExactly("/library/");
        assertThat(page.text()).contains("<li class=\"success\">Added &lt;b&gt;</li>");

        client.post("/library/add/", "title", "x");
        assertThat(client.get("/library/").text()).contains("Added x");
        assertThat(client.get("/library/").text()).doesNotContain("Added x");
    }

    @Test
    void aFormIsShownCorrectedAndTaken() {
        Client browser = new Client(Library.project()).follow();
        assertThat(browser.get("/library/books/2/edit/").text()).contains("value=\"Tule\"");

        ClientResponse wrong = browser.post("/library/books/2/edit/", "title", "Fog", "price", "0");
        assertThat(wrong.text()).contains("must be greater than 0").contains("value=\"Fog\"");
        assertThat(wrong.context()).containsEntry("book", Library.BOOKS.get(1));
        ClientResponse taken =
                browser.post("/library/books/2/edit/", "title", "Fog", "price", "12.50");
        assertThat(taken.redirects()).containsExactly("/library/books/2/edit/");
        assertThat(taken.text()).contains("Fog costs 12.50");
    }

    @Test
    void aViewAnswersOnlyTheMethodsItAsksFor() {
        ClientResponse refused = client.get("/library/add/");

        assertThat(refused.status()).isEqualTo(405);
        assertThat(refused.header("Allow")).hasValue("POST");
    }

    @Test
    void aFileIsSentInRangesAndNotTwice() {
        ClientResponse whole = client.get("/library/file/");
        assertThat(whole.text()).startsWith("body {");
        String etag = whole.header("ETag").orElseThrow();

        ClientResponse part = client.header("Range", "bytes=0-3").get("/library/file/");
        assertThat(part.status()).isEqualTo(206);
        assertThat(part.text()).isEqualTo("body");
        assertThat(part.header("Content-Range")).hasValue("bytes 0-3/" + whole.content().length);
        assertThat(client.header("Range", "bytes=-2").get("/library/file/").text())
                .isEqualTo("}\n");
        assertThat(client.header("Range", "bytes=9999-").get("/library/file/").status())
                .isEqualTo(416);
        assertThat(client.header("If-Range", "\"other\"").get("/library/file/").status())
                .isEqualTo(200);
        client.header("Range", "").header("If-Range", "");
        assertThat(client.header("If-None-Match", etag).get("/library/file/").status())
                .isEqualTo(304);
    }

    @Test
    void pagesGetAnEtagAndAreCompressedWhereTheSettingsSaySo() throws IOException {
        Library.Settings settings = new Library.Settings();
        settings.middleware = new ArrayList<>(settings.middleware);
        settings.middleware.addFirst(GZipMiddleware::new);
        settings.middleware.add(ConditionalGetMiddleware::new);
        // Long enough that the name of random length can't undo what compressing saves.
        settings.urls = List.of(path("library/", rq -> Response.html("<p>fog</p>".repeat(100))));
        Client browser = new Client(Project.of(settings));
        ClientResponse page = browser.get("/library/");
        String etag = page.header("ETag").orElseThrow();

        assertThat(page.header("Vary").orElseThrow()).contains("Accept-Encoding");
        browser.header("Accept-Encoding", "br, gzip");
        ClientResponse zipped = browser.get("/library/");
        assertThat(zipped.header("Content-Encoding")).hasValue("gzip");
        assertThat(zipped.header("ETag")).hasValue("W/" + etag);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(zipped.content()))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
                    .isEqualTo(page.text());
        }
        assertThat(browser.header("If-None-Match", etag).get("/library/").status()).isEqualTo(304);
    }

    @Test
    void withoutDebuggingAFailureTellsNothing() {
        ClientResponse page = client.get("/library/failing/");

        assertThat(page.status()).isEqualTo(500);
        assertThat(page.text())
                .contains("Server Error")
                .doesNotContain("shelf")
                .doesNotContain("Library");
        assertThat(client.get("/nowhere/").text()).contains("Not Found").doesNotContain("pattern");
        assertThat(client.get("/library/secret/").status()).isEqualTo(403);
    }

    @Test
    void whileDebuggingAFailureShowsItsSourceAndNoSecret() {
        ClientResponse page =
                debugging()
                        .header("Authorization", CREDENTIALS)
                        .get("/library/failing/?key=" + KEY);

        assertThat(page.status()).isEqualTo(500);
        assertThat(page.text())
                .contains("the shelf fell over")
                .contains("throw new IllegalStateException(&quot;the shelf fell over&quot;)")
                .contains("<td>allowedHosts</td>")
                .doesNotContain(new Library.Settings().secretKey)
                .doesNotContain(CREDENTIALS)
                .doesNotContain(KEY);
        assertThat(page.header("Content-Security-Policy").orElseThrow())
                .startsWith("default-src 'none'");
    }

    @Test
    void whileDebuggingATemplatesFailureShowsItsLine() {
        ClientResponse page = debugging().get("/library/broken/");

        assertThat(page.text())
                .contains("library/failing.html</code>, line 3")
                .contains("class=\"current\">   3  {{ book.title.nothing.here }}{{ book.failing }}")
                .contains("<td>books</td><td>[Book[id=1, title=Fog &amp; &lt;Light&gt;")
                .contains("this book can&#x27;t be read");
    }

    @Test
    void whileDebuggingA404ListsThePatterns() {
        ClientResponse page = debugging().get("/nowhere/");

        assertThat(page.status()).isEqualTo(404);
        assertThat(page.text())
                .contains("library/books/&lt;int:id&gt;/ [name=&#x27;BookPage&#x27;]")
                .contains("^legacy-");
    }

    private static Client debugging() {
        Library.Settings settings = new Library.Settings();
        settings.debug = true;
        return new Client(Project.of(settings));
    }

    @Test
    void whileDebuggingAQueryThatCannotBeReadIsRefusedToo() {
        assertThat(debugging().get("/library/?a=%zz").status()).isEqualTo(400);
    }

    @Test
    void mistakesInTheSettingsAreFoundAtTheStart() {
        Library.Settings settings = new Library.Settings();
        settings.secretKey = "short";
        assertThatThrownBy(() -> Project.of(settings))
                .isInstanceOf(ImproperlyConfigured.class)
                .hasMessageContaining("32 characters");
    }

    @Test
    void aProjectAnswersOverTheNetwork() throws Exception {
        Library.Settings settings = new Library.Settings();
        settings.allowedHosts = List.of("127.0.0.1");
        try (HttpServer server = HttpServer.start(ListenerConfig.of(Project.of(settings)));
                HttpClient browser = HttpClient.newHttpClient()) {
            String root = "http://127.0.0.1:" + server.port();
            Map<String, String> expected =
                    Map.of(
                            "/library/",
                            "Tule",
                            "/library/export/",
                            "1\r\n2\r\n",
                            "/static/library/dot.png",
                            "dot");
            for (var entry : expected.entrySet()) {
                HttpResponse<String> response =
                        browser.send(
                                HttpRequest.newBuilder(URI.create(root + entry.getKey())).build(),
                                HttpResponse.BodyHandlers.ofString());
                assertThat(response.statusCode()).isEqualTo(200);
                assertThat(response.body()).contains(entry.getValue());
            }
        }
    }
}
