package dev.tule.mtv.models;

import static dev.tule.mtv.models.DatabaseFixture.author;
import static dev.tule.mtv.models.DatabaseFixture.book;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.mtv.models.library.Author;
import dev.tule.mtv.models.library.Book;
import dev.tule.mtv.models.library.Loan;
import dev.tule.mtv.models.library.Tag;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** What objects promise: their fields, relations and keys, on whatever database. */
interface ObjectContract {

    @Test
    default void fieldsAreChangedFromAnywhereAndSaved() {
        Book book = book(author("Ann"), "first", "1.50");

        Book read = Book.objects.get("pk", book.id);
        read.title = "changed";
        read.pages += 5;
        read.stamp("by a superclass");
        read.save();

        Book again = Book.objects.get("pk", book.id);
        assertThat(again.title).isEqualTo("changed");
        assertThat(again.pages).isEqualTo(5);
        assertThat(again.note).isEqualTo("by a superclass");
        assertThat(again.price).isEqualByComparingTo("1.50");
    }

    @Test
    default void everyTypeOfColumnKeepsItsValue() {
        Book book = new Book();
        book.author = author("Ann");
        book.title = "Straße „Ω“ 🙂 'quoted' \\ %_";
        book.price = new BigDecimal("12345678.90");
        book.status = Book.Status.PUBLISHED;
        book.published = LocalDate.of(2026, 2, 28);
        book.added = Instant.parse("2026-03-04T05:06:07.123Z");
        book.code = UUID.fromString("3fa85f64-5717-4562-b3fc-2c963f66afa6");
        book.lent = true;
        book.weight = 0.1;
        book.cover = new byte[] {0, 1, -1};
        book.text = "long ".repeat(20_000);
        book.save();

        Book read = Book.objects.get("code", book.code);

        assertThat(read.title).isEqualTo(book.title);
        assertThat(read.price).isEqualByComparingTo(book.price);
        assertThat(read.status).isEqualTo(Book.Status.PUBLISHED);
        assertThat(read.published).isEqualTo(book.published);
        assertThat(read.added).isEqualTo(book.added);
        assertThat(read.lent).isTrue();
        assertThat(read.weight).isEqualTo(0.1);
        assertThat(read.cover).containsExactly(0, 1, -1);
        assertThat(read.text).isEqualTo(book.text);
        assertThat(Book.objects.filter("added", book.added, "published", book.published).count())
                .isEqualTo(1);
        assertThat(Book.objects.filter("lent", true, "status", "PUBLISHED").exists()).isTrue();
    }

    @Test
    default void peopleReadALabelInsteadOfAConstant() {
        Book book = book(author("Ann"), "a", "1.00");
        book.status = Book.Status.PUBLISHED;
        assertThat(book.member("get_status_display")).isEqualTo("Published");
        assertThat(book.member("get_title_display")).isEqualTo("a");
        assertThat(book.member("get_nothing_display")).isNull();
    }

    @Test
    default void relationsLoadWhenTheyAreRead() {
        Author ann = author("Ann");
        book(ann, "one", "1.00");
        book(ann, "two", "2.00");

        Book book = Book.objects.get("title", "one");
        assertThat(book.author.name).isEqualTo("Ann");
        assertThat(book.author.books).extracting(each -> each.title).contains("one", "two");
        assertThat(book.editor).isNull();
        assertThat(ann.<Book>related("books").filter("price__gt", 1).count()).isEqualTo(1);
    }

    @Test
    default void objectsInRecordsListsAndLambdasAreTheSameObjects() {
        record Pair(Book first, List<Book> rest) {}
        Author ann = author("Ann");
        Pair pair =
                new Pair(
                        book(ann, "a", "1.00"),
                        new ArrayList<>(List.of(book(ann, "b", "2.00"), book(ann, "c", "3.00"))));

        pair.rest().forEach(each -> each.pages = 7);
        pair.first().pages = pair.rest().stream().mapToInt(each -> each.pages).sum();
        pair.rest().forEach(Model::save);
        pair.first().save();

        assertThat(Book.objects.all().<Integer>valuesList("pages")).containsExactly(14, 7, 7);
    }

    @Test
    default void reflectionSeesWhatWasLoadedAndNamesSetWhatIsSaved() throws Exception {
        Book made = book(author("Ann"), "a", "1.00");
        Book read = Book.objects.get("pk", made.id);

        assertThat(Book.class.getField("title").get(read)).isEqualTo("a");
        read.set("title", "by name");
        assertThat(read.get("title")).isEqualTo("by name");
        read.save();

        made.refreshFromDb();
        assertThat(made.title).isEqualTo("by name");
    }

    @Test
    default void manyToManyRelationsAreSavedWithTheObject() {
        Tag fog = Tag.objects.create("name", "fog");
        Tag rain = Tag.objects.create("name", "rain");
        Book book = book(author("Ann"), "a", "1.00");
        book.tags.add(fog);
        book.tags.add(rain);
        book.save();

        Book read = Book.objects.get("tags__name", "fog");
        assertThat(read.tags).extracting(tag -> tag.name).containsExactlyInAnyOrder("fog", "rain");
        read.tags.remove(fog);
        read.save();

        assertThat(Book.objects.filter("tags__name", "fog").exists()).isFalse();
        assertThat(Tag.objects.get("name", "rain").books).containsExactly(book);
        assertThat(Tag.objects.filter("books", book)).hasSize(1);
    }

    @Test
    default void aKeyOfTheModelsOwnMakingIsKept() {
        UUID ticket = UUID.fromString("00000000-0000-0000-0000-000000000007");
        Book book = book(author("Ann"), "a", "1.00");
        Loan loan = new Loan();
        loan.ticket = ticket;
        loan.book = book;
        loan.reader = "Rob";
        loan.save();

        assertThat(Loan.objects.get("pk", ticket).book).isEqualTo(book);
        Loan.objects.get("reader", "Rob").delete();
        assertThat(Loan.objects.count()).isZero();
    }
}
