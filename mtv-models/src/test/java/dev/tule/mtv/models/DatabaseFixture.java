package dev.tule.mtv.models;

import dev.tule.mtv.models.library.Author;
import dev.tule.mtv.models.library.Book;
import dev.tule.mtv.models.library.Library;
import dev.tule.mtv.models.library.Loan;
import dev.tule.mtv.models.library.Review;
import dev.tule.mtv.models.library.Tag;
import dev.tule.mtv.models.migrations.Migrations;
import dev.tule.mtv.models.migrations.Questioner;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;

/** A database with the library's tables, made by its migration. */
final class DatabaseFixture implements AutoCloseable {
    final Databases databases;

    DatabaseFixture(DatabaseConfig config) {
        Library app = new Library();
        databases = Databases.of(config).open(app.models());
        Migrations migrations = Migrations.of(List.of(app));
        migrations.changes(Questioner.silent()).forEach(migrations::remember);
        migrations.migrate(databases.database(Databases.DEFAULT));
    }

    /** Takes out all rows. */
    void empty() {
        databases.run(
                () -> {
                    Loan.objects.delete();
                    Review.objects.delete();
                    Book.objects.delete();
                    Tag.objects.delete();
                    Author.objects.delete();
                });
    }

    static Author author(String name) {
        return Author.objects.create("name", name);
    }

    static Book book(Author author, String title, String price) {
        Book book = new Book();
        book.author = author;
        book.title = title;
        book.price = new BigDecimal(price);
        book.save();
        return book;
    }

    static Review review(Book book, int stars) {
        return Review.objects.create("book", book, "stars", stars);
    }

    /** Three books of two authors, of which two were reviewed. */
    static void shelf() {
        Author ann = author("Ann");
        Author bob = author("Bob");
        Book fog = book(ann, "Fog", "10.00");
        fog.published = LocalDate.of(2025, 12, 31);
        fog.save();
        Book rain = book(ann, "rain and fog", "20.00");
        rain.published = LocalDate.of(2026, 1, 1);
        rain.editor = bob;
        rain.save();
        book(bob, "100% _Snow_", "30.00");
        review(fog, 1);
        review(fog, 5);
        review(rain, 4);
    }

    static List<String> titles(QuerySet<Book> books) {
        return books.stream().map(book -> book.title).toList();
    }

    @Override
    public void close() {
        databases.close();
    }
}
