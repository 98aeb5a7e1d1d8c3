package dev.tule.mtv.models;

import static dev.tule.mtv.models.Aggregate.count;
import static dev.tule.mtv.models.DatabaseFixture.author;
import static dev.tule.mtv.models.DatabaseFixture.shelf;
import static dev.tule.mtv.models.DatabaseFixture.titles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.mtv.models.library.Author;
import dev.tule.mtv.models.library.Book;
import jakarta.persistence.PersistenceException;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What query sets find, in which order, and what they refuse to ask, on whatever database. */
interface LookupContract {

    @Test
    default void lookupsOfTexts() {
        shelf();
        assertThat(titles(Book.objects.filter("title", "Fog"))).containsExactly("Fog");
        assertThat(titles(Book.objects.filter("title", "fog"))).isEmpty();
        assertThat(titles(Book.objects.filter("title__iexact", "fOG"))).containsExactly("Fog");
        assertThat(titles(Book.objects.filter("title__contains", "fog")))
                .containsExactly("rain and fog");
        assertThat(titles(Book.objects.filter("title__icontains", "FOG")))
                .containsExactlyInAnyOrder("Fog", "rain and fog");
        assertThat(titles(Book.objects.filter("title__startswith", "rain")))
                .containsExactly("rain and fog");
        assertThat(titles(Book.objects.filter("title__istartswith", "f"))).containsExactly("Fog");
        assertThat(titles(Book.objects.filter("title__endswith", "_")))
                .containsExactly("100% _Snow_");
        assertThat(titles(Book.objects.filter("title__iendswith", "FOG"))).hasSize(2);
        assertThat(titles(Book.objects.filter("title__contains", "%")))
                .containsExactly("100% _Snow_");
    }

    @Test
    default void regularExpressionsMatchAnywhereInATextUnlessAnchored() {
        shelf();
        assertThat(titles(Book.objects.filter("title__regex", "[Ff]og$")))
                .containsExactlyInAnyOrder("Fog", "rain and fog");
        assertThat(titles(Book.objects.filter("title__regex", "^fog"))).isEmpty();
        assertThat(titles(Book.objects.filter("title__iregex", "^FO+G$"))).containsExactly("Fog");
        assertThat(titles(Book.objects.exclude("title__regex", "[0-9]+%"))).hasSize(2);
        assertThat(Author.objects.filter("books__title__iregex", "RAIN|snow")).hasSize(2);
        assertThat(Book.objects.filter("note__regex", ".")).as("null matches nothing").isEmpty();
        assertThat(Book.objects.filter("title__regex", "x' or '1'='1")).isEmpty();
        assertThatThrownBy(() -> Book.objects.filter("price__regex", "1").list())
                .isInstanceOf(FieldError.class)
                .hasMessageContaining("is for texts");
        assertThatThrownBy(() -> Book.objects.filter("title__regex", "(").list())
                .isInstanceOf(PersistenceException.class);
    }

    @Test
    default void lookupsOfNumbersDatesListsAndNothing() {
        shelf();
        assertThat(titles(Book.objects.filter("price__gt", 10, "price__lte", "30.0"))).hasSize(2);
        assertThat(titles(Book.objects.filter("price__range", List.of(10, 20)))).hasSize(2);
        assertThat(titles(Book.objects.filter("title__in", List.of("Fog", "none")))).hasSize(1);
        assertThat(titles(Book.objects.filter("title__in", List.of()))).isEmpty();
        assertThat(titles(Book.objects.filter("published__isnull", true)))
                .containsExactly("100% _Snow_");
        assertThat(titles(Book.objects.filter("published", null))).containsExactly("100% _Snow_");
        assertThat(titles(Book.objects.filter("published__year", 2026)))
                .containsExactly("rain and fog");
        assertThat(titles(Book.objects.filter("published__year__lt", 2026))).containsExactly("Fog");
        assertThat(titles(Book.objects.filter("published__month", 12))).containsExactly("Fog");
        assertThat(titles(Book.objects.filter("published__day", 1)))
                .containsExactly("rain and fog");
        assertThat(titles(Book.objects.filter("added__date", "1970-01-01"))).hasSize(3);
        assertThat(titles(Book.objects.filter("pk__in", Book.objects.filter("price__lt", 15))))
                .containsExactly("Fog");
    }

    @Test
    default void lookupsThroughRelations() {
        shelf();
        assertThat(titles(Book.objects.filter("author__name__icontains", "ANN"))).hasSize(2);
        assertThat(titles(Book.objects.filter("editor__name", "Bob")))
                .containsExactly("rain and fog");
        Author bob = Author.objects.get("name", "Bob");
        assertThat(titles(Book.objects.filter("author", bob))).containsExactly("100% _Snow_");
        assertThat(titles(Book.objects.filter("author_id", bob.id))).containsExactly("100% _Snow_");
        assertThat(Author.objects.filter("books__price__gte", 10))
                .as("no author comes twice")
                .hasSize(2);
        assertThat(Author.objects.filter("books__reviews__stars", 5)).hasSize(1);
        assertThat(titles(Book.objects.filter("reviews__isnull", true)))
                .containsExactly("100% _Snow_");
    }

    @Test
    default void lookupsOfOneCallAreAboutTheSameRelatedObject() {
        shelf();
        assertThat(Author.objects.filter("books__title", "Fog", "books__price", 20)).isEmpty();
        assertThat(Author.objects.filter("books__title", "Fog").filter("books__price", 20))
                .hasSize(1);
    }

    @Test
    default void excludeIsTheOppositeOfFilter() {
        shelf();
        assertThat(titles(Book.objects.exclude("published__year", 2026)))
                .as("what has no date isn't of that year")
                .containsExactlyInAnyOrder("Fog", "100% _Snow_");
        assertThat(titles(Book.objects.exclude("editor__name", "Bob"))).hasSize(2);
        assertThat(Author.objects.exclude("books__title", "Fog"))
                .extracting(each -> each.name)
                .containsExactly("Bob");
    }

    @Test
    default void conditionsCombine() {
        shelf();
        Q cheapOrNew = Q.of("price__lt", 15).or(Q.of("published__year", 2026));
        assertThat(titles(Book.objects.filter(cheapOrNew))).hasSize(2);
        assertThat(titles(Book.objects.filter(cheapOrNew.not()))).containsExactly("100% _Snow_");
        assertThat(titles(Book.objects.filter(cheapOrNew, "title__contains", "rain"))).hasSize(1);
        assertThat(Book.objects.none()).isEmpty();
        Q several = Q.of("reviews__stars", 4).or(Q.of("title", "Fog"));
        assertThat(titles(Book.objects.filter(several))).hasSize(2);
    }

    @Test
    default void fieldsAreComparedWithFields() {
        shelf();
        Book.objects.filter("title", "Fog").update("pages", 10);
        assertThat(titles(Book.objects.filter("price__gte", F.of("pages").plus(1)))).hasSize(2);
        assertThat(titles(Book.objects.filter("price", F.of("pages")))).containsExactly("Fog");
    }

    @Test
    default void orderSlicesAndSingleObjects() {
        shelf();
        assertThat(titles(Book.objects.orderBy("-price").range(0, 2)))
                .containsExactly("100% _Snow_", "rain and fog");
        assertThat(titles(Book.objects.orderBy("author__name", "-price").range(1, 3)))
                .containsExactly("Fog", "100% _Snow_");
        assertThat(Book.objects.orderBy("price").range(1, 3).count()).isEqualTo(2);
        assertThat(Book.objects.orderBy("price").first().orElseThrow().title).isEqualTo("Fog");
        assertThat(Book.objects.orderBy("price").last().orElseThrow().title)
                .isEqualTo("100% _Snow_");
        assertThatThrownBy(() -> Book.objects.get("price__gt", 5))
                .isInstanceOf(MultipleObjectsReturned.class);
        assertThatThrownBy(() -> Book.objects.get("price", 5)).isInstanceOf(DoesNotExist.class);
        assertThat(Book.objects.getOrCreate("title", "Fog").price).isEqualByComparingTo("10");
    }

    @Test
    default void relatedObjectsComeAlong() {
        shelf();
        List<Book> books =
                Book.objects
                        .selectRelated("author", "editor")
                        .prefetchRelated("reviews", "author__books")
                        .orderBy("price")
                        .list();
        assertThat(books.get(0).author.name).isEqualTo("Ann");
        assertThat(books.get(0).editor).isNull();
        assertThat(books.get(1).editor.name).isEqualTo("Bob");
        assertThat(books.get(0).reviews).hasSize(2);
        assertThat(books.get(2).author.books).hasSize(1);
    }

    @Test
    default void unknownNamesAreErrorsThatSayWhatWasMeant() {
        assertThatThrownBy(() -> Book.objects.filter("titel", "x").list())
                .isInstanceOf(FieldError.class)
                .hasMessageContaining("Did you mean 'title'?");
        assertThatThrownBy(() -> Book.objects.filter("title__icontain", "x").list())
                .hasMessageContaining("Did you mean 'icontains'?");
        assertThatThrownBy(() -> Book.objects.filter("author__nam", "x").list())
                .hasMessageContaining("Did you mean 'name'?");
        assertThatThrownBy(() -> Book.objects.orderBy("prise").list())
                .hasMessageContaining("Did you mean 'price'?");
        assertThatThrownBy(() -> Book.objects.filter("price", "cheap").list())
                .hasMessageContaining("'cheap' is no BigDecimal");
        assertThatThrownBy(() -> Author.objects.orderBy("books").list())
                .hasMessageContaining("many objects");
    }

    @Test
    default void nothingOfALookupReachesTheDatabaseAsSql() {
        shelf();
        String attack = "x' or '1'='1";
        assertThat(Book.objects.filter("title", attack)).isEmpty();
        assertThat(Book.objects.filter("title__icontains", attack)).isEmpty();
        assertThat(Book.objects.filter("title__in", List.of(attack, "') or ('1'='1"))).isEmpty();
        for (String path :
                List.of(
                        "title = 'x' or 1=1 --",
                        "title__exact; drop table library_book",
                        "author__name\" or 1=1",
                        "title) or (1",
                        "__",
                        "",
                        "title____exact")) {
            assertThatThrownBy(() -> Book.objects.filter(path, "x").list())
                    .as(path)
                    .isInstanceOf(FieldError.class);
            assertThatThrownBy(() -> Book.objects.orderBy("-" + path).list())
                    .as(path)
                    .isInstanceOf(FieldError.class);
            assertThatThrownBy(() -> Book.objects.values(path).list())
                    .as(path)
                    .isInstanceOf(FieldError.class);
            assertThatThrownBy(() -> Book.objects.annotate("n", count(path)).list())
                    .as(path)
                    .isInstanceOf(FieldError.class);
        }
        assertThat(Book.objects.count()).isEqualTo(3);
    }

    @Test
    default void querySetsAreLazyKeptAndNeverChanged() {
        QuerySet<Author> all = Author.objects.all();
        QuerySet<Author> filtered = all.filter("name", "Ann");
        author("Ann");
        author("Bob");
        assertThat(all).hasSize(2);
        assertThat(filtered).hasSize(1);
        author("Cid");
        assertThat(all).as("what was read is kept").hasSize(2);
        assertThat(all.all()).hasSize(3);
        assertThat(Author.objects).hasSize(3);
    }
}
