package dev.tule.mtv.admin;

import dev.tule.mtv.models.Model;
import dev.tule.mtv.models.QuerySet;
import java.util.List;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/**
 * A choice above a list that leaves some of its objects. Immutable.
 *
 * <pre>{@code
 * ListFilter.of("size", "Size", List.of(new Choice("thick", "Over 500 pages")),
 *         (books, value) -> books.filter("pages__gt", 500))
 * }</pre>
 *
 * @param parameter its name in the query
 * @param label what people read
 * @param choices what may be chosen, asked for with each page
 * @param strict whether other values are refused
 * @param narrowed the objects that a choice leaves
 */
public record ListFilter<M extends Model>(
        String parameter,
        String label,
        Supplier<List<Choice>> choices,
        boolean strict,
        BiFunction<QuerySet<M>, String, QuerySet<M>> narrowed) {

    /**
     * One of the choices.
     *
     * @param value in the query
     * @param label what people read
     */
    public record Choice(String value, String label) {}

    /** A filter with fixed choices. */
    public static <M extends Model> ListFilter<M> of(
            String parameter,
            String label,
            List<Choice> choices,
            BiFunction<QuerySet<M>, String, QuerySet<M>> narrowed) {
        List<Choice> fixed = List.copyOf(choices);
        return new ListFilter<>(parameter, label, () -> fixed, true, narrowed);
    }
}
