package dev.tule.mtv.models;

import static dev.tule.mtv.models.Aggregate.avg;
import static dev.tule.mtv.models.Aggregate.count;
import static dev.tule.mtv.models.Aggregate.max;
import static dev.tule.mtv.models.Aggregate.sum;
import static dev.tule.mtv.models.DatabaseFixture.author;
import static dev.tule.mtv.models.DatabaseFixture.book;
import static dev.tule.mtv.models.DatabaseFixture.review;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.mtv.models.fixtures.Fixtures;
import dev.tule.mtv.models.library.Author;
import dev.tule.mtv.models.library.Book;
import dev.tule.mtv.models.library.Loan;
import dev.tule.mtv.models.library.Review;
import dev.tule.mtv.models.library.Tag;
import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.InvocationInterceptor;
import org.junit.jupiter.api.extension.ReflectiveInvocationContext;

/** What models promise, on whatever database. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@ExtendWith(ModelContract.WithDatabase.class)
abstract class ModelContract {
    private DatabaseFixture fixture;

    abstract DatabaseConfig config();

    @BeforeAll
    final void open() {
        fixture = new DatabaseFixture(config());
    }

    @AfterAll
    final void close() {
        fixture.close();
        release();
    }

    /** Ends what the database needed; called when nothing uses it any more. */
    void release() {}

    @BeforeEach
    final void empty() {
        fixture.empty();
    }

    /** Runs each test with the database at hand. */
    static final class WithDatabase implements InvocationInterceptor {
        @Override
        public void interceptTestMethod(
                Invocation<Void> invocation,
                ReflectiveInvocationContext<Method> method,
                ExtensionContext context)
                throws Throwable {
            if (context.getRequiredTestInstance() instanceof ModelContract test) {
                test.fixture.databases.<Void, Throwable>call(invocation::proceed);
            } else {
                invocation.proceed();
            }
        }
    }

    // ---- objects

    @Test
    void fieldsAreChangedFromAnywhereAndSaved() {
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
    void everyTypeOfColumnKeepsItsValue() {
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
    void relationsLoadWhenTheyAreRead() {
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
    void objectsInRecordsListsAndLambdasAreTheSameObjects() {
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
    void reflectionSeesWhatWasLoadedAndNamesSetWhatIsSaved() throws Exception {
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
    void manyToManyRelationsAreSavedWithTheObject() {
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
    void aKeyOfTheModelsOwnMakingIsKept() {
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

    // ---- lookups

    private void shelf() {
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

    private static List<String> titles(QuerySet<Book> books) {
        return books.stream().map(book -> book.title).toList();
    }

    @Test
    void lookupsOfTexts() {
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
    void lookupsOfNumbersDatesListsAndNothing() {
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
    void lookupsThroughRelations() {
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
    void lookupsOfOneCallAreAboutTheSameRelatedObject() {
        shelf();
        assertThat(Author.objects.filter("books__title", "Fog", "books__price", 20)).isEmpty();
        assertThat(Author.objects.filter("books__title", "Fog").filter("books__price", 20))
                .hasSize(1);
    }

    @Test
    void excludeIsTheOppositeOfFilter() {
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
    void conditionsCombine() {
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
    void fieldsAreComparedWithFields() {
        shelf();
        Book.objects.filter("title", "Fog").update("pages", 10);
        assertThat(titles(Book.objects.filter("price__gte", F.of("pages").plus(1)))).hasSize(2);
        assertThat(titles(Book.objects.filter("price", F.of("pages")))).containsExactly("Fog");
    }

    // ---- order, slices, one

    @Test
    void orderSlicesAndSingleObjects() {
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
    void relatedObjectsComeAlong() {
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

    // ---- numbers

    @Test
    void severalAggregatesOverRelationsDoNotMultiplyEachOther() {
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
    void annotationsAreFilteredOrderedAndCounted() {
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
    void numbersOverAllAndOverGroups() {
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

    // ---- changes

    @Test
    void manyAreChangedAtOnce() {
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
    void deletionGoesByWhatTheReferencesSay() {
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
    void constraintsOfTheDatabaseAreOneError() {
        Author ann = author("Ann");
        assertThatThrownBy(() -> author("Ann")).isInstanceOf(IntegrityError.class);
        book(ann, "Fog", "1.00");
        assertThatThrownBy(() -> book(ann, "Fog", "2.00")).isInstanceOf(IntegrityError.class);
        Book orphan = new Book();
        orphan.title = "x";
        assertThatThrownBy(orphan::save).isInstanceOf(IntegrityError.class);
    }

    // ---- transactions and signals

    @Test
    void whatFailsIsRolledBackAndNothingElse() {
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
    void whatIsToBeDoneAfterwardsIsDoneOnlyThen() {
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
    void signalsTellOfSavingAndDeleting() {
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

    // ---- fixtures

    @Test
    void whatIsDumpedIsLoadedWithItsKeys() {
        shelf();
        Book fog = Book.objects.get("title", "Fog");
        fog.tags.add(Tag.objects.create("name", "wet"));
        fog.cover = new byte[] {1, 2};
        fog.code = UUID.fromString("3fa85f64-5717-4562-b3fc-2c963f66afa6");
        fog.save();
        Fixtures fixtures = new Fixtures(Databases.current(), Databases.DEFAULT);
        String before = fixtures.dump(Databases.current().models());
        assertThat(before).contains("{\"model\":\"library.book\",\"pk\":" + fog.id);

        fixture.empty();
        assertThat(fixtures.load(before)).isEqualTo(9);
        assertThat(fixtures.dump(Databases.current().models())).isEqualTo(before);
        assertThat(fixtures.load(before)).as("once more replaces").isEqualTo(9);
        assertThat(Book.objects.count()).isEqualTo(3);
        assertThat(author("Zoe").id).as("keys go on").isGreaterThan(fog.author.id);
    }

    @Test
    void fixturesThatMakeNoSenseLoadNothing() {
        Fixtures fixtures = new Fixtures(Databases.current(), Databases.DEFAULT);
        String good = "{\"model\": \"library.tag\", \"pk\": 77, \"fields\": {\"name\": \"x\"}}";
        for (String bad :
                List.of(
                        "{}",
                        "[" + good + ", 1]",
                        "[" + good + ", {\"model\": \"library.tagg\", \"pk\": 1, \"fields\": {}}]",
                        "[" + good + ", {\"model\": \"library.tag\", \"fields\": {}}]",
                        "["
                                + good
                                + ", {\"model\": \"library.tag\", \"pk\": 1, \"fields\":"
                                + " {\"nam\": 1}}]",
                        "["
                                + good
                                + ", {\"model\": \"library.tag\", \"pk\": \"x' or 1=1\","
                                + " \"fields\": {}}]")) {
            assertThatThrownBy(() -> fixtures.load(bad))
                    .as(bad)
                    .isInstanceOf(IllegalArgumentException.class);
            assertThat(Tag.objects.count()).as(bad).isZero();
        }
    }

    // ---- bad input

    @Test
    void unknownNamesAreErrorsThatSayWhatWasMeant() {
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
    void nothingOfALookupReachesTheDatabaseAsSql() {
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
    void querySetsAreLazyKeptAndNeverChanged() {
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
