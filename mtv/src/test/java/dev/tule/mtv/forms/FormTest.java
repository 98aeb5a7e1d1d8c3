package dev.tule.mtv.forms;

import static dev.tule.mtv.urls.Urls.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.mtv.Project;
import dev.tule.mtv.QueryDict;
import dev.tule.mtv.Response;
import dev.tule.mtv.i18n.LocaleMiddleware;
import dev.tule.mtv.library.Library;
import dev.tule.mtv.syndication.Feed;
import dev.tule.mtv.syndication.Sitemap;
import dev.tule.mtv.test.Client;
import dev.tule.mtv.test.ClientResponse;
import dev.tule.mtv.upload.UploadedFile;
import dev.tule.mtv.views.FormView;
import dev.tule.mtv.views.ListView;
import dev.tule.mtv.views.PageSource;
import dev.tule.mtv.views.RedirectView;
import dev.tule.mtv.views.TemplateView;
import jakarta.validation.constraints.Digits;
import jakarta.validation.constraints.Email;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Forms, and the ready-made views that use them. */
class FormTest {

    enum Status {
        DRAFT,
        OUT_OF_PRINT
    }

    record BookForm(
            @NotBlank @Size(max = 20) String title,
            @NotNull @Positive @Digits(integer = 8, fraction = 2) BigDecimal price,
            @Field(help = "When it came out") LocalDate published,
            Status status,
            @Field(widget = Widget.TEXTAREA) String notes,
            boolean lent) {}

    record Registration(
            @Email String mail,
            @Field(widget = Widget.PASSWORD) String password,
            @Field(widget = Widget.PASSWORD) String again,
            List<Status> wishes)
            implements Cleaned {
        @Override
        public void clean(FormErrors errors) {
            if (!password.equals(again)) {
                errors.add("again", "The two passwords differ.");
            }
        }
    }

    record Range(int low, int high) {
        Range {
            if (low > high) {
                throw new IllegalArgumentException("low is above high");
            }
        }
    }

    record Upload(@NotNull UploadedFile file, String note) {}

    private static QueryDict data(String... namesAndValues) {
        Map<String, List<String>> values = new LinkedHashMap<>();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            values.computeIfAbsent(namesAndValues[i], k -> new ArrayList<>())
                    .add(namesAndValues[i + 1]);
        }
        return QueryDict.of(values);
    }

    private static Form.Invalid<?> invalid(Form<?> form) {
        return (Form.Invalid<?>) form;
    }

    @Test
    void aValidFormIsItsRecord() {
        Form<BookForm> form =
                Form.bind(
                        data(
                                "title",
                                " Fog ",
                                "price",
                                "12.50",
                                "published",
                                "2026-03-01",
                                "status",
                                "OUT_OF_PRINT",
                                "lent",
                                "on"),
                        BookForm.class);

        assertThat(form)
                .isEqualTo(
                        new Form.Valid<>(
                                new BookForm(
                                        "Fog",
                                        new BigDecimal("12.50"),
                                        LocalDate.of(2026, 3, 1),
                                        Status.OUT_OF_PRINT,
                                        "",
                                        true)));
    }

    @Test
    void nothingButTheRecordsComponentsIsRead() {
        Form<Range> form =
                Form.bind(
                        data("low", "1", "high", "2", "admin", "true", "class", "x"), Range.class);

        assertThat(form).isEqualTo(new Form.Valid<>(new Range(1, 2)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiterString = " = ",
            value = {
                "title=&price=1 = title = This field is required.",
                "title=x&price= = price = This field is required.",
                "title=x&price=-1 = price = must be greater than 0",
                "title=x&price=1.234 = price = numeric value out of bounds (<8 digits>.<2 digits> expected)",
                "title=x&price=abc = price = Enter a number.",
                "title=x&price=1e999999999 = price = Enter a number.",
                "title=123456789012345678901&price=1 = title = size must be between 0 and 20",
                "title=x&price=1&published=2026-02-30 = published = Enter a valid date.",
                "title=x&price=1&status=GONE = status = Select a valid choice. That choice is not one of the available choices."
            })
    void whatIsWrongIsSaidAtItsField(String sent, String field, String message) {
        Form<BookForm> form = Form.bind(QueryDict.parse(sent, 100), BookForm.class);

        assertThat(invalid(form).errors()).isEqualTo(Map.of(field, List.of(message)));
    }

    @Test
    void rulesAcrossFieldsAreCheckedLast() {
        assertThat(invalid(Form.bind(data("low", "2", "high", "1"), Range.class)).nonFieldErrors())
                .containsExactly("low is above high");
        assertThat(invalid(Form.bind(data("low", "", "high", "99999999999"), Range.class)).errors())
                .containsEntry("low", List.of("This field is required."))
                .containsEntry("high", List.of("Enter a whole number."));
        Form<Registration> form =
                Form.bind(
                        data(
                                "mail",
                                "a@b.example",
                                "password",
                                "x",
                                "again",
                                "y",
                                "wishes",
                                "DRAFT",
                                "wishes",
                                "OUT_OF_PRINT"),
                        Registration.class);
        assertThat(invalid(form).errors())
                .containsEntry("again", List.of("The two passwords differ."));
    }

    @Test
    void aFormTellsScreenReadersWhatIsWrong() {
        String html =
                invalid(
                                Form.bind(
                                        data(
                                                "title",
                                                "<\">",
                                                "price",
                                                "x",
                                                "published",
                                                "1",
                                                "password",
                                                "p"),
                                        BookForm.class))
                        .markup()
                        .text();

        assertThat(html)
                .contains("<label for=\"id_title\">Title:</label>")
                .contains(
                        "<input type=\"text\" name=\"title\" id=\"id_title\" maxlength=\"20\" required value=\"&lt;&quot;&gt;\">")
                .contains(
                        "<ul class=\"errorlist\" id=\"id_price_error\"><li>Enter a number.</li></ul>")
                .contains(
                        "type=\"number\" name=\"price\" id=\"id_price\" min=\"0\" step=\"0.01\" required aria-invalid=\"true\" aria-describedby=\"id_price_error\"")
                .contains("aria-describedby=\"id_published_helptext id_published_error\"")
                .contains("<option value=\"OUT_OF_PRINT\">Out of print</option>")
                .contains("<textarea name=\"notes\" id=\"id_notes\">");
        assertThat(
                        invalid(
                                        Form.bind(
                                                data("password", "secret", "again", "other"),
                                                Registration.class))
                                .markup()
                                .text())
                .doesNotContain("secret");
    }

    @Test
    void aRecordFillsAForm() {
        String html =
                Form.unbound(
                                new BookForm(
                                        "Fog",
                                        new BigDecimal("1E+1"),
                                        LocalDate.EPOCH,
                                        Status.DRAFT,
                                        "a\nb",
                                        true))
                        .markup()
                        .text();

        assertThat(html)
                .contains("value=\"Fog\"")
                .contains("value=\"10\"")
                .contains("value=\"1970-01-01\"")
                .contains("<option value=\"DRAFT\" selected>")
                .contains("checked")
                .contains("a\nb</textarea>");
    }

    private static Client client() {
        Library.Settings settings = new Library.Settings();
        settings.middleware = new ArrayList<>(settings.middleware);
        settings.middleware.add(LocaleMiddleware::new);
        List<Integer> numbers = IntStream.rangeClosed(1, 25).boxed().toList();
        settings.urls =
                List.of(
                        path(
                                "form/",
                                FormView.of(
                                        BookForm.class,
                                        "library/form.html",
                                        (rq, book) -> Response.text(book.title())),
                                "form"),
                        path(
                                "upload/",
                                FormView.of(
                                        Upload.class,
                                        "library/form.html",
                                        (rq, sent) ->
                                                Response.text(sent.file().name() + sent.note()))),
                        path(
                                "list/",
                                ListView.of(rq -> PageSource.of(numbers), "library/list.html")
                                        .paginateBy(10)),
                        path(
                                "set/",
                                rq ->
                                        Response.text(
                                                FormSet.bind(rq, Range.class, "r")
                                                        .data()
                                                        .toString())),
                        path(
                                "two/",
                                rq -> {
                                    FormSet<Range> two =
                                            FormSet.bind(rq, Range.class, "r").between(2, 2);
                                    return Response.text(
                                            two.isValid() + " " + two.errors() + two.markup());
                                }),
                        path("old/", RedirectView.to("form").permanently().keepingQuery()),
                        path(
                                "about/",
                                TemplateView.of("library/index.html").with("books", List.of())),
                        path("feed/", rq -> feed().rss(rq)),
                        path("atom/", rq -> feed().atom(rq)),
                        path(
                                "sitemap.xml",
                                rq ->
                                        new Sitemap(
                                                        List.of(
                                                                new Sitemap.Entry(
                                                                        "/a?b&c", LocalDate.EPOCH)))
                                                .response(rq)));
        return new Client(Project.of(settings));
    }

    private static Feed feed() {
        return new Feed(
                "News & more",
                "/",
                "All",
                List.of(new Feed.Item("<One>", "/1", "text\u0000", Library.NOW)));
    }

    @Test
    void aFormViewShowsBindsAndActs() {
        Client client = client().enforceCsrfChecks();
        String page = client.get("/form/").text();
        String token = page.replaceAll("(?s).*csrfmiddlewaretoken\" value=\"([^\"]+)\".*", "$1");

        ClientResponse again = client.post("/form/", "csrfmiddlewaretoken", token, "title", "");
        assertThat(again.text()).contains("This field is required.");
        assertThat(again.context().get("form")).isInstanceOf(Form.Invalid.class);
        assertThat(
                        client.post(
                                        "/form/",
                                        "csrfmiddlewaretoken",
                                        token,
                                        "title",
                                        "Fog",
                                        "price",
                                        "1")
                                .text())
                .isEqualTo("Fog");
    }

    @Test
    void aFileFieldTakesAFile() {
        Client client = client();

        assertThat(client.get("/upload/").text())
                .contains("enctype=\"multipart/form-data\"")
                .contains("type=\"file\"");
        assertThat(client.post("/upload/", "note", "n").text()).contains("This field is required.");
        assertThat(
                        client.post(
                                        "/upload/",
                                        Map.of("note", "!"),
                                        Map.of(
                                                "file",
                                                UploadedFile.of(
                                                        "a.txt", "text/plain", new byte[3])))
                                .text())
                .isEqualTo("a.txt!");
    }

    @Test
    void aFormsetTakesTheFormsThatWereFilled() {
        assertThat(
                        client().post(
                                        "/set/",
                                        "r-TOTAL_FORMS",
                                        "3",
                                        "r-0-low",
                                        "1",
                                        "r-0-high",
                                        "2",
                                        "r-2-low",
                                        "3",
                                        "r-2-high",
                                        "4")
                                .text())
                .isEqualTo("[Range[low=1, high=2], Range[low=3, high=4]]");
        assertThat(client().post("/set/", "r-TOTAL_FORMS", "9999").status()).isEqualTo(400);
        assertThat(client().post("/set/").status()).isEqualTo(400);
    }

    @Test
    void aFormsetMayAskForSoManyForms() {
        String[] fields = {
            "r-TOTAL_FORMS",
            "1",
            "r-0-low",
            "1",
            "r-0-high",
            "2",
            "r-1-low",
            "1",
            "r-1-high",
            "2",
            "r-2-low",
            "1",
            "r-2-high",
            "2"
        };
        assertThat(client().post("/two/", fields).text())
                .startsWith("false [Please submit at least 2 forms.]")
                .contains("<p class=\"errorlist\">Please submit at least 2 forms.</p>");
        fields[1] = "2";
        assertThat(client().post("/two/", fields).text()).startsWith("true []");
        fields[1] = "3";
        assertThat(client().post("/two/", fields).text())
                .startsWith("false [Please submit at most 2 forms.]");
    }

    @ParameterizedTest
    @CsvSource({
        "'',1",
        "?page=2,2",
        "?page=99,3",
        "?page=x,1",
        "?page=-1,1",
        "?page=0,3",
        "?page=99999999999999999999,1"
    })
    void aListIsShownInPages(String query, int page) {
        assertThat(client().get("/list/" + query).text()).contains("| page " + page + " of 3");
    }

    @Test
    void aListTellsWhereItIs() {
        assertThat(client().get("/list/?page=2&q=a%20b").text())
                .startsWith(
                        "11 12 13 14 15 16 17 18 19 20 | page 2 of 3, 11-20 of 25 <a href=\"?page=3&amp;q=a%20b\">next</a>");
    }

    @Test
    void theOtherReadyMadeViewsAnswer() {
        assertThat(client().get("/old/?a=1").header("Location"))
                .isEqualTo(Optional.of("/form/?a=1"));
        assertThat(client().get("/about/").status()).isEqualTo(200);
        assertThat(client().get("/feed/").text())
                .contains("<title>News &amp; more</title>")
                .contains("<title>&lt;One&gt;</title>")
                .contains("<link>http://localhost/1</link>")
                .contains("<pubDate>Sun, 22 Nov 2026 20:00:00 GMT</pubDate>")
                .contains("<description>text</description>");
        assertThat(client().get("/atom/").text())
                .contains("<updated>2026-11-22T20:00:00Z</updated>");
        assertThat(client().get("/sitemap.xml").text())
                .contains("<loc>http://localhost/a?b&amp;c</loc>\n<lastmod>1970-01-01</lastmod>");
    }

    @Test
    void constraintsSpeakTheVisitorsLanguage() {
        ClientResponse page =
                client().header("Accept-Language", "de")
                        .post("/form/", "title", "x", "price", "-1");

        assertThat(page.text()).contains("muss größer als 0 sein");
    }
}
