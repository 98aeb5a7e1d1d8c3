package dev.tule.mtv.models;

import static dev.tule.mtv.models.DatabaseFixture.author;
import static dev.tule.mtv.models.DatabaseFixture.shelf;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.mtv.models.fixtures.Fixtures;
import dev.tule.mtv.models.library.Book;
import dev.tule.mtv.models.library.Tag;
import java.lang.reflect.Method;
import java.util.List;
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
abstract class ModelContract
        implements ObjectContract,
                LookupContract,
                TimeContract,
                ReadingContract,
                AggregateContract,
                ExpressionContract,
                ChangeContract,
                NameContract {
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
}
