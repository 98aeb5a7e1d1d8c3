package dev.tule.mtv.models.sql;

import dev.tule.mtv.models.Aggregate;
import dev.tule.mtv.models.FieldError;
import dev.tule.mtv.models.meta.ModelField;
import java.util.Locale;

/** Numbers over a whole query set: what each row brings, and how it adds up. */
final class Totals {

    private Totals() {}

    /** The function over what the rows bring. */
    static Sql over(Aggregate number, String name) {
        boolean average = number.function() == Aggregate.Function.AVG;
        return Sql.of(
                number.function().name().toLowerCase(Locale.ROOT)
                        + "("
                        + (number.distinct() ? "distinct " : "")
                        + (average ? "1.0 * " : "")
                        + name
                        + ")");
    }

    /** What a row brings. Relations to many are joined: their objects are what is counted. */
    static Sql rows(Scope scope, Aggregate number, String name) {
        if (number.filter() != null) {
            throw new FieldError("filter the query set instead of the aggregate");
        }
        if (number.path().equals("*")) {
            return Sql.of(scope.id() + " as " + name);
        }
        Path path = Path.field(scope.meta(), number.path());
        if (path.firstToMany() >= 0) {
            throw new FieldError(
                    "'"
                            + number.path()
                            + "' has many values for each object: ask the related model's query"
                            + " set, as in Book.objects.filter(\"author__in\", authors)");
        }
        ModelField field = path.field();
        String column = scope.column(path).sql();
        Expressions.function(number, field, column);
        return Sql.of(column + " as " + name);
    }
}
