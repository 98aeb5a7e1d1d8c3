package dev.tule.mtv.library;

import static dev.tule.mtv.Shortcuts.render;
import static dev.tule.mtv.urls.Urls.include;
import static dev.tule.mtv.urls.Urls.path;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.mtv.Project;
import dev.tule.mtv.QueryDict;
import dev.tule.mtv.Response;
import dev.tule.mtv.forms.Form;
import dev.tule.mtv.test.Client;
import jakarta.validation.constraints.NotBlank;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;

/**
 * Measures pages per second of one core, in this process, without sockets: through every default
 * middleware, the URL dispatcher, a view and a template. Not among the tests by its name; {@code
 * mvn -q -pl mtv -am test -Dtest=PageRate -Dsurefire.failIfNoSpecifiedTests=false} runs it.
 */
class PageRate {
    private static final int ROWS = 20;
    private static final long ROUND_NANOS = 2_000_000_000L;

    record Name(@NotBlank String name) {}

    @Test
    void measure() {
        long start = System.nanoTime();
        Client client = new Client(project());
        IntSupplier page = () -> client.get("/library/rows/").content().length;
        int bytes = page.getAsInt();
        System.out.printf(
                "first page, %d bytes: %d ms%n", bytes, (System.nanoTime() - start) / 1_000_000);
        assertThat(bytes).isGreaterThan(2000);
        start = System.nanoTime();
        Form<Name> form = Form.bind(QueryDict.parse("name=x", 10), Name.class);
        System.out.printf("first form: %d ms%n", (System.nanoTime() - start) / 1_000_000);
        assertThat(form).isEqualTo(new Form.Valid<>(new Name("x")));
        for (int round = 0; round < 4; round++) {
            System.out.printf("page of %d rows: %,d per CPU second%n", ROWS, perCpuSecond(page));
            System.out.printf(
                    "JSON of one record: %,d per CPU second%n",
                    perCpuSecond(() -> client.get("/library/books/1/").content().length));
        }
    }

    private static Project project() {
        List<Library.Book> books = new ArrayList<>();
        for (int i = 0; i < ROWS; i++) {
            books.add(
                    new Library.Book(
                            i, "Book & " + i, new BigDecimal("12.5"), LocalDate.EPOCH.plusDays(i)));
        }
        Library.Settings settings = new Library.Settings();
        settings.urls =
                List.of(
                        include(
                                "library/",
                                "library",
                                List.of(path("rows/", rq -> rows(rq, books)))),
                        include("library/", "library", Library.URLS));
        return Project.of(settings);
    }

    private static Response rows(dev.tule.mtv.Request rq, List<Library.Book> books) {
        return render(rq, "library/rows.html", "books", books);
    }

    private static long perCpuSecond(IntSupplier work) {
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long cpu = threads.getCurrentThreadCpuTime();
        long count = 0;
        long bytes = 0;
        while (threads.getCurrentThreadCpuTime() - cpu < ROUND_NANOS) {
            for (int i = 0; i < 20; i++) {
                bytes += work.getAsInt();
                count++;
            }
        }
        assertThat(bytes).isPositive();
        return count * 1_000_000_000L / (threads.getCurrentThreadCpuTime() - cpu);
    }
}
