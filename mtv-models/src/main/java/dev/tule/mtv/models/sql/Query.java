package dev.tule.mtv.models.sql;

import dev.tule.mtv.models.Expression;
import dev.tule.mtv.models.Order;
import dev.tule.mtv.models.Q;
import dev.tule.mtv.models.meta.ModelMeta;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a query set asks for.
 *
 * @param where every one of these; those of one element are about the same related object
 * @param annotations what is computed for each object, by name
 * @param order what the rows are ordered by, in turn
 * @param ordered whether an order was asked for, be it none
 * @param loading what of each object is read at once
 * @param offset rows that are left out
 * @param limit rows at most; -1 for all
 * @param distinct whether equal rows come once
 * @param lock whether the rows are locked
 */
public record Query(
        List<Q> where,
        Map<String, Expression> annotations,
        List<Order> order,
        boolean ordered,
        Loading loading,
        long offset,
        long limit,
        boolean distinct,
        Lock lock) {
    public static final Query ALL =
            new Query(List.of(), Map.of(), List.of(), false, Loading.ALL, 0, -1, false, Lock.NONE);

    public Query where(Q more) {
        return new Query(
                with(where, List.of(more)),
                annotations,
                order,
                ordered,
                loading,
                offset,
                limit,
                distinct,
                lock);
    }

    public Query annotate(String name, Expression expression) {
        Map<String, Expression> all = new LinkedHashMap<>(annotations);
        all.put(name, expression);
        return new Query(where, all, order, ordered, loading, offset, limit, distinct, lock);
    }

    public Query order(List<Order> by) {
        return new Query(
                where, annotations, List.copyOf(by), true, loading, offset, limit, distinct, lock);
    }

    public Query loading(Loading other) {
        return new Query(where, annotations, order, ordered, other, offset, limit, distinct, lock);
    }

    /** A part of what this would give. */
    public Query slice(long from, long rows) {
        long left = limit < 0 ? rows : Math.min(rows < 0 ? limit : rows, Math.max(0, limit - from));
        return new Query(
                where,
                annotations,
                order,
                ordered,
                loading,
                Math.addExact(offset, from),
                left,
                distinct,
                lock);
    }

    public Query distinct(boolean on) {
        return new Query(where, annotations, order, ordered, loading, offset, limit, on, lock);
    }

    public Query lock(Lock how) {
        return new Query(where, annotations, order, ordered, loading, offset, limit, distinct, how);
    }

    /** The order that was asked for, or else the model's own. */
    public List<Order> effectiveOrder(ModelMeta<?> meta) {
        return ordered ? order : meta.ordering().stream().map(Order::of).toList();
    }

    public boolean isSliced() {
        return offset > 0 || limit >= 0;
    }

    private static <T> List<T> with(List<T> first, List<T> more) {
        List<T> all = new ArrayList<>(first);
        all.addAll(more);
        return List.copyOf(all);
    }
}
