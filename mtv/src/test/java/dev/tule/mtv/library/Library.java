package dev.tule.mtv.library;

import static dev.tule.mtv.Shortcuts.file;
import static dev.tule.mtv.Shortcuts.orHttp404;
import static dev.tule.mtv.Shortcuts.redirect;
import static dev.tule.mtv.Shortcuts.render;
import static dev.tule.mtv.urls.Urls.include;
import static dev.tule.mtv.urls.Urls.path;
import static dev.tule.mtv.urls.Urls.rePath;
import static dev.tule.mtv.views.Decorators.csrfExempt;
import static dev.tule.mtv.views.Decorators.requirePost;

import dev.tule.mtv.AppConfig;
import dev.tule.mtv.DefaultSettings;
import dev.tule.mtv.PermissionDenied;
import dev.tule.mtv.Project;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.forms.Form;
import dev.tule.mtv.messages.Messages;
import dev.tule.mtv.middleware.Csrf;
import dev.tule.mtv.urls.Route;
import jakarta.validation.constraints.NotBlank;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Positive;
import jakarta.validation.constraints.Size;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** A small application, as its author would write it; its books are in memory. */
public final class Library extends AppConfig {
    public static final Instant NOW = Instant.parse("2026-11-22T20:00:00Z");

    /** Files that views send. */
    static final Path FILE =
            Path.of("src/test/resources/dev/tule/mtv/library/static/library/style.css");

    /** A book. */
    public record Book(int id, String title, BigDecimal price, LocalDate published) {
        public String failing() {
            throw new IllegalStateException("this book can't be read");
        }
    }

    record BookPage(int id) {}

    record EditPage(int id) {}

    record Archive(int year, int month) {}

    record BookForm(@NotBlank @Size(max = 200) String title, @NotNull @Positive BigDecimal price) {}

    static final List<Book> BOOKS =
            List.of(
                    new Book(1, "Fog & <Light>", new BigDecimal("12.5"), LocalDate.of(2026, 3, 1)),
                    new Book(2, "Tule", new BigDecimal("8"), LocalDate.of(2025, 12, 24)));

    static final List<Route> URLS =
            List.of(
                    path("", Library::index, "index"),
                    path("books/<int:id>/", BookPage.class, Library::book),
                    path("books/<int:id>/edit/", EditPage.class, Library::edit),
                    path("archive/<int:year>/<int:month>/", Archive.class, Library::archive),
                    rePath("^legacy-(?<n>[0-9]{1,4})\\.html$", Library::legacy, "legacy"),
                    path("add/", Library::add, "add").with(requirePost()),
                    path("login/", Library::login, "login"),
                    path("logout/", Library::logout, "logout"),
                    path("token/", rq -> Response.text(Csrf.token(rq)), "token"),
                    path("hook/", rq -> Response.text("taken"), "hook").with(csrfExempt()),
                    path("upload/", Library::upload, "upload"),
                    path("file/", rq -> file(rq, FILE), "file"),
                    path("export/", Library::export, "export"),
                    path("secret/", Library::secret, "secret"),
                    path("failing/", Library::failing, "failing"),
                    path(
                            "broken/",
                            rq -> render(rq, "library/failing.html", "books", BOOKS),
                            "broken"));

    static Response index(Request rq) {
        return render(
                rq, "library/index.html", "books", rq.query().contains("none") ? List.of() : BOOKS);
    }

    static Response book(Request rq, BookPage at) {
        Optional<Book> found = BOOKS.stream().filter(book -> book.id() == at.id()).findFirst();
        return Response.json(orHttp404(found));
    }

    static Response edit(Request rq, EditPage at) {
        Book book = orHttp404(BOOKS.stream().filter(each -> each.id() == at.id()).findFirst());
        if (rq.isGet()) {
            BookForm filled = new BookForm(book.title(), book.price());
            return render(rq, "library/form.html", "book", book, "form", Form.unbound(filled));
        }
        return switch (Form.bind(rq, BookForm.class)) {
            case Form.Valid<BookForm>(BookForm(var title, var price)) -> {
                Messages.success(rq, title + " costs " + price);
                yield redirect(at);
            }
            case Form.Invalid<BookForm> form ->
                    render(rq, "library/form.html", "book", book, "form", form);
        };
    }

    static Response archive(Request rq, Archive at) {
        return Response.text(at.year() + "/" + at.month());
    }

    static Response legacy(Request rq) {
        return redirect(new BookPage(Integer.parseInt(rq.arg("n"))));
    }

    static Response add(Request rq) {
        Messages.success(rq, "Added " + rq.post().get("title", "nothing"));
        return redirect("library:index");
    }

    static Response login(Request rq) {
        String next = rq.post().get("next", "");
        rq.session().cycleKey();
        rq.session().set("user", rq.post().get("user", ""));
        return rq.isSafeUrl(next) ? Response.redirect(next) : redirect("library:index");
    }

    static Response logout(Request rq) {
        String user = String.valueOf(rq.session().get("user"));
        if (rq.isPost()) {
            rq.session().flush();
        }
        return Response.text(user);
    }

    static Response upload(Request rq) {
        List<String> told = new ArrayList<>();
        rq.post().names().forEach(name -> told.add(name + "=" + rq.post().get(name)));
        rq.files()
                .forEach(
                        (name, files) ->
                                files.forEach(
                                        f -> told.add(name + ":" + f.name() + ":" + f.size())));
        return Response.text(String.join("\n", told));
    }

    static Response export(Request rq) {
        return Response.stream(
                "text/csv; charset=utf-8",
                out -> {
                    for (Book book : BOOKS) {
                        out.write((book.id() + "\r\n").getBytes(StandardCharsets.UTF_8));
                    }
                });
    }

    static Response secret(Request rq) {
        if (!rq.session().contains("user")) {
            throw new PermissionDenied("not for you");
        }
        return Response.text("a secret");
    }

    static Response failing(Request rq) {
        if (rq.isGet()) {
            throw new IllegalStateException("the shelf fell over");
        }
        return Response.text("it stands");
    }

    /** The settings of a project with this application. */
    public static class Settings extends DefaultSettings {
        {
            secretKey = "a-key-of-the-tests-that-is-long-enough-0123456789";
            allowedHosts = List.of("localhost", ".library.example");
            apps = List.of(new Library());
            urls = List.of(include("library/", "library", URLS));
            languages = List.of(Locale.ENGLISH, Locale.GERMAN);
            clock = Clock.fixed(NOW, ZoneOffset.UTC);
        }
    }

    /** A project with this application. */
    public static Project project() {
        return Project.of(new Settings());
    }
}
