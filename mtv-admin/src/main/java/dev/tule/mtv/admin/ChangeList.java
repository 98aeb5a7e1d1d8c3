package dev.tule.mtv.admin;

import dev.tule.mtv.QueryDict;
import dev.tule.mtv.SuspiciousOperation;
import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.QuerySet;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a list's address asks for: {@code q} (a search), {@code o} (columns to sort by), {@code
 * page}, {@code date}, and the declared filters. Anything else is refused.
 *
 * @param admin the model
 * @param query the address's
 */
record ChangeList<M extends Model>(ModelAdmin<M> admin, QueryDict query) {
    static final String SEARCH = "q";
    static final String ORDER = "o";
    static final String PAGE = "page";
    static final String DATE = "date";
    private static final int MOST_COLUMNS = 5;

    ChangeList {
        for (String name : query.names()) {
            boolean own =
                    Set.of(SEARCH, ORDER, PAGE).contains(name)
                            || (name.equals(DATE) && !admin.options().dateHierarchy.isEmpty());
            boolean filter =
                    admin.options().listFilters.stream().anyMatch(f -> f.parameter().equals(name));
            if (!own && !filter) {
                throw new SuspiciousOperation("the list has no filter '" + name + "'");
            }
        }
    }

    public String search() {
        return query.get(SEARCH, "").strip();
    }

    DateHierarchy dates() {
        return new DateHierarchy(admin.options().dateHierarchy, query.get(DATE, ""));
    }

    /** The value that is chosen for a filter; empty for none. */
    String chosen(ListFilter<M> filter) {
        return query.get(filter.parameter(), "");
    }

    public boolean isNarrowed() {
        return !search().isEmpty()
                || !query.get(DATE, "").isEmpty()
                || admin.options().listFilters.stream().anyMatch(each -> !chosen(each).isEmpty());
    }

    /** Those among a source that the address asks for, in no order yet. */
    QuerySet<M> among(QuerySet<M> source) {
        QuerySet<M> found = source;
        for (ListFilter<M> filter : admin.options().listFilters) {
            String value = chosen(filter);
            if (!value.isEmpty()) {
                check(filter, value);
                found = filter.narrowed().apply(found, value);
            }
        }
        if (!search().isEmpty() && !admin.options().searchFields.isEmpty()) {
            found = Search.in(found, admin, search());
        }
        return admin.options().dateHierarchy.isEmpty() ? found : dates().narrow(found);
    }

    private static <M extends Model> void check(ListFilter<M> filter, String value) {
        if (filter.strict()
                && filter.choices().get().stream().noneMatch(each -> each.value().equals(value))) {
            throw new SuspiciousOperation(
                    "the filter " + filter.parameter() + " has no such choice");
        }
    }

    /** The same in order; the key comes last, so that no object is on two pages. */
    QuerySet<M> sorted(QuerySet<M> found) {
        Set<String> order = new LinkedHashSet<>();
        for (String each : order()) {
            boolean down = each.startsWith("-");
            String by = admin.column(down ? each.substring(1) : each).orderBy();
            order.add(down ? "-" + by : by);
        }
        order.addAll(
                admin.options().ordering.isEmpty()
                        ? admin.meta().ordering()
                        : admin.options().ordering);
        if (!order.contains("pk") && !order.contains("-pk")) {
            order.add("-pk");
        }
        return found.orderBy(order.toArray(String[]::new));
    }

    /**
     * The columns that the address sorts by, a minus before those that go down.
     *
     * @throws SuspiciousOperation where the list can't be sorted so
     */
    List<String> order() {
        List<String> asked = new ArrayList<>();
        for (String each : query.get(ORDER, "").split(",", MOST_COLUMNS + 1)) {
            String name = each.startsWith("-") ? each.substring(1) : each;
            boolean sortable =
                    admin.listColumns().stream()
                            .anyMatch(
                                    column ->
                                            column.name().equals(name)
                                                    && !column.orderBy().isEmpty());
            if (sortable && asked.size() < MOST_COLUMNS) {
                asked.add(each);
            } else if (!each.isEmpty()) {
                throw new SuspiciousOperation("the list can't be sorted by '" + each + "'");
            }
        }
        return asked;
    }

    /** The query with one parameter replaced, from the first page on. */
    String with(String name, String value) {
        QueryDict changed = query.with(name, value.isEmpty() ? List.of() : List.of(value));
        if (!name.equals(PAGE)) {
            changed = changed.with(PAGE, List.of());
        }
        return "?" + changed.urlencode();
    }
}
