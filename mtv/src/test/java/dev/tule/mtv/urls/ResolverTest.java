package dev.tule.mtv.urls;

import static dev.tule.mtv.urls.Urls.include;
import static dev.tule.mtv.urls.Urls.path;
import static dev.tule.mtv.urls.Urls.rePath;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.mtv.ImproperlyConfigured;
import dev.tule.mtv.Response;
import dev.tule.mtv.SuspiciousOperation;
import dev.tule.mtv.View;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class ResolverTest {
    private static final View VIEW = request -> Response.text("");

    record Page(int id) {}

    record Entry(String author, int id) {}

    private static Resolver resolver(Route... routes) {
        return new Resolver(List.of(routes), Map.of());
    }

    private static String name(Resolver resolver, String path) {
        return resolver.resolve(path).map(ResolverMatch::viewName).orElse("404");
    }

    @Test
    void theFirstPatternThatMatchesWins() {
        Resolver resolver =
                resolver(
                        path("a/<str:x>/", VIEW, "any"),
                        path("a/b/", VIEW, "never"),
                        path("", VIEW, "root"));

        assertThat(name(resolver, "/a/b/")).isEqualTo("any");
        assertThat(name(resolver, "/")).isEqualTo("root");
        assertThat(name(resolver, "/a/b/c/")).isEqualTo("404");
        assertThat(name(resolver, "/a//")).isEqualTo("404");
        assertThat(name(resolver, "a/b/")).isEqualTo("404");
    }

    @Test
    void convertersMakeValuesAndRefuseOthers() {
        UUID id = UUID.fromString("1a111111-2222-4333-8444-555555555555");
        Resolver resolver =
                resolver(
                        path("int/<int:v>/", VIEW, "int"),
                        path("slug/<slug:v>/", VIEW, "slug"),
                        path("uuid/<uuid:v>/", VIEW, "uuid"),
                        path("path/<path:v>", VIEW, "path"),
                        path("<str:a>-<str:b>/", VIEW, "two"));

        assertThat(resolver.resolve("/int/007/").orElseThrow().arguments()).containsEntry("v", 7L);
        assertThat(resolver.resolve("/uuid/" + id + "/").orElseThrow().arguments())
                .containsEntry("v", id);
        assertThat(resolver.resolve("/path/a/b/c.txt").orElseThrow().arguments())
                .containsEntry("v", "a/b/c.txt");
        assertThat(resolver.resolve("/x-y-z/").orElseThrow().arguments())
                .containsEntry("a", "x-y")
                .containsEntry("b", "z");
        assertThat(name(resolver, "/int/99999999999999999999/")).isEqualTo("404");
        assertThat(name(resolver, "/int/٣/")).isEqualTo("404");
        assertThat(name(resolver, "/slug/a b/")).isEqualTo("404");
        assertThat(
                        name(
                                resolver,
                                "/uuid/" + id.toString().toUpperCase(java.util.Locale.ROOT) + "/"))
                .isEqualTo("404");
    }

    @Test
    void ownConvertersGoBothWays() {
        Converter<LocalDate> day =
                new Converter<>(
                        LocalDate.class,
                        "[0-9]{4}-[0-9]{2}-[0-9]{2}",
                        LocalDateReader::read,
                        LocalDate::toString);
        Resolver resolver =
                new Resolver(List.of(path("day/<day:at>/", VIEW, "day")), Map.of("day", day));

        assertThat(resolver.resolve("/day/2026-11-22/").orElseThrow().arguments())
                .containsEntry("at", LocalDate.of(2026, 11, 22));
        assertThat(resolver.resolve("/day/2026-99-99/")).isEmpty();
        assertThat(resolver.reverse("day", List.of(LocalDate.of(2026, 1, 2)), List.of()))
                .isEqualTo("/day/2026-01-02/");
    }

    /** Reads a day as converters must: by IllegalArgumentException where it is none. */
    private static final class LocalDateReader {
        static LocalDate read(String text) {
            try {
                return LocalDate.parse(text);
            } catch (java.time.DateTimeException e) {
                throw new IllegalArgumentException(e);
            }
        }
    }

    @Test
    void aRecordNamesAUrlBothWays() {
        Resolver resolver =
                resolver(
                        path("pages/<int:id>/", Page.class, (rq, page) -> Response.text("")),
                        include(
                                "by/<str:author>/",
                                List.of(
                                        path(
                                                "<int:id>/",
                                                Entry.class,
                                                (rq, e) -> Response.text("")))));

        assertThat(resolver.resolve("/pages/7/").orElseThrow().record(Page.class))
                .isEqualTo(new Page(7));
        assertThat(resolver.resolve("/by/ann/3/").orElseThrow().record(Entry.class))
                .isEqualTo(new Entry("ann", 3));
        assertThat(resolver.resolve("/pages/3000000000/")).isEmpty();
        assertThat(resolver.reverse(new Page(7), List.of())).isEqualTo("/pages/7/");
        assertThat(resolver.reverse(new Entry("ann lee?", 3), List.of()))
                .isEqualTo("/by/ann%20lee%3F/3/");
        assertThatThrownBy(() -> resolver.reverse(new Entry("a/b", 3), List.of()))
                .isInstanceOf(NoReverseMatch.class);
    }

    @Test
    void aRecordThatDoesNotFitItsPatternStopsTheStart() {
        assertThatThrownBy(
                        () ->
                                resolver(
                                        path(
                                                "<int:number>/",
                                                Page.class,
                                                (rq, page) -> Response.text(""))))
                .isInstanceOf(ImproperlyConfigured.class)
                .hasMessageContaining("[number]")
                .hasMessageContaining("[id]");
        assertThatThrownBy(
                        () ->
                                resolver(
                                        path(
                                                "<slug:id>/",
                                                Page.class,
                                                (rq, page) -> Response.text(""))))
                .hasMessageContaining("gives id String, but Page wants int");
        assertThatThrownBy(() -> resolver(path("<word:id>/", VIEW)))
                .hasMessageContaining("no converter 'word'");
        assertThatThrownBy(() -> resolver(rePath("(", VIEW)))
                .isInstanceOf(ImproperlyConfigured.class);
    }

    @Test
    void namesAreReversedWithArgumentsInOrderOrByName() {
        Resolver resolver =
                resolver(
                        path("archive/<int:year>/<int:month>/", VIEW, "archive"),
                        path("archive/<int:year>/", VIEW, "archive"));

        assertThat(resolver.reverse("archive", List.of(2026, 3), List.of()))
                .isEqualTo("/archive/2026/3/");
        assertThat(resolver.reverse("archive", Map.of("year", 2026), List.of()))
                .isEqualTo("/archive/2026/");
        assertThatThrownBy(() -> resolver.reverse("archive", List.of("x"), List.of()))
                .isInstanceOf(NoReverseMatch.class);
        assertThatThrownBy(() -> resolver.reverse("nothing", List.of(), List.of()))
                .hasMessageContaining("no URL named 'nothing'");
    }

    @Test
    void namespacesAreLookedUpAsDjangoDoes() {
        List<Route> polls = List.of(path("", VIEW, "index"));
        Resolver resolver =
                resolver(
                        include("author/", "polls", polls).namespace("author-polls"),
                        include("publisher/", "polls", polls).namespace("publisher-polls"));

        assertThat(name(resolver, "/author/")).isEqualTo("author-polls:index");
        assertThat(resolver.reverse("polls:index", List.of(), List.of("author-polls")))
                .isEqualTo("/author/");
        assertThat(resolver.reverse("polls:index", List.of(), List.of())).isEqualTo("/publisher/");
        assertThat(resolver.reverse("author-polls:index", List.of(), List.of()))
                .isEqualTo("/author/");
    }

    @Test
    void plainRegularExpressionsAreReversedToo() {
        Resolver resolver =
                resolver(
                        rePath("^legacy-(?<n>[0-9]{1,4})\\.html$", VIEW, "legacy"),
                        rePath("^y/(?P<the_year>[0-9]{4})/$", VIEW, "year"),
                        rePath("^either|or$", VIEW, "either"));

        assertThat(resolver.resolve("/y/2026/").orElseThrow().arguments())
                .containsEntry("the_year", "2026");
        assertThat(resolver.reverse("legacy", List.of(12), List.of())).isEqualTo("/legacy-12.html");
        assertThat(resolver.reverse("year", Map.of("the_year", 2026), List.of()))
                .isEqualTo("/y/2026/");
        assertThatThrownBy(() -> resolver.reverse("legacy", List.of(123456), List.of()))
                .isInstanceOf(NoReverseMatch.class);
        assertThatThrownBy(() -> resolver.reverse("either", List.of(), List.of()))
                .isInstanceOf(NoReverseMatch.class);
    }

    @Test
    void aCatastrophicExpressionIsGivenUp() {
        Resolver resolver = resolver(rePath("^(a+a+)+b$", VIEW, "bad"));
        long start = System.nanoTime();

        assertThatThrownBy(() -> resolver.resolve("/" + "a".repeat(200) + "!"))
                .isInstanceOf(SuspiciousOperation.class);
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
    }

    @Test
    void aPathNeverLeadsToAnotherHost() {
        Resolver resolver = resolver(path("<path:rest>", VIEW, "all"));

        assertThat(resolver.reverse("all", List.of("/evil.example"), List.of()))
                .isEqualTo("/%2Fevil.example");
    }
}
