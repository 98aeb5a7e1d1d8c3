package dev.tule.mtv.models;

import static dev.tule.mtv.models.DatabaseFixture.author;
import static dev.tule.mtv.models.DatabaseFixture.book;
import static dev.tule.mtv.models.DatabaseFixture.review;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.mtv.DefaultSettings;
import dev.tule.mtv.Project;
import dev.tule.mtv.models.forms.ModelForm;
import dev.tule.mtv.models.library.Author;
import dev.tule.mtv.models.library.Book;
import dev.tule.mtv.models.library.Library;
import dev.tule.mtv.models.library.Tag;
import dev.tule.mtv.models.migrations.Migrations;
import dev.tule.mtv.models.migrations.Questioner;
import dev.tule.mtv.test.Client;
import dev.tule.mtv.test.ClientResponse;
import dev.tule.mtv.upload.UploadedFile;
import java.io.IOException;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pages over models: forms and generic views, as a visitor and an attacker meet them. */
class PagesTest {
    @TempDir private Path folder;
    private Project project;
    private Client client;

    /** The settings of a site with a database. */
    private static final class Settings extends DefaultSettings {
        Settings(Databases databases, Path folder) {
            mediaRoot = folder;
            secretKey = "a secret of the tests, long enough to be taken";
            allowedHosts = List.of("localhost", "testserver");
            apps = List.of(databases, new Library());
            urls = Library.URLS;
        }
    }

    @BeforeEach
    void open() {
        Databases databases =
                Databases.of(DatabaseConfig.of(Databases.DEFAULT, "jdbc:h2:mem:pages", "sa", ""));
        project = Project.of(new Settings(databases, folder));
        Migrations migrations = Migrations.of(project.settings().apps);
        migrations.changes(Questioner.silent()).forEach(migrations::remember);
        migrations.migrate(databases.database(Databases.DEFAULT));
        client = new Client(project);
    }

    @AfterEach
    void close() {
        Databases.of(project).close();
    }

    private <T> T inProject(ScopedValue.CallableOp<T, RuntimeException> action) {
        return project.call(action);
    }

    private static UploadedFile file(String name, String content) {
        return UploadedFile.of(name, "image/png", content.getBytes(UTF_8));
    }

    private @Nullable String picture(Book book) {
        return inProject(() -> Book.objects.get("pk", book.id).picture);
    }

    @Test
    void aFileIsKeptAndItsNameIsTheFieldsValue() throws IOException {
        Book fog = inProject(() -> book(author("Ann"), "Fog", "1.00"));
        String page = "/" + fog.id + "/picture/";
        assertThat(client.get(page).text())
                .contains("type=\"file\" name=\"picture\"")
                .doesNotContain("picture-clear");

        client.post(page, Map.of(), Map.of("picture", file("../a fog.png", "grey")));
        assertThat(picture(fog)).isEqualTo("pictures/a_fog.png");
        assertThat(folder.resolve("pictures/a_fog.png")).hasContent("grey");

        client.post(page, Map.of("picture", "/etc/passwd"), Map.of());
        assertThat(picture(fog)).as("nothing was sent").isEqualTo("pictures/a_fog.png");
        assertThat(client.get(page).text())
                .contains("<span class=\"current\">pictures/a_fog.png</span>", "picture-clear");

        client.post(page, Map.of(), Map.of("picture", file("b.png", "white")));
        assertThat(picture(fog)).isEqualTo("pictures/b.png");
        client.post(page, Map.of("picture-clear", "on"), Map.of());
        assertThat(picture(fog)).isNull();
    }

    @Test
    void listsAreShownInPagesAndObjectsAlone() {
        Book first =
                inProject(
                        () -> {
                            Author ann = author("Ann");
                            Book fog = book(ann, "Fog", "1.00");
                            review(fog, 5);
                            book(ann, "Rain", "1.00");
                            book(ann, "Snow", "1.00");
                            return fog;
                        });
        assertThat(client.get("/").text())
                .contains("<p>Fog by Ann</p>", "<p>Rain by Ann</p>", "1 of 2")
                .doesNotContain("Snow");
        assertThat(client.get("/?page=2").text()).contains("<p>Snow by Ann</p>");
        assertThat(client.get("/" + first.id + "/").text()).contains("<h1>Fog</h1>", "<i>5</i>");
        assertThat(inProject(() -> Book.objects.count()))
                .as("a template deletes nothing")
                .isEqualTo(3);
        assertThat(client.get("/999/").status()).isEqualTo(404);
        assertThat(client.get("/by-text/1'%20or%201=1/").status()).isEqualTo(404);
    }

    @Test
    void archivesShowAPeriod() {
        inProject(
                () -> {
                    Author ann = author("Ann");
                    for (String day : List.of("2025-12-31", "2026-01-01", "2026-01-31")) {
                        Book book = book(ann, "of " + day, "1.00");
                        book.published = LocalDate.parse(day);
                        book.save();
                    }
                    return book(ann, "undated", "1.00");
                });
        assertThat(client.get("/2026/1/").text())
                .contains("of 2026-01-31", "of 2026-01-01", "since 2026-01-01")
                .doesNotContain("of 2025", "undated");
        assertThat(client.get("/year/2025/").text()).contains("of 2025-12-31");
        assertThat(client.get("/2026/13/").status()).isEqualTo(404);
    }

    @Test
    void aFormMakesChangesAndDeletesAnObject() {
        Author ann = inProject(() -> author("Ann"));
        Tag wet = inProject(() -> Tag.objects.create("name", "wet"));
        String empty = client.get("/new/").text();
        assertThat(empty)
                .contains("<option value=\"" + ann.id + "\">Ann</option>")
                .contains("name=\"title\"", "maxlength", "step=\"0.01\"", "multiple");

        ClientResponse made =
                client.post(
                        "/new/",
                        "title",
                        "Fog",
                        "author",
                        Long.toString(ann.id),
                        "price",
                        "9.50",
                        "published",
                        "2026-01-02",
                        "status",
                        "PUBLISHED",
                        "tags",
                        Long.toString(wet.id));
        assertThat(made.status()).as(made.text()).isEqualTo(302);
        Book book = inProject(() -> Book.objects.get("title", "Fog"));
        assertThat(inProject(() -> book.tags.getFirst().name)).isEqualTo("wet");
        assertThat(book.status).isEqualTo(Book.Status.PUBLISHED);

        String shown = client.get("/" + book.id + "/edit/").text();
        assertThat(shown)
                .contains("value=\"Fog\"", "value=\"9.50\"", "value=\"2026-01-02\"")
                .contains("value=\"" + ann.id + "\" selected");
        ClientResponse changed =
                client.post(
                        "/" + book.id + "/edit/",
                        "title",
                        "Mist",
                        "author",
                        Long.toString(ann.id),
                        "price",
                        "1",
                        "status",
                        "DRAFT");
        assertThat(changed.status()).isEqualTo(302);
        Book again = inProject(() -> Book.objects.get());
        assertThat(again.title).isEqualTo("Mist");
        assertThat(again.published).isNull();
        assertThat(inProject(() -> Book.objects.filter("tags", wet).exists())).isFalse();

        assertThat(client.get("/" + book.id + "/delete/").text()).contains("Mist");
        assertThat(client.post("/" + book.id + "/delete/").status()).isEqualTo(302);
        assertThat(inProject(() -> Book.objects.count())).isZero();
    }

    @Test
    void whatIsWrongIsSaidAndNothingIsChanged() {
        Author ann = inProject(() -> author("Ann"));
        Book fog = inProject(() -> book(ann, "Fog", "1.00"));
        ClientResponse refused =
                client.post(
                        "/new/", "title", "", "author", "999", "price", "-1", "status", "BURNT",
                        "tags", "x");
        assertThat(refused.status()).isEqualTo(200);
        assertThat(refused.text())
                .contains("This field is required.")
                .contains("must be greater than 0")
                .contains("Select a valid choice.");
        ClientResponse tooLong =
                client.post("/new/", "title", "x".repeat(201), "author", Long.toString(ann.id));
        assertThat(tooLong.text()).contains("at most 200 characters");
        ClientResponse twice =
                client.post(
                        "/new/",
                        "title",
                        "Fog",
                        "author",
                        Long.toString(ann.id),
                        "price",
                        "2",
                        "status",
                        "DRAFT");
        assertThat(twice.text()).contains("Book with this Title and Author already exists.");
        ClientResponse itself =
                client.post(
                        "/" + fog.id + "/edit/",
                        "title",
                        "Fog",
                        "author",
                        Long.toString(ann.id),
                        "price",
                        "3",
                        "status",
                        "DRAFT");
        assertThat(itself.status()).as("it may stay what it is").isEqualTo(302);
        assertThat(inProject(() -> Book.objects.count())).isEqualTo(1);
    }

    @Test
    void fieldsThatTheFormDoesNotListCannotBeSet() {
        Author ann = inProject(() -> author("Ann"));
        client.post(
                "/new/",
                "title",
                "Fog",
                "author",
                Long.toString(ann.id),
                "price",
                "1",
                "status",
                "DRAFT",
                "id",
                "77",
                "pk",
                "77",
                "pages",
                "1000",
                "note",
                "planted",
                "author__name",
                "Mallory");
        Book book = inProject(() -> Book.objects.get());
        assertThat(book.id).isNotEqualTo(77);
        assertThat(book.pages).isZero();
        assertThat(book.note).isNull();
        assertThat(inProject(() -> Author.objects.get().name)).isEqualTo("Ann");
    }

    @Test
    void formsOfFieldsThatAreNotThereAreRefusedAtOnce() {
        assertThatThrownBy(() -> ModelForm.of(Book.class, "titel"))
                .hasMessageContaining("Did you mean 'title'?");
        assertThatThrownBy(() -> ModelForm.of(Book.class, "id")).isInstanceOf(FieldError.class);
        assertThatThrownBy(() -> ModelForm.of(Book.class)).isInstanceOf(FieldError.class);
        assertThatThrownBy(() -> ModelForm.of(Book.class, "cover"))
                .hasMessageContaining("can't have a field");
    }

    @Test
    void whatIsChosenCanBeNarrowed() {
        inProject(
                () -> {
                    Author bob = author("Bob");
                    author("Ann");
                    ModelForm<Book> form =
                            ModelForm.of(Book.class, "author")
                                    .choosing("author", Author.objects.filter("name", "Bob"));
                    assertThat(form.empty().markup().toString())
                            .contains("<option value=\"" + bob.id + "\">Bob</option>")
                            .doesNotContain("Ann");
                    return bob;
                });
    }
}
