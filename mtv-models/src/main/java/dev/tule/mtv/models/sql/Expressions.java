package dev.tule.mtv.models.sql;

import dev.tule.mtv.models.Aggregate;
import dev.tule.mtv.models.Case;
import dev.tule.mtv.models.Exists;
import dev.tule.mtv.models.Expression;
import dev.tule.mtv.models.Extract;
import dev.tule.mtv.models.F;
import dev.tule.mtv.models.FieldError;
import dev.tule.mtv.models.Func;
import dev.tule.mtv.models.OuterRef;
import dev.tule.mtv.models.Subquery;
import dev.tule.mtv.models.Trunc;
import dev.tule.mtv.models.meta.ModelField;
import dev.tule.mtv.models.meta.ModelMeta;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
            case Case choice -> choice(scope, choice);
            case Func function -> Functions.compile(scope, function);
            case Trunc(Trunc.Unit unit, String path) -> Functions.trunc(scope, unit, path);
            case Extract(Extract.Part part, String path) -> Functions.extract(scope, part, path);
            case OuterRef(String path) -> {
                Scope outer = scope.enclosing();
                if (outer == null) {
                    throw new FieldError("OuterRef of '" + path + "' is in no Subquery or Exists");
                }
                yield field(outer, path);
            }
            case Subquery(Selectable source, String name) ->
                    Sql.of("(")
                            .add(
                                    Select.within(scope, source, source.query().slice(0, 1))
                                            .values(List.of(name)))
                            .add(")");
            // Not every database takes a condition for a value.
            case Exists(Selectable source) ->
                    Sql.of("case when ")
                            .add(Select.within(scope, source, source.query()).exists())
                            .add(" then 1 else 0 end");
        };
    }

    private static Sql choice(Scope scope, Case choice) {
        Sql sql = Sql.of("case");
        for (Case.When when : choice.whens()) {
            sql.add(" when ")
                    .add(Conditions.compile(scope, when.condition()))
                    .add(" then ")
                    .add(typed(scope, when.then()));
        }
        return sql.add(" else ").add(typed(scope, choice.otherwise())).add(" end");
    }

    /** An expression whose type the database knows, which a question mark alone has not. */
    static Sql typed(Scope scope, Expression expression) {
        return expression instanceof Expression.Value(Object value)
                ? Literals.of(scope.dialect(), value)
                : compile(scope, expression);
    }

    /** The field whose type an expression's values have; null where they are of none. */
    static @Nullable ModelField field(
            ModelMeta<?> meta, Map<String, Expression> annotations, Expression expression) {
        return switch (expression) {
            case F(String path) -> {
                Expression annotation = annotations.get(path);
                yield annotation == null
                        ? Path.field(meta, path).field()
                        : field(meta, annotations, annotation);
            }
            case Aggregate aggregate ->
                    switch (aggregate.function()) {
                        case MIN, MAX -> Path.field(meta, aggregate.path()).field();
                        case COUNT, SUM, AVG -> null;
                    };
            case Trunc(Trunc.Unit unit, String path) -> Path.field(meta, path).field();
            case Subquery(Selectable source, String name) ->
                    field(source.meta(), source.query().annotations(), F.of(name));
            case Func(Func.Name name, List<Expression> arguments) ->
                    name == Func.Name.COALESCE ? first(meta, annotations, arguments) : null;
            case Case(List<Case.When> whens, Expression otherwise) -> {
                List<Expression> values = new ArrayList<>();
                whens.forEach(when -> values.add(when.then()));
                values.add(otherwise);
                yield first(meta, annotations, values);
            }
            case Exists exists -> null;
            case Extract extract -> null;
            case OuterRef outer -> null;
            case Expression.Value value -> null;
            case Expression.Combined combined -> null;
        };
    }

    private static @Nullable ModelField first(
            ModelMeta<?> meta, Map<String, Expression> annotations, List<Expression> values) {
        for (Expression each : values) {
            ModelField field = field(meta, annotations, each);
            if (field != null) {
                return field;
            }
        }
        return null;
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
