package dev.tule.mtv.commands;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.http.HttpServer;
import dev.tule.http.ListenerConfig;
import dev.tule.mtv.management.Console;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A new project, served from its sources while they change. */
class RunServerTest {
    @TempDir private Path folder;

    private final ByteArrayOutputStream told = new ByteArrayOutputStream();
    private int later;

    private HttpResponse<String> get(HttpServer server, String path)
            throws IOException, InterruptedException {
        try (HttpClient browser = HttpClient.newHttpClient()) {
            return browser.send(
                    HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
        }
    }

    /** Changes a file, and its time as well: a clock may be too coarse to tell two saves apart. */
    private void edit(Path file, String text, String with) throws IOException {
        Files.writeString(file, Files.readString(file).replace(text, with));
        later += 2;
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(later)));
    }

    @Test
    void changedClassesAndTemplatesAreServedAtOnceAndFaultsAreShown() throws Exception {
        assertThat(Typed.in(folder, "startproject", "barn").exitCode()).isZero();
        Path project = folder.resolve("barn");
        assertThat(Typed.in(project, "startapp", "pens").exitCode()).isZero();
        Path settings = project.resolve("src/main/java/barn/Settings.java");
        edit(settings, "jdbc:sqlite:db.sqlite3", "jdbc:h2:mem:barn");
        edit(settings, "new AuthConfig());", "new AuthConfig(), new pens.PensApp());");
        edit(settings, "AuthUrls.URLS));", "AuthUrls.URLS), include(\"pens/\", pens.Urls.URLS));");
        Path views = project.resolve("src/main/java/pens/Views.java");
        Path template = project.resolve("src/main/resources/pens/templates/pens/index.html");
        Console console =
                Console.of(
                        new ByteArrayInputStream(new byte[0]),
                        new PrintStream(told, true, StandardCharsets.UTF_8),
                        new PrintStream(told, true, StandardCharsets.UTF_8));

        try (DevelopmentProject source =
                        new DevelopmentProject(ProjectFolder.required(project), console);
                HttpServer server = HttpServer.start(ListenerConfig.of(source.handler()))) {
            assertThat(get(server, "/").body()).contains("It works", "pens/");
            assertThat(get(server, "/pens/").body()).contains("<h1>pens</h1>");

            edit(template, "<h1>pens</h1>", "<h1>{{ title|default:\"none\" }}</h1>");
            assertThat(get(server, "/pens/").body()).contains("<h1>none</h1>");

            edit(views, "index.html\");", "index.html\", \"title\", \"Goats\");");
            assertThat(get(server, "/pens/").body()).contains("<h1>Goats</h1>");
            assertThat(told.toString(StandardCharsets.UTF_8)).containsOnlyOnce("Reloaded in");

            edit(views, "render(request", "rendr(request");
            HttpResponse<String> broken = get(server, "/pens/");
            assertThat(broken.statusCode()).isEqualTo(500);
            assertThat(broken.body())
                    .contains("src/main/java/pens/Views.java:13", "return rendr(request");

            edit(views, "rendr(request", "render(request");
            assertThat(get(server, "/pens/").body()).contains("<h1>Goats</h1>");
        }
    }
}
