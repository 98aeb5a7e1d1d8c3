package dev.tule.mtv.models;

import static dev.tule.mtv.models.Aggregate.count;
import static dev.tule.mtv.models.DatabaseFixture.author;
import static dev.tule.mtv.models.DatabaseFixture.book;
import static dev.tule.mtv.models.DatabaseFixture.titles;
import static dev.tule.mtv.models.Functions.extract;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.mtv.Active;
import dev.tule.mtv.DefaultSettings;
import dev.tule.mtv.Project;
import dev.tule.mtv.models.Extract.Part;
import dev.tule.mtv.models.library.Author;
import dev.tule.mtv.models.library.Book;
import dev.tule.mtv.models.library.Loan;
import dev.tule.mtv.models.sql.Dialect;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.IsoFields;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** Parts of dates and times, on whatever database. */
interface TimeContract {

    /** Runs something as a page would whose project shows times in a zone. */
    private static void in(ZoneId zone, Runnable action) {
        Project project =
                Project.of(
                        new DefaultSettings() {
                            {
                                secretKey = "a secret of the tests, long enough to be taken";
                            }
                        });
        Databases databases = Databases.current();
        new Active(project, Locale.ENGLISH, zone)
                .call(
                        () -> {
                            databases.run(action);
                            return true;
                        });
    }

    private static void bookAt(Author author, String instant) {
        Book book = book(author, instant, "1.00");
        book.added = Instant.parse(instant);
        book.published = LocalDate.parse(instant.substring(0, 10));
        book.save();
    }

    @Test
    default void everyPartOfADateIsTheCalendars() {
        Author ann = author("Ann");
        List<String> days =
                List.of("2024-12-30", "2025-01-01", "2026-03-01", "2026-12-31", "2027-01-03");
        days.forEach(day -> bookAt(ann, day + "T12:00:00Z"));
        for (String day : days) {
            LocalDate date = LocalDate.parse(day);
            DayOfWeek weekday = date.getDayOfWeek();
            Map<String, Integer> parts = new TreeMap<>();
            parts.put("year", date.getYear());
            parts.put("iso_year", date.get(IsoFields.WEEK_BASED_YEAR));
            parts.put("quarter", date.get(IsoFields.QUARTER_OF_YEAR));
            parts.put("month", date.getMonthValue());
            parts.put("week", date.get(IsoFields.WEEK_OF_WEEK_BASED_YEAR));
            parts.put("day", date.getDayOfMonth());
            parts.put("week_day", weekday.getValue() % 7 + 1);
            parts.put("iso_week_day", weekday.getValue());
            for (String field : List.of("published", "added")) {
                parts.forEach(
                        (part, value) -> {
                            QuerySet<Book> here = Book.objects.filter("published", date);
                            String path = field + "__" + part;
                            assertThat(here.filter(path, value)).as(path + " " + day).hasSize(1);
                            assertThat(here.exclude(path, value)).as(path + " " + day).isEmpty();
                            assertThat(
                                            here.annotate(
                                                            "part",
                                                            extract(
                                                                    Part.find(part).orElseThrow(),
                                                                    field))
                                                    .<Long>valuesList("part"))
                                    .as(path + " " + day)
                                    .containsExactly(value.longValue());
                        });
            }
        }
        assertThat(Book.objects.filter("added__iso_year__gte", 2026).count()).isEqualTo(3);
        assertThat(Book.objects.filter("published__week__in", List.of(1, 9)).count()).isEqualTo(3);
        assertThat(Book.objects.filter("published__quarter__range", List.of(2, 4)).count())
                .isEqualTo(2);
    }

    @Test
    default void partsOfTimesAreThoseOfTheActiveZone() {
        Author ann = author("Ann");
        bookAt(ann, "2026-01-15T22:40:59.900Z");
        bookAt(ann, "2026-07-15T22:40:59Z");
        bookAt(ann, "1969-12-31T23:59:59.500Z");

        assertThat(titles(Book.objects.filter("added__hour", 22))).hasSize(2);
        assertThat(titles(Book.objects.filter("added__minute__gte", 40, "added__second", 59)))
                .hasSize(3);
        assertThat(titles(Book.objects.filter("added__hour__gt", 22)))
                .containsExactly("1969-12-31T23:59:59.500Z");
        in(
                ZoneOffset.ofHoursMinutes(5, 30),
                () -> {
                    assertThat(titles(Book.objects.filter("added__hour", 4, "added__minute", 10)))
                            .hasSize(2);
                    assertThat(titles(Book.objects.filter("added__day", 16))).hasSize(2);
                    assertThat(titles(Book.objects.filter("added__year", 1970))).hasSize(1);
                });
        in(
                ZoneId.of("Europe/Berlin"),
                () -> {
                    QuerySet<Book> atMidnight = Book.objects.filter("added__hour", 0);
                    Dialect dialect = Databases.current().database(Databases.DEFAULT).dialect();
                    if (dialect == Dialect.MARIADB) {
                        assertThatThrownBy(atMidnight::list)
                                .isInstanceOf(FieldError.class)
                                .hasMessageContaining("Europe/Berlin");
                        return;
                    }
                    assertThat(titles(atMidnight))
                            .as("summer time")
                            .containsExactlyInAnyOrder(
                                    "1969-12-31T23:59:59.500Z", "2026-07-15T22:40:59Z");
                    assertThat(titles(Book.objects.filter("added__month", 1)))
                            .as("new year")
                            .hasSize(2);
                });
    }

    @Test
    default void hoursAreCountedForCharts() {
        Author ann = author("Ann");
        bookAt(ann, "2026-03-01T06:10:20Z");
        bookAt(ann, "2026-03-02T06:50:00Z");
        bookAt(ann, "2026-03-02T07:00:00Z");
        assertThat(
                        Book.objects
                                .annotate("hour", extract(Part.HOUR, "added"))
                                .values("hour")
                                .annotate("n", count("*"))
                                .orderBy("hour")
                                .list())
                .extracting(row -> row.get("hour") + ":" + row.get("n"))
                .containsExactly("6:2", "7:1");
    }

    @Test
    default void timesWithoutAZoneAreAsTheyAre() {
        Loan loan = new Loan();
        loan.ticket = new UUID(0, 9);
        loan.due = LocalDateTime.parse("2026-07-15T23:30:05");
        loan.opens = LocalTime.parse("08:15:00");
        loan.save();
        Loan read = Loan.objects.get("pk", loan.ticket);
        assertThat(read.due).isEqualTo(loan.due);
        assertThat(read.opens).isEqualTo(loan.opens);

        in(
                ZoneOffset.ofHours(3),
                () -> {
                    assertThat(Loan.objects.filter("due__hour", 23, "due__minute", 30)).hasSize(1);
                    assertThat(Loan.objects.filter("due__iso_week_day", 3)).hasSize(1);
                    assertThat(Loan.objects.filter("due__date", "2026-07-15")).hasSize(1);
                    assertThat(Loan.objects.filter("opens__hour", 8, "opens__minute", 15))
                            .hasSize(1);
                });
        assertThatThrownBy(() -> Loan.objects.filter("opens__week", 1).list())
                .isInstanceOf(FieldError.class)
                .hasMessageContaining("no week");
        assertThatThrownBy(() -> Book.objects.filter("published__hour", 1).list())
                .isInstanceOf(FieldError.class)
                .hasMessageContaining("no hour");
        assertThatThrownBy(() -> Book.objects.filter("added__huor", 1).list())
                .hasMessageContaining("Did you mean 'hour'?");
    }
}
