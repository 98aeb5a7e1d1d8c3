package dev.tule.mtv.models.views;

import dev.tule.mtv.Http404;
import dev.tule.mtv.Request;
import dev.tule.mtv.Response;
import dev.tule.mtv.Shortcuts;
import dev.tule.mtv.View;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.QuerySet;
import dev.tule.mtv.views.Paginator;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Map;
import java.util.Optional;

/**
 * Objects by their date: of a year, a month or a day, as the URL's arguments {@code year}, {@code
 * month} and {@code day} say; all of them where it has none. Latest first, in pages. The template
 * gets {@code object_list}, {@code page_obj}, {@code is_paginated} and {@code date}, the period's
 * first day.
 *
 * @param source the objects
 * @param field their date
 * @param template the page
 * @param paginateBy elements of a page
 */
public record ArchiveView<M extends Model>(
        QuerySet<M> source, String field, String template, int paginateBy) implements View {
    private static final int DEFAULT_PAGE = 100;

    public static <M extends Model> ArchiveView<M> of(
            QuerySet<M> source, String field, String template) {
        return new ArchiveView<>(source, field, template, DEFAULT_PAGE);
    }

    public ArchiveView<M> paginateBy(int perPage) {
        return new ArchiveView<>(source, field, template, perPage);
    }

    /**
     * A stretch of days.
     *
     * @param first the first
     * @param next the first after it
     */
    private record Period(LocalDate first, LocalDate next) {}

    @Override
    public Response handle(Request request) {
        Optional<Period> period = period(request.resolverMatch().orElseThrow().arguments());
        QuerySet<M> found = source.orderBy("-" + field).filter(field + "__isnull", false);
        if (period.isPresent()) {
            Period within = period.get();
            found =
                    found.filter(
                            field + "__date__gte",
                            within.first(),
                            field + "__date__lt",
                            within.next());
        }
        Paginator.Page<M> page =
                new Paginator<>(found, paginateBy).page(request.query().get("page"));
        return Shortcuts.render(
                request,
                template,
                "object_list",
                page.objects(),
                "page_obj",
                page,
                "is_paginated",
                page.hasOtherPages(),
                "date",
                period.map(Period::first).orElse(null));
    }

    private static Optional<Period> period(Map<String, ?> arguments) {
        if (!arguments.containsKey("year")) {
            return Optional.empty();
        }
        try {
            LocalDate first =
                    LocalDate.of(
                            number(arguments, "year"),
                            number(arguments, "month"),
                            number(arguments, "day"));
            return Optional.of(
                    new Period(
                            first,
                            arguments.containsKey("day")
                                    ? first.plusDays(1)
                                    : arguments.containsKey("month")
                                            ? first.plusMonths(1)
                                            : first.plusYears(1)));
        } catch (DateTimeException | NumberFormatException e) {
            throw new Http404("no such date");
        }
    }

    private static int number(Map<String, ?> arguments, String name) {
        Object value = arguments.get(name);
        return value == null ? 1 : Integer.parseInt(value.toString());
    }
}
