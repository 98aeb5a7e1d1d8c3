package dev.tule.mtv.models.sql;

import dev.tule.mtv.models.Expression;
import dev.tule.mtv.models.Extract;
import dev.tule.mtv.models.FieldError;
import dev.tule.mtv.models.Func;
import dev.tule.mtv.models.Trunc;
import java.time.Instant;
import java.util.Locale;

/** Functions as SQL. */
final class Functions {

    private Functions() {}

    static Sql compile(Scope scope, Func function) {
        Dialect dialect = scope.dialect();
        return switch (function.name()) {
            case ABS, COALESCE, LOWER, TRIM, UPPER ->
                    called(scope, function, function.name().name().toLowerCase(Locale.ROOT));
            case LENGTH -> called(scope, function, dialect.lengthOfText());
            case CONCAT -> {
                Sql sql = Sql.of(dialect.concatenates() ? "(" : "concat(");
                String between = dialect.concatenates() ? " || " : ", ";
                boolean first = true;
                for (Expression each : function.arguments()) {
                    Sql part = Expressions.typed(scope, each);
                    Sql text = Sql.of(dialect.text(part.text()));
                    part.values().forEach(bound -> text.bind(bound.field(), bound.value()));
                    sql.add(first ? "" : between).add("coalesce(").add(text).add(", '')");
                    first = false;
                }
                yield sql.add(")");
            }
        };
    }

    private static Sql called(Scope scope, Func function, String name) {
        Sql sql = Sql.of(name + "(");
        boolean first = true;
        for (Expression each : function.arguments()) {
            sql.add(first ? "" : ", ").add(Expressions.typed(scope, each));
            first = false;
        }
        return sql.add(")");
    }

    static Sql trunc(Scope scope, Trunc.Unit unit, String path) {
        Scope.ColumnRef column = scope.column(Path.field(scope.meta(), path));
        if (column.field().type() != Instant.class) {
            throw new FieldError(
                    "trunc takes a field of type Instant, which '" + path + "' is not");
        }
        return Sql.of(scope.dialect().trunc(unit, column.sql()));
    }

    static Sql extract(Scope scope, Extract.Part part, String path) {
        Scope.ColumnRef column = scope.column(Path.field(scope.meta(), path));
        DateParts.checked(column.field(), part.word());
        return Sql.of(Calendar.part(scope.dialect(), part, column));
    }
}
