package dev.tule.mtv.models.sql;

import dev.tule.mtv.models.FieldError;
import java.math.BigDecimal;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/**
 * Values where nothing beside them tells the database their type: numbers are written, which can do
 * no harm, and all else is bound and cast.
 */
final class Literals {

    private Literals() {}

    static Sql of(Dialect dialect, @Nullable Object value) {
        return switch (value) {
            case null -> Sql.of("null");
            case Boolean truth -> Sql.of(dialect.truth(truth));
            case Number number -> Sql.of(new BigDecimal(number.toString()).toPlainString());
            case Enum<?> constant -> Sql.of(dialect.text("?")).bind(null, constant.name());
            case String text -> Sql.of(dialect.text("?")).bind(null, text);
            case LocalDate day -> Sql.of(dialect.date("?")).bind(null, day.toString());
            default ->
                    throw new FieldError(
                            "an expression takes texts, numbers, truth values, dates and constants"
                                    + " of enums as values, not a "
                                    + value.getClass().getSimpleName());
        };
    }
}
