package dev.tule.mtv.models;

import org.jspecify.annotations.Nullable;

/**
 * A number over many rows: of the related objects of each one ({@link QuerySet#annotate}), of all
 * of a query set ({@link QuerySet#aggregate}), of groups ({@link ValuesQuery}).
 *
 * <p>Over relations to many, {@code annotate} asks in a query of its own within the query, one for
 * each aggregate; so several of them don't multiply each other, as joins would.
 *
 * @param function what is computed
 * @param path the field, or the relation to be counted; {@code "*"} for the rows themselves
 * @param distinct whether equal values count once
 * @param filter which of the related objects count, seen from them; null for all
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/models/querysets/#aggregation-functions">
 *     Django: aggregation functions</a>
 */
public record Aggregate(Function function, String path, boolean distinct, @Nullable Q filter)
        implements Expression {

    /** What is computed. */
    public enum Function {
        COUNT,
        SUM,
        AVG,
        MIN,
        MAX
    }

    public static Aggregate count(String path) {
        return new Aggregate(Function.COUNT, path, false, null);
    }

    public static Aggregate sum(String path) {
        return new Aggregate(Function.SUM, path, false, null);
    }

    /** As a {@code Double}. */
    public static Aggregate avg(String path) {
        return new Aggregate(Function.AVG, path, false, null);
    }

    public static Aggregate min(String path) {
        return new Aggregate(Function.MIN, path, false, null);
    }

    public static Aggregate max(String path) {
        return new Aggregate(Function.MAX, path, false, null);
    }

    /** Equal values count once. */
    public Aggregate ofDistinct() {
        return new Aggregate(function, path, true, filter);
    }

    /**
     * Only these of the related objects: {@code count("books").filter("price__gt", 10)}. Unlike
     * Django's, the lookups are seen from the related objects.
     */
    public Aggregate filter(Object... lookups) {
        Q more = Q.of(lookups);
        return new Aggregate(function, path, distinct, filter == null ? more : filter.and(more));
    }

    /** What the databases give for it, made alike: counts are never null, averages doubles. */
    @Nullable Object shaped(@Nullable Object value) {
        if (function == Function.AVG && value instanceof Number number) {
            return number.doubleValue();
        }
        return value == null && function == Function.COUNT ? (Object) 0L : value;
    }
}
