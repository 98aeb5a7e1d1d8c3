package dev.tule.mtv.admin;

import dev.tule.mtv.Active;
import dev.tule.mtv.ChoiceLabel;
import dev.tule.mtv.admin.ListFilter.Choice;
import dev.tule.mtv.models.FieldError;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.QuerySet;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.List;

/** Filters by fields, as their types suggest. */
final class FieldFilters {
    private static final int MOST = 200;
    private static final int WEEK_DAYS = 7;
    private static final String EMPTY = "none";

    private FieldFilters() {}

    static <M extends Model> ListFilter<M> of(FieldPath path) {
        Class<?> type = path.field().type();
        if (type == boolean.class || type == Boolean.class) {
            return equal(path, List.of(new Choice("true", "Yes"), new Choice("false", "No")));
        }
        if (type.isEnum()) {
            List<Choice> all = new ArrayList<>();
            for (Object each : type.getEnumConstants()) {
                all.add(new Choice(((Enum<?>) each).name(), ChoiceLabel.of((Enum<?>) each)));
            }
            return equal(path, all);
        }
        if (type == LocalDate.class || type == LocalDateTime.class || type == Instant.class) {
            return new ListFilter<>(
                    path.text(),
                    path.label(),
                    () -> DATES,
                    true,
                    (all, value) -> dated(all, path, value));
        }
        if (path.field().isRelation()) {
            return new ListFilter<>(
                    path.text(),
                    path.label(),
                    () -> related(path),
                    false,
                    (all, value) ->
                            value.equals(EMPTY)
                                    ? all.filter(path.text() + "__isnull", true)
                                    : all.filter(path.text() + "__pk", value));
        }
        if (path.isSingle() && type != byte[].class) {
            return new ListFilter<>(
                    path.text(),
                    path.label(),
                    () -> distinct(path),
                    false,
                    (all, value) -> all.filter(path.text(), value));
        }
        throw new FieldError("there is no filter by '" + path.text() + "'");
    }

    private static <M extends Model> ListFilter<M> equal(FieldPath path, List<Choice> choices) {
        return ListFilter.of(
                path.text(), path.label(), choices, (all, value) -> all.filter(path.text(), value));
    }

    private static List<Choice> related(FieldPath path) {
        List<Choice> all = new ArrayList<>();
        if (path.field().nullable() || path.field().isToMany()) {
            all.add(new Choice(EMPTY, "None"));
        }
        Class<? extends Model> type = path.field().type().asSubclass(Model.class);
        for (Model each : QuerySet.of(type).range(0, MOST)) {
            all.add(new Choice(String.valueOf(each.pk()), Words.name(each)));
        }
        return all;
    }

    private static List<Choice> distinct(FieldPath path) {
        QuerySet<? extends Model> owners =
                path.hops().isEmpty()
                        ? QuerySet.of(path.field().model())
                        : QuerySet.of(path.hops().getLast().type().asSubclass(Model.class));
        String name = path.field().name();
        List<Choice> all = new ArrayList<>();
        for (Object each : owners.orderBy(name).distinct().range(0, MOST).valuesList(name)) {
            if (each != null) {
                all.add(new Choice(each.toString(), Words.cut(each.toString(), 60)));
            }
        }
        return all;
    }

    private static final List<Choice> DATES =
            List.of(
                    new Choice("today", "Today"),
                    new Choice("week", "Past 7 days"),
                    new Choice("month", "This month"),
                    new Choice("year", "This year"));

    private static <M extends Model> QuerySet<M> dated(
            QuerySet<M> all, FieldPath path, String value) {
        Active active = Active.current();
        LocalDate today =
                LocalDate.ofInstant(active.project().settings().clock.instant(), active.zone());
        LocalDate first =
                switch (value) {
                    case "today" -> today;
                    case "week" -> today.minusDays(WEEK_DAYS - 1);
                    case "month" -> today.withDayOfMonth(1);
                    default -> today.withDayOfYear(1);
                };
        String date = path.text() + "__date";
        return all.filter(date + "__gte", first, date + "__lte", today);
    }
}
