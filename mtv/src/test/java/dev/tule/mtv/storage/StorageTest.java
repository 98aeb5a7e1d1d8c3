package dev.tule.mtv.storage;

import static dev.tule.mtv.urls.Urls.include;
import static dev.tule.mtv.urls.Urls.path;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.mtv.DefaultSettings;
import dev.tule.mtv.ImproperlyConfigured;
import dev.tule.mtv.Project;
import dev.tule.mtv.Response;
import dev.tule.mtv.SuspiciousOperation;
import dev.tule.mtv.forms.Form;
import dev.tule.mtv.forms.Form.Invalid;
import dev.tule.mtv.forms.Form.Valid;
import dev.tule.mtv.test.Client;
import dev.tule.mtv.test.ClientResponse;
import dev.tule.mtv.upload.UploadedFile;
import jakarta.validation.constraints.NotNull;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that people send: kept under harmless names, handed out so that they harm nobody. */
class StorageTest {
    record PhotoForm(@NotNull UploadedFile photo) {}

    /** A site that keeps photos. */
    private static final class Settings extends DefaultSettings {
        Settings(Path folder) {
            secretKey = "a secret of the tests, long enough to be taken";
            allowedHosts = List.of("localhost");
            mediaRoot = folder;
            urls =
                    List.of(
                            include("media/", "media", Media.URLS),
                            path(
                                    "send/",
                                    request ->
                                            switch (Form.bind(request, PhotoForm.class)) {
                                                case Valid<PhotoForm>(PhotoForm(var photo)) ->
                                                        Response.text(
                                                                Project.current()
                                                                        .storage()
                                                                        .save("photos/", photo));
                                                case Invalid<PhotoForm> form ->
                                                        Response.status(400);
                                            }));
        }
    }

    @TempDir private Path folder;
    private Path root;
    private Storage storage;
    private Client client;

    @BeforeEach
    void open() {
        root = folder.resolve("media");
        Project project = Project.of(new Settings(root));
        storage = project.storage();
        client = new Client(project);
    }

    private String save(String name, String content) throws IOException {
        return storage.save(name, new ByteArrayInputStream(content.getBytes(UTF_8)));
    }

    private String send(String name, String content) {
        return client.post(
                        "/send/",
                        Map.of(),
                        Map.of(
                                "photo",
                                UploadedFile.of(name, "image/png", content.getBytes(UTF_8))))
                .text();
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile).count();
        }
    }

    @Test
    void whatIsSentIsKeptAndServed() {
        String name = send("barn door.png", "a picture");

        assertThat(name).isEqualTo("photos/barn_door.png");
        assertThat(storage.url(name)).isEqualTo("/media/photos/barn_door.png");
        ClientResponse picture = client.get(storage.url(name));
        assertThat(picture.text()).isEqualTo("a picture");
        assertThat(picture.header("Content-Type")).contains("image/png");
        assertThat(picture.header("Content-Disposition")).isEmpty();
        assertThat(client.get("/media/photos/none.png").status()).isEqualTo(404);
    }

    @Test
    void aNameThatIsTakenStaysWithWhatHasIt() throws IOException {
        String first = save("a.txt", "first");
        String second = save("a.txt", "second");

        assertThat(first).isEqualTo("a.txt");
        assertThat(second).matches("a_[0-9a-f]{8}\\.txt");
        try (InputStream in = storage.open(first)) {
            assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo("first");
        }
        storage.delete(first);
        storage.delete(first);
        assertThat(storage.exists(first)).isFalse();
        assertThat(storage.exists(second)).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "page.html,<script>alert(1)</script>",
        "drawing.svg,<svg onload='alert(1)'/>",
        "note,<html>",
        "picture.png.html,x"
    })
    void whatBrowsersWouldRunIsHandedOutToBeKept(String name, String content) {
        ClientResponse file = client.get(storage.url(send(name, content)));

        assertThat(file.status()).isEqualTo(200);
        assertThat(file.header("Content-Disposition").orElse("")).startsWith("attachment");
        assertThat(file.header("X-Content-Type-Options")).contains("nosniff");
        assertThat(file.header("Content-Security-Policy").orElse("")).contains("sandbox");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../up.txt",
                "/etc/passwd",
                "a/../../b",
                "a//b",
                "",
                ".",
                "..",
                ".hidden",
                "a/.b",
                "a\\..\\b",
                "a\u0000b"
            })
    void namesThatLeadElsewhereAreRefused(String name) throws IOException {
        assertThatThrownBy(() -> save(name, "x")).isInstanceOf(SuspiciousOperation.class);
        assertThatThrownBy(() -> storage.open(name)).isInstanceOf(SuspiciousOperation.class);
        assertThatThrownBy(() -> storage.delete(name)).isInstanceOf(SuspiciousOperation.class);
        assertThat(files()).isZero();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/media/../secret.txt",
                "/media/%2e%2e/secret.txt",
                "/media/..%2fsecret.txt",
                "/media/a/..%5c..%5csecret.txt",
                "/media//etc/passwd"
            })
    void addressesThatLeadElsewhereAreNotFound(String path) throws IOException {
        Files.writeString(folder.resolve("secret.txt"), "secret");

        assertThat(client.get(path).text()).doesNotContain("secret").doesNotContain("root:");
        assertThat(client.get(path).status()).isIn(400, 404);
    }

    @ParameterizedTest
    @CsvSource({
        "../../etc/passwd, photos/passwd",
        "..., photos/file",
        ".htaccess, photos/htaccess",
        "a;b c$(d).jpg, photos/a_b_c_d_.jpg",
        "Käse 1.jpg, photos/Käse_1.jpg"
    })
    void namesThatPeopleGiveBecomeHarmless(String given, String kept) {
        assertThat(send(given, "x")).isEqualTo(kept);
    }

    @Test
    void longNamesKeepTheirSuffix() {
        assertThat(FileNames.valid("x".repeat(300) + ".png")).isEqualTo("x".repeat(60) + ".png");
        assertThat(FileNames.valid("a." + "b".repeat(300))).hasSize(60);
    }

    @Test
    void whatBreaksOffLeavesNothing() throws IOException {
        InputStream broken =
                new SequenceInputStream(
                        new ByteArrayInputStream(new byte[100]),
                        new InputStream() {
                            @Override
                            public int read() throws IOException {
                                throw new IOException("broken off");
                            }

                            @Override
                            public int read(byte[] into, int from, int length) throws IOException {
                                return read();
                            }
                        });
        assertThatThrownBy(() -> storage.save("a.txt", broken)).hasMessage("broken off");
        assertThat(files()).isZero();
    }

    @Test
    void withoutAFolderThereIsNoStorage() {
        Settings settings = new Settings(root);
        settings.mediaRoot = null;
        Project project = Project.of(settings);
        assertThatThrownBy(project::storage)
                .isInstanceOf(ImproperlyConfigured.class)
                .hasMessageContaining("mediaRoot");
    }
}
