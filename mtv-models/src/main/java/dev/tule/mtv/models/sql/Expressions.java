package dev.tule.mtv.models.sql;

import dev.tule.mtv.models.Aggregate;
import dev.tule.mtv.models.Expression;
import dev.tule.mtv.models.F;
import dev.tule.mtv.models.FieldError;
import dev.tule.mtv.models.meta.ModelField;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Expressions as SQL. */
final class Expressions {

    private Expressions() {}

    static Sql compile(Scope scope, Expression expression) {
        return switch (expression) {
            case F(String path) -> field(scope, path);
            case Expression.Value(var value) -> Sql.of("?").bind(null, value);
            case Expression.Combined(var left, var operator, var right) ->
                    Sql.of("(")
                            .add(compile(scope, left))
                            .add(" " + operator.sql() + " ")
                            .add(compile(scope, right))
                            .add(")");
            case Aggregate aggregate -> overRelated(scope, aggregate);
        };
    }

    private static Sql field(Scope scope, String path) {
        Expression annotation = scope.annotations().get(path);
        return annotation == null
                ? Sql.of(scope.column(Path.field(scope.meta(), path)).sql())
                : compile(scope, annotation);
    }

    /**
     * An aggregate over related objects: a query of its own for each row. A join would multiply
     * what several aggregates count.
     */
    private static Sql overRelated(Scope scope, Aggregate aggregate) {
        if (aggregate.path().equals("*")) {
            throw new FieldError("annotate needs a relation to count, not '*'");
        }
        Path path = Path.field(scope.meta(), aggregate.path());
        int many = path.firstToMany();
        if (many < 0) {
            throw new FieldError(
                    "'"
                            + aggregate.path()
                            + "' has one value for each object: annotate needs a relation to many."
                            + " For groups use values(...), for one number aggregate(...)");
        }
        List<ModelField> relations = path.relations();
        Scope.Inner inner = scope.join(relations.subList(0, many)).correlated(relations.get(many));
        Scope at = inner.scope();
        for (ModelField hop : relations.subList(many + 1, relations.size())) {
            at = at.joinMany(hop);
        }
        String column =
                path.field().isRelation()
                        ? at.id()
                        : at.column(new Path(List.of(), path.field(), null, Lookup.EXACT)).sql();
        Sql function = function(aggregate, path.field(), column);
        Sql where = Sql.of(inner.tie());
        if (aggregate.filter() != null) {
            where.add(" and ").add(Conditions.compile(at, aggregate.filter()));
        }
        return Sql.of("(select ")
                .add(function)
                .add(" from " + inner.from() + " where ")
                .add(where)
                .add(")");
    }

    /** The function alone, over a column. */
    static Sql function(Aggregate aggregate, @Nullable ModelField field, String column) {
        Aggregate.Function function = aggregate.function();
        if (function != Aggregate.Function.COUNT
                && function != Aggregate.Function.MIN
                && function != Aggregate.Function.MAX
                && (field == null || !Values.isNumber(field.type()))) {
            throw new FieldError(
                    function.name().toLowerCase(Locale.ROOT)
                            + " needs a number, which '"
                            + aggregate.path()
                            + "' is not");
        }
        String distinct = aggregate.distinct() ? "distinct " : "";
        return Sql.of(
                function == Aggregate.Function.AVG
                        // Some databases give whole averages of whole numbers.
                        ? "avg(" + distinct + "1.0 * " + column + ")"
                        : function.name().toLowerCase(Locale.ROOT) + "(" + distinct + column + ")");
    }
}
