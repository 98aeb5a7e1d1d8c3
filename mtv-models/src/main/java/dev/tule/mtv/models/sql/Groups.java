package dev.tule.mtv.models.sql;

import dev.tule.mtv.models.Exists;
import dev.tule.mtv.models.F;
import dev.tule.mtv.models.FieldError;
import dev.tule.mtv.models.Order;
import dev.tule.mtv.models.Q;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Conditions and orders of groups. */
final class Groups {

    private Groups() {}

    static Sql having(Dialect dialect, Map<String, Sql> numbers, List<Q> conditions) {
        Sql sql = new Sql();
        for (Q each : conditions) {
            sql.add(sql.isEmpty() ? " having " : " and ").add(one(dialect, numbers, each));
        }
        return sql;
    }

    private static Sql one(Dialect dialect, Map<String, Sql> numbers, Q condition) {
        return switch (condition) {
            case Q.Lookup(String path, Object value) -> {
                String[] words = path.split("__", 2);
                Sql number = numbers.get(words[0]);
                Lookup lookup = Lookup.find(words.length == 1 ? "exact" : words[1]).orElse(null);
                if (number == null) {
                    throw FieldError.unknown("number of the groups", words[0], numbers.keySet());
                }
                if (lookup == null) {
                    throw FieldError.unknown("lookup", words[1], Lookup.names());
                }
                yield Comparison.of(dialect, number, null, lookup, value);
            }
            case Q.All(List<Q> all) -> several(dialect, numbers, all, " and ");
            case Q.Any(List<Q> any) -> several(dialect, numbers, any, " or ");
            case Q.Not(Q inner) -> Sql.of("not (").add(one(dialect, numbers, inner)).add(")");
            case Exists exists ->
                    throw new FieldError("groups have numbers to be asked for, no rows");
        };
    }

    private static Sql several(
            Dialect dialect, Map<String, Sql> numbers, List<Q> conditions, String word) {
        List<Sql> parts = new ArrayList<>();
        conditions.forEach(each -> parts.add(one(dialect, numbers, each)));
        Sql sql = Sql.of("(");
        for (int i = 0; i < parts.size(); i++) {
            sql.add(i == 0 ? "" : word).add(parts.get(i));
        }
        return sql.add(")");
    }

    static Sql order(
            List<Order> order,
            List<String> names,
            Map<String, Sql> numbers,
            Function<String, Sql> values) {
        Sql sql = new Sql();
        for (Order each : order) {
            if (!(each.by() instanceof F(String name)) || each.nullsFirst() != null) {
                throw new FieldError("groups are ordered by names of values or numbers alone");
            }
            Sql number = numbers.get(name);
            if (number == null && !names.contains(name)) {
                List<String> known = new ArrayList<>(names);
                known.addAll(numbers.keySet());
                throw FieldError.unknown("name to order groups by", name, known);
            }
            sql.add(sql.isEmpty() ? " order by " : ", ")
                    .add(number == null ? values.apply(name) : number)
                    .add(each.descending() ? " desc" : "");
        }
        return sql;
    }
}
