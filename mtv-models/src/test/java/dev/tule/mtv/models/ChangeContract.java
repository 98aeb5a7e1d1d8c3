package dev.tule.mtv.models;

import static dev.tule.mtv.models.Aggregate.sum;
import static dev.tule.mtv.models.DatabaseFixture.author;
import static dev.tule.mtv.models.DatabaseFixture.book;
import static dev.tule.mtv.models.DatabaseFixture.shelf;
import static dev.tule.mtv.models.DatabaseFixture.titles;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.mtv.models.library.Author;
import dev.tule.mtv.models.library.Book;
import dev.tule.mtv.models.library.Loan;
import dev.tule.mtv.models.library.Review;
import dev.tule.mtv.models.library.Tag;
import dev.tule.mtv.models.sql.Dialect;
import dev.tule.mtv.models.sql.Lock;
import jakarta.persistence.PersistenceException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** What changes together, what is taken back, and who hears of it, on whatever database. */
interface ChangeContract {

    @Test
    default void manyAreChangedAtOnce() {
        shelf();
        assertThat(
                        Book.objects
                                .filter("author__name", "Ann")
                                .update("price", F.of("price").times(2), "lent", true))
                .isEqualTo(2);
        assertThat(Book.objects.aggregate("t", sum("price")).get("t").toString()).startsWith("90");
        assertThat(Book.objects.filter("lent", true).count()).isEqualTo(2);
        assertThat(Book.objects.orderBy("-price").range(0, 1).update("status", "PUBLISHED"))
                .isEqualTo(1);
        assertThat(Book.objects.filter("reviews__stars", 4).update("pages", 3)).isEqualTo(1);
    }

    @Test
    default void deletionGoesByWhatTheReferencesSay() {
        shelf();
        Book fog = Book.objects.get("title", "Fog");
        Loan loan = new Loan();
        loan.ticket = UUID.fromString("00000000-0000-0000-0000-000000000001");
        loan.book = fog;
        loan.save();

        assertThatThrownBy(() -> Author.objects.get("name", "Ann").delete())
                .isInstanceOf(IntegrityError.class);
        fog.delete();

        assertThat(Review.objects.count()).as("cascade").isEqualTo(1);
        assertThat(Loan.objects.get().book).as("set null").isNull();
        assertThat(Book.objects.filter("title__contains", "rain").delete()).isEqualTo(1);
        assertThat(Review.objects.count()).isZero();
    }

    @Test
    default void constraintsOfTheDatabaseAreOneError() {
        Author ann = author("Ann");
        assertThatThrownBy(() -> author("Ann")).isInstanceOf(IntegrityError.class);
        book(ann, "Fog", "1.00");
        assertThatThrownBy(() -> book(ann, "Fog", "2.00")).isInstanceOf(IntegrityError.class);
        Book orphan = new Book();
        orphan.title = "x";
        assertThatThrownBy(orphan::save).isInstanceOf(IntegrityError.class);
    }

    @Test
    default void whatFailsIsRolledBackAndNothingElse() {
        Transactions.atomic(
                () -> {
                    author("outer");
                    assertThatThrownBy(
                                    () ->
                                            Transactions.atomic(
                                                    () -> {
                                                        author("inner");
                                                        throw new IllegalStateException("no");
                                                    }))
                            .hasMessage("no");
                    assertThatThrownBy(() -> Transactions.atomic(() -> author("outer")))
                            .isInstanceOf(IntegrityError.class);
                    author("after");
                });
        assertThat(Author.objects.all().<String>valuesList("name"))
                .containsExactly("after", "outer");
        assertThatThrownBy(
                        () ->
                                Transactions.atomic(
                                        () -> {
                                            author("gone");
                                            throw new IllegalStateException("no");
                                        }))
                .hasMessage("no");
        assertThat(Author.objects.filter("name", "gone").exists()).isFalse();
    }

    @Test
    default void whatIsToBeDoneAfterwardsIsDoneOnlyThen() {
        List<String> done = new ArrayList<>();
        Transactions.atomic(
                () -> {
                    Transactions.onCommit(() -> done.add("committed"));
                    assertThat(done).isEmpty();
                });
        assertThatThrownBy(
                        () ->
                                Transactions.atomic(
                                        () -> {
                                            Transactions.onCommit(() -> done.add("never"));
                                            throw new IllegalStateException("no");
                                        }))
                .hasMessage("no");
        assertThat(done).containsExactly("committed");
    }

    @Test
    default void rowsThatAreLockedAreLeftOutOrRefused() {
        shelf();
        Databases databases = Databases.current();
        boolean locks = databases.database(Databases.DEFAULT).dialect() != Dialect.SQLITE;
        long fog = Book.objects.get("title", "Fog").id;
        Transactions.atomic(
                () -> {
                    Book.objects.selectForUpdate().get("pk", fog);
                    assertThat(elsewhere(databases, Lock.SKIP_LOCKED).join())
                            .hasSize(locks ? 2 : 3);
                    CompletableFuture<List<String>> refused = elsewhere(databases, Lock.NOWAIT);
                    if (locks) {
                        assertThatThrownBy(refused::join)
                                .hasCauseInstanceOf(PersistenceException.class);
                    } else {
                        assertThat(refused.join()).hasSize(3);
                    }
                });
        assertThat(elsewhere(databases, Lock.NOWAIT).join()).hasSize(3);
    }

    /** The titles that another transaction gets, which holds their rows for a moment. */
    private static CompletableFuture<List<String>> elsewhere(Databases databases, Lock lock) {
        return CompletableFuture.supplyAsync(
                () ->
                        databases.call(
                                () ->
                                        Transactions.atomic(
                                                () -> titles(Book.objects.selectForUpdate(lock)))));
    }

    @Test
    default void signalsTellWhatARelationToManyGainsAndLoses() {
        shelf();
        Tag wet = Tag.objects.create("name", "wet");
        Tag grey = Tag.objects.create("name", "grey");
        List<String> heard = new ArrayList<>();
        Databases.current()
                .signals()
                .connectM2m(
                        Book.class,
                        event ->
                                heard.add(
                                        event.change()
                                                + " "
                                                + event.relation()
                                                + " "
                                                + event.keys().size()
                                                + " of "
                                                + Tag.objects
                                                        .filter("books", event.object())
                                                        .count()));
        Book fog = Book.objects.get("title", "Fog");
        fog.tags.add(wet);
        fog.tags.add(grey);
        fog.save();
        fog.save();
        fog.tags.remove(wet);
        fog.save();
        assertThat(heard)
                .containsExactly(
                        "PRE_ADD tags 2 of 0",
                        "POST_ADD tags 2 of 2",
                        "PRE_REMOVE tags 1 of 2",
                        "POST_REMOVE tags 1 of 1");
        heard.clear();
        Book mist = new Book();
        mist.author = fog.author;
        mist.title = "Mist";
        mist.tags.add(grey);
        mist.save();
        assertThat(heard)
                .as("of a new object")
                .containsExactly("PRE_ADD tags 1 of 0", "POST_ADD tags 1 of 1");
    }

    @Test
    default void signalsTellOfSavingAndDeleting() {
        List<String> heard = new ArrayList<>();
        Signals signals = Databases.current().signals();
        signals.connect(
                Signals.Moment.POST_SAVE,
                Tag.class,
                event -> heard.add(event.object().name + (event.created() ? " new" : " old")));
        signals.connect(
                Signals.Moment.PRE_DELETE,
                Tag.class,
                event -> heard.add("-" + event.object().name));
        Tag tag = Tag.objects.create("name", "fog");
        tag.name = "mist";
        tag.save();
        tag.delete();
        author("nobody hears");
        assertThat(heard).containsExactly("fog new", "mist old", "-mist");
    }
}
