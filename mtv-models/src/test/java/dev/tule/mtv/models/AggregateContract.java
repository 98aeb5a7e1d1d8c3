package dev.tule.mtv.models;

import static dev.tule.mtv.models.Aggregate.avg;
import static dev.tule.mtv.models.Aggregate.count;
import static dev.tule.mtv.models.Aggregate.max;
import static dev.tule.mtv.models.Aggregate.sum;
import static dev.tule.mtv.models.DatabaseFixture.shelf;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.mtv.models.library.Author;
import dev.tule.mtv.models.library.Book;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is counted and computed over objects and groups, on whatever database. */
interface AggregateContract {

    @Test
    default void severalAggregatesOverRelationsDoNotMultiplyEachOther() {
        shelf();
        List<Author> authors =
                Author.objects
                        .annotate("n", count("books"))
                        .annotate("total", sum("books__price"))
                        .annotate("stars", avg("books__reviews__stars"))
                        .annotate("good", count("books__reviews").filter("stars__gte", 4))
                        .orderBy("-n")
                        .list();
        assertThat(authors).extracting(each -> each.name).containsExactly("Ann", "Bob");
        Author ann = authors.getFirst();
        assertThat(ann.annotation("n")).isEqualTo(2L);
        assertThat(new BigDecimal(String.valueOf(ann.annotation("total"))))
                .isEqualByComparingTo("30");
        assertThat(((Number) ann.annotation("stars")).doubleValue()).isBetween(3.33, 3.34);
        assertThat(ann.annotation("good")).isEqualTo(2L);
        assertThat(authors.get(1).annotation("stars")).isNull();
    }

    @Test
    default void annotationsAreFilteredOrderedAndCounted() {
        shelf();
        QuerySet<Author> busy =
                Author.objects.annotate("n", count("books")).filter("n__gte", 2).orderBy("-n");
        assertThat(busy).extracting(each -> each.name).containsExactly("Ann");
        assertThat(busy.count()).isEqualTo(1);
        assertThat(
                        Book.objects
                                .annotate("double", F.of("price").times(2))
                                .filter("double__gt", 50)
                                .values("title", "double")
                                .list())
                .singleElement()
                .satisfies(row -> assertThat(row.get("title")).isEqualTo("100% _Snow_"));
    }

    @Test
    default void numbersOverAllAndOverGroups() {
        shelf();
        Map<String, Object> all =
                Book.objects.aggregate(
                        "n", count("*"),
                        "total", sum("price"),
                        "mean", avg("price"),
                        "last", max("published"));
        assertThat(all.get("n")).isEqualTo(3L);
        assertThat(new BigDecimal(String.valueOf(all.get("total")))).isEqualByComparingTo("60");
        assertThat(all.get("mean")).isEqualTo(20.0);
        assertThat(all.get("last")).isEqualTo(LocalDate.of(2026, 1, 1));
        assertThat(Book.objects.none().aggregate("n", count("*")).get("n")).isEqualTo(0L);

        record Shelf(String author, long books, BigDecimal dearest) {}
        assertThat(
                        Book.objects
                                .values("author__name")
                                .annotate("n", count("*"))
                                .annotate("dearest", max("price"))
                                .orderBy("-n")
                                .into(Shelf.class))
                .extracting(shelf -> shelf.author() + " " + shelf.books())
                .containsExactly("Ann 2", "Bob 1");
        assertThat(
                        Book.objects
                                .values("author__name")
                                .annotate("n", count("*"))
                                .having("n__gt", 1)
                                .list())
                .hasSize(1);
        assertThat(Book.objects.values("author__name").distinct().orderBy("author__name").list())
                .hasSize(2);
    }
}
