package dev.tule.mtv.models;

import static dev.tule.mtv.models.Aggregate.count;
import static dev.tule.mtv.models.Aggregate.max;
import static dev.tule.mtv.models.Aggregate.sum;
import static dev.tule.mtv.models.DatabaseFixture.author;
import static dev.tule.mtv.models.DatabaseFixture.book;
import static dev.tule.mtv.models.DatabaseFixture.shelf;
import static dev.tule.mtv.models.DatabaseFixture.titles;
import static dev.tule.mtv.models.Functions.abs;
import static dev.tule.mtv.models.Functions.coalesce;
import static dev.tule.mtv.models.Functions.concat;
import static dev.tule.mtv.models.Functions.length;
import static dev.tule.mtv.models.Functions.lower;
import static dev.tule.mtv.models.Functions.trim;
import static dev.tule.mtv.models.Functions.trunc;
import static dev.tule.mtv.models.Functions.upper;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.mtv.models.library.Author;
import dev.tule.mtv.models.library.Book;
import dev.tule.mtv.models.library.Review;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the database computes, on whatever database. */
interface ExpressionContract {

    @Test
    default void whatIsComputedOfAFieldHasTheFieldsType() {
        shelf();
        Instant noon = Instant.parse("2026-03-01T12:00:00Z");
        Book.objects.filter("title", "Fog").update("added", noon);
        QuerySet<Author> authors =
                Author.objects
                        .annotate("latest", max("books__added"))
                        .annotate("published", max("books__published"))
                        .annotate("n", count("books__reviews"));
        Author ann = authors.get("name", "Ann");
        assertThat(ann.annotation("latest")).isEqualTo(noon);
        assertThat(ann.annotation("published")).isEqualTo(LocalDate.of(2026, 1, 1));
        assertThat(authors.filter("latest__gte", noon)).containsExactly(ann);
        assertThat(authors.filter("latest__lt", noon).get().name).isEqualTo("Bob");
        assertThat(authors.orderBy("-n").values("latest").list().getFirst())
                .containsEntry("latest", noon);
    }

    @Test
    default void aCaseDecidesByTheFirstConditionThatHolds() {
        shelf();
        Case size =
                Case.when(Q.of("price__gte", 30), "dear")
                        .orWhen(Q.of("reviews__stars", 5), "good")
                        .otherwise("plain");
        QuerySet<Book> books = Book.objects.annotate("size", size).orderBy("size");
        assertThat(books.<String>valuesList("size")).containsExactly("dear", "good", "plain");
        assertThat(titles(books.filter("size", "good"))).containsExactly("Fog");

        Book.objects.update(
                "pages", Case.when(Q.of("title", "Fog"), 7).otherwise(F.of("pages").plus(1)),
                "lent", Case.when(Q.of("price__lt", 30), true).otherwise(false));
        assertThat(Book.objects.orderBy("title").<Integer>valuesList("pages"))
                .containsExactlyInAnyOrder(1, 7, 1);
        assertThat(Book.objects.filter("lent", true).count()).isEqualTo(2);
        Case byAuthor = Case.when(Q.of("author__name", "Ann"), true).otherwise(false);
        assertThatThrownBy(() -> Book.objects.update("lent", byAuthor))
                .isInstanceOf(FieldError.class)
                .hasMessageContaining("the model itself");
    }

    @Test
    default void queriesWithinQueriesReferToTheRowThatAsks() {
        shelf();
        QuerySet<Review> reviews = Review.objects.filter("book", OuterRef.of("pk"));
        Exists praised = Exists.of(reviews.filter("stars__gte", 4));

        assertThat(titles(Book.objects.filter(praised))).containsExactly("Fog", "rain and fog");
        assertThat(titles(Book.objects.exclude(praised))).containsExactly("100% _Snow_");
        assertThat(titles(Book.objects.filter("author__name", "Bob").filter(praised.not())))
                .containsExactly("100% _Snow_");
        QuerySet<Book> books =
                Book.objects
                        .annotate("praised", praised)
                        .annotate("best", Subquery.of(reviews.orderBy("-stars"), "stars"))
                        .orderBy("title");
        assertThat(books.get("title", "Fog").annotation("praised")).isEqualTo(true);
        assertThat(books.get("title", "Fog").annotation("best")).isEqualTo(5);
        assertThat(books.get("title", "100% _Snow_").annotation("praised")).isEqualTo(false);
        assertThat(books.get("title", "100% _Snow_").annotation("best")).isNull();
        assertThat(titles(books.filter("praised", true, "best__lt", 5)))
                .containsExactly("rain and fog");

        Book.objects.update(
                "pages",
                coalesce(Subquery.of(reviews.orderBy("stars"), "stars"), F.of("pages").minus(1)));
        assertThat(Book.objects.aggregate("pages", sum("pages")).get("pages"))
                .hasToString(String.valueOf(1 + 4 - 1));
        assertThatThrownBy(() -> Book.objects.filter("pages", OuterRef.of("pk")).list())
                .isInstanceOf(FieldError.class)
                .hasMessageContaining("OuterRef");
    }

    @Test
    default void functionsOfTheDatabaseAreTheSameOnAll() {
        Author ann = author("Ann");
        Book fog = book(ann, "Fog ", "10.00");
        Map<String, Object> row =
                Book.objects
                        .annotate("loud", upper("title"))
                        .annotate("title2", concat(F.of("note"), trim(F.of("title")), "/", 7))
                        .annotate("letters", length(F.of("author__name")))
                        .annotate("small", lower(F.of("author__name")))
                        .annotate("below", abs(F.of("pages").minus(3)))
                        .annotate("day", coalesce(F.of("published"), LocalDate.of(2026, 2, 3)))
                        .values("loud", "title2", "letters", "small", "below", "day")
                        .list()
                        .getFirst();
        assertThat(row)
                .containsEntry("loud", "TITLE")
                .containsEntry("title2", "Fog/7")
                .containsEntry("letters", 3L)
                .containsEntry("small", "ann")
                .containsEntry("below", 3L)
                .containsEntry("day", LocalDate.of(2026, 2, 3));
        assertThat(fog.pages).isZero();
        assertThat(Book.objects.filter("title__gt", F.of("author__name")).count()).isEqualTo(1);
    }

    @Test
    default void timesAreCutDownForCharts() {
        Author ann = author("Ann");
        List<String> times =
                List.of("2026-03-01T06:10:20Z", "2026-03-01T06:50:00Z", "2026-04-01T00:00:00Z");
        for (String each : times) {
            Book book = book(ann, each, "10.00");
            book.added = Instant.parse(each);
            book.pages = 10;
            book.save();
        }
        assertThat(
                        Book.objects
                                .annotate("hour", trunc(Trunc.Unit.HOUR, "added"))
                                .values("hour")
                                .annotate("pages", sum("pages"))
                                .orderBy("hour")
                                .list())
                .extracting(row -> row.get("hour") + " " + row.get("pages"))
                .containsExactly("2026-03-01T06:00:00Z 20", "2026-04-01T00:00:00Z 10");
        Map<Trunc.Unit, String> first =
                Map.of(
                        Trunc.Unit.MINUTE, "2026-03-01T06:10:00Z",
                        Trunc.Unit.DAY, "2026-03-01T00:00:00Z",
                        Trunc.Unit.MONTH, "2026-03-01T00:00:00Z",
                        Trunc.Unit.YEAR, "2026-01-01T00:00:00Z");
        first.forEach(
                (unit, time) ->
                        assertThat(
                                        Book.objects
                                                .annotate("begin", trunc(unit, "added"))
                                                .get("added", Instant.parse(times.getFirst()))
                                                .annotation("begin"))
                                .as("%s", unit)
                                .isEqualTo(Instant.parse(time)));
    }

    @Test
    default void rowsWithoutAValueComeWhereTheOrderSays() {
        shelf();
        F published = F.of("published");
        String snow = "100% _Snow_";
        assertThat(titles(Book.objects.orderBy(published.asc().withNullsFirst())))
                .containsExactly(snow, "Fog", "rain and fog");
        assertThat(titles(Book.objects.orderBy(published.asc().withNullsLast())))
                .containsExactly("Fog", "rain and fog", snow);
        assertThat(titles(Book.objects.orderBy(published.desc().withNullsLast())))
                .containsExactly("rain and fog", "Fog", snow);
        assertThat(titles(Book.objects.orderBy(published.desc().withNullsLast()).reverse()))
                .containsExactly(snow, "Fog", "rain and fog");
        assertThat(titles(Book.objects.orderBy(length(F.of("title")).desc())))
                .containsExactly("rain and fog", snow, "Fog");
    }

    @Test
    default void whatIsThereIsUpdatedAndWhatIsNotIsMade() {
        Author ann = author("Ann");
        Map<String, Object> values = Map.of("pages", 3, "lent", true);
        Book made = Book.objects.updateOrCreate(values, "title", "Fog", "author", ann);
        assertThat(made.pages).isEqualTo(3);
        Book again = Book.objects.updateOrCreate(Map.of("pages", 4), "title", "Fog", "author", ann);
        assertThat(again).isEqualTo(made);
        Book known = Book.objects.getOrCreate(Map.of("pages", 9), "title", "Fog", "author", ann);
        assertThat(known.pages).isEqualTo(4);
        assertThat(known.lent).isTrue();
        assertThat(
                        Book.objects.getOrCreate(Map.of("pages", 9), "title", "Mist", "author", ann)
                                .pages)
                .isEqualTo(9);
        assertThat(Book.objects.count()).isEqualTo(2);
    }

    @Test
    default void fieldsOfManyObjectsAreWrittenInOneBatch() {
        shelf();
        List<Book> books = Book.objects.selectRelated("author").list();
        for (Book book : books) {
            book.pages = book.title.length();
            book.published = LocalDate.of(2026, 5, 6);
            book.note = "not written";
        }
        assertThat(Book.objects.bulkUpdate(books, "pages", "published")).isEqualTo(3);
        Book fog = Book.objects.get("title", "Fog");
        assertThat(fog.pages).isEqualTo(3);
        assertThat(fog.published).isEqualTo(LocalDate.of(2026, 5, 6));
        assertThat(fog.note).isNull();
        assertThat(Book.objects.bulkUpdate(List.of(), "pages")).isZero();
        assertThatThrownBy(() -> Book.objects.bulkUpdate(books, "id"))
                .isInstanceOf(FieldError.class);
    }
}
