package dev.tule.mtv.models.sql;

import dev.tule.mtv.models.FieldError;
import dev.tule.mtv.models.meta.ModelField;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Something compared with a value, as SQL. */
final class Comparison {
    /** Oracle takes no more in one list. */
    private static final int LIST = 1000;

    private Comparison() {}

    static Sql of(
            Dialect dialect,
            Sql left,
            @Nullable ModelField field,
            Lookup lookup,
            @Nullable Object value) {
        if (value == null && lookup != Lookup.EXACT && lookup != Lookup.IEXACT) {
            throw new FieldError(
                    "the lookup " + lookup.word() + " needs a value; for null there is isnull");
        }
        if (value == null) {
            return new Sql().add(left).add(" is null");
        }
        return switch (lookup) {
            case EXACT, GT, GTE, LT, LTE ->
                    new Sql()
                            .add(left)
                            .add(" " + lookup.operator() + " ?")
                            .bind(field, Values.of(field, value));
            case ISNULL ->
                    new Sql().add(left).add(Values.isTrue(value) ? " is null" : " is not null");
            case RANGE -> range(left, field, value);
            case REGEX, IREGEX -> regex(dialect, left, field, lookup, value.toString());
            case IN -> in(dialect, left, field, value);
            case IEXACT, CONTAINS, ICONTAINS, STARTSWITH, ISTARTSWITH, ENDSWITH, IENDSWITH ->
                    text(dialect, left, field, lookup, value.toString());
        };
    }

    private static Sql range(Sql left, @Nullable ModelField field, Object value) {
        if (!(value instanceof List<?> ends) || ends.size() != 2) {
            throw new FieldError("the lookup range needs a list of two values");
        }
        return new Sql()
                .add(left)
                .add(" between ? and ?")
                .bind(field, Values.of(field, ends.getFirst()))
                .bind(field, Values.of(field, ends.getLast()));
    }

    private static Sql in(Dialect dialect, Sql left, @Nullable ModelField field, Object value) {
        if (value instanceof Selectable other) {
            Sql ids = new Select(other.meta(), other.query(), dialect).ids();
            Sql sql = new Sql().add(left).add(" in (");
            // As a table in a table: MySQL takes no limit within in.
            return other.query().isSliced()
                    ? sql.add("select * from (").add(ids).add(") q)")
                    : sql.add(ids).add(")");
        }
        if (!(value instanceof Iterable<?> all)) {
            throw new FieldError("the lookup in needs a list or a query set");
        }
        List<@Nullable Object> values = new ArrayList<>();
        all.forEach(each -> values.add(Values.of(field, each)));
        if (values.isEmpty()) {
            return Sql.of("1 = 0");
        }
        Sql sql = Sql.of("(");
        for (int at = 0; at < values.size(); at += LIST) {
            List<@Nullable Object> part = values.subList(at, Math.min(values.size(), at + LIST));
            sql.add(at == 0 ? "" : " or ")
                    .add(left)
                    .add(" in (" + "?, ".repeat(part.size() - 1) + "?)");
            part.forEach(each -> sql.bind(field, each));
        }
        return sql.add(")");
    }

    private static Sql text(
            Dialect dialect, Sql left, @Nullable ModelField field, Lookup lookup, String wanted) {
        checkText(field, lookup);
        if (lookup == Lookup.IEXACT) {
            return Sql.of("lower(")
                    .add(left)
                    .add(") = ?")
                    .bind(null, wanted.toLowerCase(Locale.ROOT));
        }
        if (lookup.ignoresCase()) {
            return Sql.of("lower(")
                    .add(left)
                    .add(") like ? escape '|'")
                    .bind(null, pattern(lookup, wanted.toLowerCase(Locale.ROOT)));
        }
        Sql sql = new Sql().add(dialect.textMatch(left.text(), lookup));
        left.values().forEach(each -> sql.bind(each.field(), each.value()));
        if (dialect != Dialect.SQLITE) {
            return sql.bind(null, pattern(lookup, wanted));
        }
        return lookup == Lookup.CONTAINS
                ? sql.bind(null, wanted)
                : sql.bind(null, wanted).bind(null, wanted);
    }

    private static Sql regex(
            Dialect dialect, Sql left, @Nullable ModelField field, Lookup lookup, String wanted) {
        checkText(field, lookup);
        Sql sql = Sql.of(dialect.matches(left.text(), lookup == Lookup.IREGEX));
        left.values().forEach(each -> sql.bind(each.field(), each.value()));
        return sql.bind(null, wanted);
    }

    private static void checkText(@Nullable ModelField field, Lookup lookup) {
        if (field != null && field.type() != String.class) {
            throw new FieldError(
                    "the lookup "
                            + lookup.word()
                            + " is for texts, which '"
                            + field.name()
                            + "' is not");
        }
    }

    private static String pattern(Lookup lookup, String wanted) {
        String escaped = wanted.replace("|", "||").replace("%", "|%").replace("_", "|_");
        return switch (lookup) {
            case STARTSWITH, ISTARTSWITH -> escaped + "%";
            case ENDSWITH, IENDSWITH -> "%" + escaped;
            default -> "%" + escaped + "%";
        };
    }
}
