package dev.tule.mtv.models.sql;

import dev.tule.mtv.models.Exists;
import dev.tule.mtv.models.Expression;
import dev.tule.mtv.models.FieldError;
import dev.tule.mtv.models.Q;
import dev.tule.mtv.models.meta.ModelField;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Conditions as SQL. Conditions about the same relation to many that stand side by side are about
 * the same related object, as within one call of Django's filter.
 */
final class Conditions {
    private static final String ALWAYS = "1 = 1";
    private static final String NEVER = "1 = 0";

    private Conditions() {}

    static Sql compile(Scope scope, Q condition) {
        return compile(scope, scope, condition, false);
    }

    /**
     * A lookup whose path was read.
     *
     * @param path what is compared
     * @param value with what
     */
    private record Leaf(Path path, @Nullable Object value) {}

    private static Sql compile(Scope root, Scope scope, Q condition, boolean negated) {
        return switch (condition) {
            case Q.All(List<Q> conditions) -> all(root, scope, flat(conditions), negated);
            case Q.Any(List<Q> conditions) -> {
                List<Sql> parts = new ArrayList<>();
                conditions.forEach(each -> parts.add(compile(root, scope, each, negated)));
                yield joined(parts, " or ", NEVER);
            }
            case Q.Not(Q inner) ->
                    Sql.of("not (").add(compile(root, scope, inner, !negated)).add(")");
            case Q.Lookup lookup -> all(root, scope, List.of(lookup), negated);
            case Exists(Selectable source) -> Select.within(scope, source, source.query()).exists();
        };
    }

    private static List<Q> flat(List<Q> conditions) {
        List<Q> flat = new ArrayList<>();
        for (Q each : conditions) {
            if (each instanceof Q.All(List<Q> inner)) {
                flat.addAll(flat(inner));
            } else {
                flat.add(each);
            }
        }
        return flat;
    }

    private static Sql all(Scope root, Scope scope, List<Q> conditions, boolean negated) {
        List<Sql> parts = new ArrayList<>();
        Map<List<ModelField>, List<Leaf>> related = new LinkedHashMap<>();
        for (Q each : conditions) {
            if (!(each instanceof Q.Lookup(String text, Object value))) {
                parts.add(compile(root, scope, each, negated));
                continue;
            }
            Sql annotated = annotated(scope, text, value);
            if (annotated != null) {
                parts.add(annotated);
                continue;
            }
            Leaf leaf = new Leaf(Path.lookup(scope.meta(), text), value);
            int many = leaf.path().firstToMany();
            if (many < 0) {
                parts.add(compared(root, scope, leaf, negated));
            } else {
                related.computeIfAbsent(
                                List.copyOf(leaf.path().relations().subList(0, many + 1)),
                                key -> new ArrayList<>())
                        .add(leaf);
            }
        }
        related.forEach((way, leaves) -> parts.add(exists(root, scope, way, leaves)));
        return joined(parts, " and ", ALWAYS);
    }

    private static Sql joined(List<Sql> parts, String word, String none) {
        if (parts.isEmpty()) {
            return Sql.of(none);
        }
        if (parts.size() == 1) {
            return parts.getFirst();
        }
        Sql sql = Sql.of("(");
        for (int i = 0; i < parts.size(); i++) {
            sql.add(i == 0 ? "" : word).add(parts.get(i));
        }
        return sql.add(")");
    }

    /** A condition about something that was annotated; null where there is no such name. */
    private static @Nullable Sql annotated(Scope scope, String text, @Nullable Object value) {
        int at = text.indexOf("__");
        String name = at < 0 ? text : text.substring(0, at);
        Expression expression = scope.annotations().get(name);
        if (expression == null) {
            return null;
        }
        Lookup lookup =
                at < 0
                        ? Lookup.EXACT
                        : Lookup.find(text.substring(at + 2))
                                .orElseThrow(
                                        () ->
                                                FieldError.unknown(
                                                        "lookup",
                                                        text.substring(at + 2),
                                                        Lookup.names()));
        Sql computed = Expressions.compile(scope, expression);
        if (value instanceof Expression other) {
            if (lookup.operator().isEmpty()) {
                throw new FieldError(
                        "the lookup " + lookup.word() + " takes a value, not an expression");
            }
            return computed.add(" " + lookup.operator() + " ")
                    .add(Expressions.compile(scope, other));
        }
        return Comparison.of(
                scope.dialect(),
                computed,
                Expressions.field(scope.meta(), scope.annotations(), expression),
                lookup,
                expression instanceof Exists ? (Values.isTrue(value) ? 1 : 0) : value);
    }

    /** That there is a related object for which all of these hold. */
    private static Sql exists(Scope root, Scope scope, List<ModelField> way, List<Leaf> leaves) {
        Scope parent = scope.join(way.subList(0, way.size() - 1));
        Scope.Inner inner = parent.correlated(way.getLast());
        List<Sql> parts = new ArrayList<>();
        boolean none = false;
        Map<List<ModelField>, List<Leaf>> deeper = new LinkedHashMap<>();
        for (Leaf leaf : leaves) {
            if (leaf.path().relations().size() == way.size()
                    && leaf.path().field().isToMany()
                    && leaf.path().lookup() == Lookup.ISNULL) {
                none = Values.isTrue(leaf.value());
                continue;
            }
            Leaf rest = new Leaf(leaf.path().after(way.size()), leaf.value());
            int many = rest.path().firstToMany();
            if (many < 0) {
                parts.add(compared(root, inner.scope(), rest, false));
            } else {
                deeper.computeIfAbsent(
                                List.copyOf(rest.path().relations().subList(0, many + 1)),
                                key -> new ArrayList<>())
                        .add(rest);
            }
        }
        deeper.forEach((next, rest) -> parts.add(exists(root, inner.scope(), next, rest)));
        Sql where = Sql.of(inner.tie());
        parts.forEach(part -> where.add(" and ").add(part));
        return Sql.of((none ? "not " : "") + "exists (select 1 from " + inner.from() + " where ")
                .add(where)
                .add(")");
    }

    private static Sql compared(Scope root, Scope scope, Leaf leaf, boolean negated) {
        Scope.ColumnRef column = scope.column(leaf.path());
        Sql comparison;
        if (leaf.path().part() != null) {
            comparison =
                    DateParts.compare(
                            scope.dialect(),
                            column,
                            Objects.requireNonNull(leaf.path().part()),
                            leaf.path().lookup(),
                            leaf.value());
        } else if (leaf.value() instanceof Expression expression) {
            if (leaf.path().lookup().operator().isEmpty()) {
                throw new FieldError(
                        "the lookup "
                                + leaf.path().lookup().word()
                                + " takes a value, not an expression");
            }
            comparison =
                    Sql.of(column.sql() + " " + leaf.path().lookup().operator() + " ")
                            .add(Expressions.compile(root, expression));
        } else {
            comparison =
                    Comparison.of(
                            scope.dialect(),
                            Sql.of(column.sql()),
                            column.field(),
                            leaf.path().lookup(),
                            leaf.value());
        }
        boolean aboutNull = leaf.path().lookup() == Lookup.ISNULL || leaf.value() == null;
        // What is null is neither equal nor unequal in SQL; it is unequal to people.
        return negated && column.nullable() && !aboutNull
                ? Sql.of("(").add(comparison).add(" and " + column.sql() + " is not null)")
                : comparison;
    }
}
