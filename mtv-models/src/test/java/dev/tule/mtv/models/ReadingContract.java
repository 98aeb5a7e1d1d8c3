package dev.tule.mtv.models;

import static dev.tule.mtv.models.Aggregate.count;
import static dev.tule.mtv.models.DatabaseFixture.author;
import static dev.tule.mtv.models.DatabaseFixture.book;
import static dev.tule.mtv.models.DatabaseFixture.review;
import static dev.tule.mtv.models.DatabaseFixture.shelf;
import static dev.tule.mtv.models.DatabaseFixture.titles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.mtv.models.library.Author;
import dev.tule.mtv.models.library.Book;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How much is read, and when; and query sets put together, on whatever database. */
interface ReadingContract {

    @Test
    default void whatIsDeferredIsReadWhenItIsAskedFor() {
        shelf();
        QuerySet<Book> some = Book.objects.only("title", "author_id").orderBy("price");
        assertThat(some.sql()).contains(".title").contains(".author_id").doesNotContain(".pages");
        Book fog = some.first().orElseThrow();
        assertThat(fog.title).isEqualTo("Fog");
        assertThat(fog.price).isEqualByComparingTo("10");
        assertThat(fog.author.name).isEqualTo("Ann");

        QuerySet<Book> most = Book.objects.defer("pages").defer("price", "text");
        assertThat(most.sql()).contains(".title").doesNotContain(".pages", ".price", ".text");
        assertThat(most.only("pages").defer("pages").sql()).doesNotContain(".pages", ".note");
        assertThat(most.get("title", "Fog").price).isEqualByComparingTo("10");
        assertThatThrownBy(() -> Book.objects.only("titel").list())
                .isInstanceOf(FieldError.class)
                .hasMessageContaining("Did you mean 'title'?");
    }

    @Test
    default void savingWhatWasReadInPartWritesWhatChanged() {
        shelf();
        Book fog = Book.objects.only("title").get("title", "Fog");
        fog.title = "Mist";
        fog.save();
        Book again = Book.objects.get("title", "Mist");
        assertThat(again.price).isEqualByComparingTo("10");
        assertThat(again.author.name).isEqualTo("Ann");
    }

    @Test
    default void relatedObjectsAreReadInPartToo() {
        shelf();
        QuerySet<Book> books = Book.objects.selectRelated("author").orderBy("price");
        assertThat(books.only("title", "author__name").sql()).doesNotContain(".note", ".pages");
        assertThat(books.only("title").sql()).contains(".name");
        assertThat(books.defer("author__note").sql()).containsOnlyOnce(".note");
        Book fog = books.only("title", "author__name").first().orElseThrow();
        assertThat(fog.author.name).isEqualTo("Ann");
        assertThat(fog.author.note).isNull();
    }

    @Test
    default void manyObjectsAreReadSomeAtATime() {
        Author ann = author("Ann");
        for (int i = 0; i < 7; i++) {
            Book book = book(ann, "book " + i, "1.00");
            review(book, i);
        }
        for (int chunk : new int[] {1, 3, 7, 8}) {
            List<String> seen = new ArrayList<>();
            Book.objects
                    .annotate("n", count("reviews"))
                    .selectRelated("author")
                    .prefetchRelated("reviews")
                    .orderBy("-title")
                    .iterate(
                            chunk,
                            book ->
                                    seen.add(
                                            book.title
                                                    + book.annotation("n")
                                                    + book.author.name
                                                    + book.reviews.getFirst().stars));
            assertThat(seen).as("%s at a time", chunk).hasSize(7).startsWith("book 61Ann6");
        }
        List<Object> titles = new ArrayList<>();
        Book.objects.orderBy("title").values("title").iterate(row -> titles.add(row.get("title")));
        assertThat(titles).hasSize(7).startsWith("book 0");
        Book.objects.none().iterate(book -> titles.clear());
        assertThat(titles).hasSize(7);
        assertThatThrownBy(() -> Book.objects.iterate(0, book -> {}))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    default void whoReadsManyObjectsMayChangeThemAndMayStop() {
        shelf();
        Transactions.atomic(
                () ->
                        Book.objects.iterate(
                                1,
                                book -> {
                                    book.pages = 100 + book.title.length();
                                    book.save();
                                }));
        assertThat(Book.objects.filter("pages__gt", 100).count()).isEqualTo(3);
        assertThatThrownBy(
                        () ->
                                Book.objects.iterate(
                                        1,
                                        book -> {
                                            throw new IllegalStateException(book.title);
                                        }))
                .isInstanceOf(IllegalStateException.class);
        assertThat(Book.objects.count()).as("the connection is free again").isEqualTo(3);
    }

    @Test
    default void querySetsArePutTogether() {
        shelf();
        QuerySet<Book> cheap = Book.objects.filter("price__lte", 20);
        QuerySet<Book> ofBob = Book.objects.filter("author__name", "Bob");
        QuerySet<Book> dearest = Book.objects.orderBy("-price").range(0, 2);

        assertThat(titles(cheap.union(ofBob).orderBy("price")))
                .containsExactly("Fog", "rain and fog", "100% _Snow_");
        assertThat(titles(cheap.union(dearest))).as("none comes twice").hasSize(3);
        assertThat(titles(cheap.intersection(dearest))).containsExactly("rain and fog");
        assertThat(titles(cheap.difference(dearest))).containsExactly("Fog");
        assertThat(cheap.union(ofBob).filter("title__contains", "fog").range(0, 1).count()).isOne();
        assertThat(cheap.difference(Book.objects.all())).isEmpty();
        assertThat(ofBob.union(dearest).first().orElseThrow().title).isEqualTo("100% _Snow_");
    }
}
