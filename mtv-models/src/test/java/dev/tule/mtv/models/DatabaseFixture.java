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

    @Override
    public void close() {
        databases.close();
    }
}
