package dev.tule.mtv.models.sql;

import dev.tule.mtv.models.Aggregate;
import dev.tule.mtv.models.Case;
import dev.tule.mtv.models.Exists;
import dev.tule.mtv.models.Expression;
import dev.tule.mtv.models.Extract;
import dev.tule.mtv.models.F;
import dev.tule.mtv.models.FieldError;
import dev.tule.mtv.models.Func;
import dev.tule.mtv.models.Order;
import dev.tule.mtv.models.OuterRef;
import dev.tule.mtv.models.Q;
import dev.tule.mtv.models.Subquery;
import dev.tule.mtv.models.Trunc;
import dev.tule.mtv.models.meta.ModelField;
import dev.tule.mtv.models.meta.ModelMeta;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What a query set asks, as SQL of a database. Each method makes a new statement. */
public final class Select {
    private final ModelMeta<?> meta;
    private final Query query;
    private final Dialect dialect;
    private final @Nullable Scope enclosing;

    public Select(ModelMeta<?> meta, Query query, Dialect dialect) {
        this(meta, query, dialect, null);
    }

    private Select(ModelMeta<?> meta, Query query, Dialect dialect, @Nullable Scope enclosing) {
        this.meta = meta;
        this.query = query;
        this.dialect = dialect;
        this.enclosing = enclosing;
    }

    /** A query within another one's, whose rows it can refer to. */
    static Select within(Scope scope, Selectable source, Query query) {
        return new Select(source.meta(), query, scope.dialect(), scope);
    }

    /**
     * A statement that gives objects.
     *
     * @param sql the statement
     * @param properties what each of the first columns is, seen from the object
     * @param annotations what the columns behind them are
     */
    public record Objects(Sql sql, List<String> properties, List<Computed> annotations) {}

    /**
     * A column that the database computes.
     *
     * @param name what it is called
     * @param expression what it is
     * @param field whose values it has; null where they are of no field
     */
    public record Computed(String name, Expression expression, @Nullable ModelField field) {}

    /** The objects. */
    public Objects objects() {
        Scope scope = scope();
        Sql columns = new Sql();
        List<String> properties = new ArrayList<>();
        Map<String, List<ModelField>> related = related();
        query.loading().named().forEach(name -> Path.field(meta, name));
        object(scope, columns, "", List.of(), related, properties);
        for (Map.Entry<String, List<ModelField>> each : related.entrySet()) {
            object(scope, columns, each.getKey() + ".", each.getValue(), related, properties);
        }
        List<Computed> annotations = new ArrayList<>();
        for (String name : query.annotations().keySet()) {
            columns.add(", ").add(value(scope, name));
            annotations.add(computed(name));
        }
        Sql sql = statement(scope, columns, true);
        return new Objects(sql.add(dialect.lock(query.lock())), properties, annotations);
    }

    private void object(
            Scope scope,
            Sql columns,
            String prefix,
            List<ModelField> way,
            Map<String, List<ModelField>> related,
            List<String> properties) {
        ModelMeta<?> at = way.isEmpty() ? meta : way.getLast().related();
        Loading loading = query.loading();
        for (ModelField field : at.concreteFields()) {
            String property = prefix + field.name();
            if (related.containsKey(property) || (!field.id() && !loading.reads(prefix, field))) {
                continue;
            }
            columns.add(columns.isEmpty() ? "" : ", ")
                    .add(scope.join(way).column(direct(field)).sql());
            properties.add(
                    field.kind() == ModelField.Kind.TO_ONE
                            ? property + "." + field.related().id().name()
                            : property);
        }
    }

    private static Path direct(ModelField field) {
        return new Path(List.of(), field, null, Lookup.EXACT);
    }

    /** The relations that come along, by Ebean's path, outer before inner. */
    private Map<String, List<ModelField>> related() {
        Map<String, List<ModelField>> all = new LinkedHashMap<>();
        for (String path : query.loading().selectRelated()) {
            List<ModelField> relations = Path.field(meta, path).relations();
            for (int i = 1; i <= relations.size(); i++) {
                List<ModelField> way = relations.subList(0, i);
                if (way.getLast().isToMany()) {
                    throw new FieldError(
                            "'" + path + "' has many objects: use prefetchRelated for it");
                }
                all.put(String.join(".", way.stream().map(ModelField::name).toList()), way);
            }
            if (relations.isEmpty()) {
                throw new FieldError("'" + path + "' is no relation");
            }
        }
        return all;
    }

    /** The keys alone. */
    public Sql ids() {
        Scope scope = scope();
        return statement(scope, Sql.of(scope.id()), query.isSliced());
    }

    /** How many there are. */
    public Sql count() {
        if (query.isSliced()) {
            return Sql.of("select count(*) from (").add(ids()).add(") q");
        }
        Scope scope = scope();
        return statement(scope, Sql.of("count(*)"), false);
    }

    /** Values of fields, in the order of the names; the names may be annotations. */
    public Sql values(List<String> names) {
        Scope scope = scope();
        Sql columns = new Sql();
        for (String name : names) {
            columns.add(columns.isEmpty() ? "" : ", ").add(value(scope, name));
        }
        if (query.distinct()) {
            columns = Sql.of("distinct ").add(columns);
        }
        return statement(scope, columns, true);
    }

    private Sql value(Scope scope, String name) {
        Expression annotation = query.annotations().get(name);
        return annotation == null
                ? Sql.of(scope.column(Path.field(meta, name)).sql())
                : Expressions.compile(scope, annotation);
    }

    /** What a name stands for that {@link #values} takes. */
    public Computed computed(String name) {
        Expression annotation = query.annotations().get(name);
        return computed(name, annotation == null ? F.of(name) : annotation);
    }

    /** What an expression gives, under a name. */
    public Computed computed(String name, Expression expression) {
        return new Computed(
                name, expression, Expressions.field(meta, query.annotations(), expression));
    }

    /** That there is a row. */
    Sql exists() {
        Scope scope = scope();
        return Sql.of("exists (").add(statement(scope, Sql.of("1"), query.isSliced())).add(")");
    }

    /** Groups of equal values, and numbers over each. */
    public Sql groups(List<String> names, Map<String, Aggregate> numbers, List<Q> having) {
        Scope scope = scope();
        Sql keys = new Sql();
        for (String name : names) {
            keys.add(keys.isEmpty() ? "" : ", ").add(value(scope, name));
        }
        Sql columns = new Sql().add(keys);
        Map<String, Sql> functions = new LinkedHashMap<>();
        numbers.forEach((name, each) -> functions.put(name, direct(scope, each)));
        functions.values().forEach(each -> columns.add(", ").add(each));
        Sql sql = body(scope, columns).add(" group by ").add(keys);
        sql.add(Groups.having(dialect, functions, having));
        sql.add(Groups.order(query.order(), names, functions, name -> value(scope, name)));
        return sliced(sql, query.order().isEmpty());
    }

    private Sql direct(Scope scope, Aggregate aggregate) {
        if (aggregate.path().equals("*")) {
            return Sql.of("count(*)");
        }
        Path path = Path.field(meta, aggregate.path());
        Scope.ColumnRef column = scope.column(path);
        return Expressions.function(aggregate, path.field(), column.sql());
    }

    /**
     * Numbers over all rows: {@code select sum(a0), max(a1) from (select … as a0, … as a1 …) q}.
     */
    public Sql aggregate(List<Aggregate> numbers) {
        Scope scope = scope();
        Sql inner = new Sql();
        Sql outer = new Sql();
        int at = 0;
        for (Aggregate number : numbers) {
            String name = "a" + at++;
            outer.add(outer.isEmpty() ? "" : ", ").add(Totals.over(number, name));
            inner.add(inner.isEmpty() ? "" : ", ").add(Totals.rows(scope, number, name));
        }
        return Sql.of("select ")
                .add(outer)
                .add(" from (")
                .add(statement(scope, inner, query.isSliced()))
                .add(") q");
    }

    /** Changes all rows. */
    public Sql update(Map<String, Expression> changes) {
        Sql sql = Sql.of("update " + meta.table() + " set ");
        boolean first = true;
        for (Map.Entry<String, Expression> change : changes.entrySet()) {
            ModelField field = assignable(change.getKey());
            sql.add(first ? "" : ", ").add(field.column() + " = ");
            sql.add(assigned(field, change.getValue()));
            first = false;
        }
        return sql.add(ownRows());
    }

    /** Changes one row; the text is the same for all rows. */
    public Sql updateOne(Object key, Map<String, @Nullable Object> changes) {
        Sql sql = new Sql();
        changes.forEach(
                (name, value) ->
                        sql.add(sql.isEmpty() ? "update " + meta.table() + " set " : ", ")
                                .add(assignable(name).column() + " = ?")
                                .bind(assignable(name), Values.of(assignable(name), value)));
        if (sql.isEmpty()) {
            throw new IllegalArgumentException("nothing to update");
        }
        return sql.add(" where " + meta.id().column() + " = ?").bind(meta.id(), key);
    }

    private ModelField assignable(String name) {
        ModelField field = meta.field(name);
        if (!field.isConcrete() || field.id()) {
            throw new FieldError("'" + field.name() + "' can't be updated in a query set");
        }
        return field;
    }

    private Sql assigned(ModelField field, Expression value) {
        return switch (value) {
            case Expression.Value(var plain) -> Sql.of("?").bind(field, Values.of(field, plain));
            case F(String path) -> {
                Path read = Path.field(meta, path);
                if (!read.hops().isEmpty() || read.field().isToMany()) {
                    throw new FieldError("update takes fields of the model itself, not " + path);
                }
                yield Sql.of(read.field().column());
            }
            case Expression.Combined(var left, var operator, var right) ->
                    Sql.of("(")
                            .add(assigned(field, left))
                            .add(" " + operator.sql() + " ")
                            .add(assigned(field, right))
                            .add(")");
            case Aggregate aggregate ->
                    throw new FieldError("update takes no aggregates, as of " + aggregate.path());
            case Case other -> computed(other);
            case Exists other -> computed(other);
            case Extract other -> computed(other);
            case Func other -> computed(other);
            case OuterRef other -> computed(other);
            case Subquery other -> computed(other);
            case Trunc other -> computed(other);
        };
    }

    /** What a row is changed to, of its other fields or other tables' rows. */
    private Sql computed(Expression expression) {
        Scope own = Scope.changed(meta, dialect);
        Sql sql = Expressions.compile(own, expression);
        if (!own.isAlone()) {
            throw new FieldError("update takes fields of the model itself, or a Subquery");
        }
        return sql;
    }

    /** Deletes all rows. */
    public Sql delete() {
        return Sql.of("delete from " + meta.table()).add(ownRows());
    }

    /** As a table in a table: MySQL doesn't let a statement read what it changes. */
    private Sql ownRows() {
        if (query.where().isEmpty() && !query.isSliced()) {
            return new Sql();
        }
        String id = meta.id().column();
        return Sql.of(" where " + id + " in (select " + id + " from (").add(ids()).add(") q)");
    }

    private Scope scope() {
        return enclosing == null
                ? Scope.root(meta, dialect, query.annotations())
                : enclosing.within(meta, query.annotations());
    }

    private Sql statement(Scope scope, Sql columns, boolean ordered) {
        Sql order = ordered ? order(scope) : new Sql();
        return sliced(body(scope, columns).add(order), order.isEmpty());
    }

    private Sql sliced(Sql sql, boolean unordered) {
        if (!query.isSliced()) {
            return sql;
        }
        if (unordered && dialect.sliceNeedsOrder()) {
            sql.add(" order by (select null)");
        }
        return sql.add(dialect.slice(query.offset(), query.limit()));
    }

    /** Columns and order are compiled before: the joins that they need are written here. */
    private Sql body(Scope scope, Sql columns) {
        Sql where = new Sql();
        for (Q each : query.where()) {
            where.add(where.isEmpty() ? " where " : " and ").add(Conditions.compile(scope, each));
        }
        return Sql.of("select ").add(columns).add(" from " + scope.from()).add(where);
    }

    private Sql order(Scope scope) {
        Sql sql = new Sql();
        for (Order each : query.effectiveOrder(meta)) {
            Sql by = Expressions.compile(scope, each.by());
            sql.add(sql.isEmpty() ? " order by " : ", ");
            if (each.nullsFirst() != null) {
                sql.add("case when ")
                        .add(by)
                        .add(
                                each.nullsFirst()
                                        ? " is null then 0 else 1 end, "
                                        : " is null then 1 else 0 end, ");
            }
            sql.add(by).add(each.descending() ? " desc" : "");
        }
        return sql;
    }
}
