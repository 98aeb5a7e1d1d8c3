package dev.tule.mtv.models.sql;

import dev.tule.mtv.models.Expression;
import dev.tule.mtv.models.FieldError;
import dev.tule.mtv.models.meta.ModelField;
import dev.tule.mtv.models.meta.ModelMeta;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * A table in a query, under an alias, and what is joined to it. Confined to the thread that makes
 * the query.
 */
final class Scope {
    private final ModelMeta<?> meta;
    private final String alias;
    private final boolean outer;
    private final Shared shared;
    private final StringBuilder joins;
    private final Map<String, Scope> joined = new HashMap<>();
    private final Map<String, Expression> annotations;
    private final @Nullable Scope enclosing;

    /**
     * What all tables of a query share.
     *
     * @param dialect the database's
     * @param aliases numbers given out
     */
    record Shared(Dialect dialect, AtomicInteger aliases) {
        String alias() {
            return "t" + aliases.getAndIncrement();
        }
    }

    private Scope(
            ModelMeta<?> meta,
            String alias,
            boolean outer,
            Shared shared,
            StringBuilder joins,
            Map<String, Expression> annotations,
            @Nullable Scope enclosing) {
        this.meta = meta;
        this.alias = alias;
        this.outer = outer;
        this.shared = shared;
        this.joins = joins;
        this.annotations = annotations;
        this.enclosing = enclosing;
    }

    static Scope root(ModelMeta<?> meta, Dialect dialect, Map<String, Expression> annotations) {
        Shared shared = new Shared(dialect, new AtomicInteger());
        return new Scope(
                meta, shared.alias(), false, shared, new StringBuilder(), annotations, null);
    }

    /** The table of a statement that changes it, under its own name. */
    static Scope changed(ModelMeta<?> meta, Dialect dialect) {
        Shared shared = new Shared(dialect, new AtomicInteger());
        return new Scope(meta, meta.table(), false, shared, new StringBuilder(), Map.of(), null);
    }

    /** A query of its own within this one. */
    Scope within(ModelMeta<?> inner) {
        return within(inner, Map.of());
    }

    /** As before, with annotations of its own. */
    Scope within(ModelMeta<?> inner, Map<String, Expression> computed) {
        return new Scope(inner, shared.alias(), false, shared, new StringBuilder(), computed, this);
    }

    /** Where an {@code OuterRef} looks; null in the outermost query. */
    @Nullable Scope enclosing() {
        return enclosing;
    }

    /** Whether the table is alone. */
    boolean isAlone() {
        return joins.isEmpty();
    }

    ModelMeta<?> meta() {
        return meta;
    }

    Dialect dialect() {
        return shared.dialect();
    }

    Shared shared() {
        return shared;
    }

    Map<String, Expression> annotations() {
        return annotations;
    }

    /** What stands behind {@code from}. Ask when everything else is written. */
    String from() {
        return meta.table() + " " + alias + joins;
    }

    String id() {
        return alias + "." + meta.id().column();
    }

    /** The table at the end of relations to one. */
    Scope join(List<ModelField> hops) {
        Scope at = this;
        for (ModelField hop : hops) {
            at = at.join(hop);
        }
        return at;
    }

    private Scope join(ModelField hop) {
        if (hop.isToMany()) {
            throw new FieldError(
                    "'" + hop.name() + "' has many objects, where one value is asked for");
        }
        return joined.computeIfAbsent(
                hop.name(),
                name -> {
                    boolean left = outer || hop.nullable();
                    Scope other =
                            new Scope(
                                    hop.related(),
                                    shared.alias(),
                                    left,
                                    shared,
                                    joins,
                                    Map.of(),
                                    enclosing);
                    joins.append(left ? " left join " : " inner join ")
                            .append(other.meta.table() + " " + other.alias)
                            .append(" on " + other.id() + " = " + alias + "." + hop.column());
                    return other;
                });
    }

    /** The table at the end of a relation to many, joined: rows are multiplied. */
    Scope joinMany(ModelField hop) {
        if (!hop.isToMany()) {
            return join(hop);
        }
        Scope other =
                new Scope(hop.related(), shared.alias(), outer, shared, joins, Map.of(), enclosing);
        ModelField.JoinTable table = hop.joinTable();
        String target = other.meta.table() + " " + other.alias;
        if (table == null) {
            String key = other.alias + "." + hop.related().field(hop.mappedBy()).column();
            joins.append(" inner join " + target + " on " + key + " = " + id());
        } else {
            String between = shared.alias();
            joins.append(" inner join " + table.name() + " " + between)
                    .append(" on " + between + "." + table.ownColumn() + " = " + id())
                    .append(" inner join " + target)
                    .append(" on " + other.id() + " = " + between + "." + table.otherColumn());
        }
        return other;
    }

    /**
     * A column.
     *
     * @param sql as SQL names it
     * @param field what it holds
     * @param nullable whether it can be null here
     */
    record ColumnRef(String sql, ModelField field, boolean nullable) {}

    /** The column at a path's end, through relations to one. */
    ColumnRef column(Path path) {
        List<ModelField> hops = path.hops();
        ModelField field = path.field();
        if (!hops.isEmpty() && field.id() && hops.getLast().kind() == ModelField.Kind.TO_ONE) {
            // The key is in the table before.
            field = hops.getLast();
            hops = hops.subList(0, hops.size() - 1);
        }
        if (field.isToMany()) {
            throw new FieldError(
                    "'" + field.name() + "' has many objects, where one value is asked for");
        }
        Scope at = join(hops);
        return new ColumnRef(at.alias + "." + field.column(), field, at.outer || field.nullable());
    }

    /** What ties a query within this one to this table's row. */
    Inner correlated(ModelField hop) {
        Scope inner = within(hop.related());
        ModelField.JoinTable table = hop.joinTable();
        if (table == null) {
            String key = inner.alias + "." + hop.related().field(hop.mappedBy()).column();
            return new Inner(inner, "", key + " = " + id());
        }
        String between = shared.alias();
        return new Inner(
                inner,
                " inner join "
                        + table.name()
                        + " "
                        + between
                        + " on "
                        + between
                        + "."
                        + table.otherColumn()
                        + " = "
                        + inner.id(),
                between + "." + table.ownColumn() + " = " + id());
    }

    /**
     * A query within a query.
     *
     * @param scope its tables
     * @param between a join that comes before all others
     * @param tie the condition that ties it to the outer row
     */
    record Inner(Scope scope, String between, String tie) {
        String from() {
            return scope.meta.table() + " " + scope.alias + between + scope.joins;
        }
    }
}
