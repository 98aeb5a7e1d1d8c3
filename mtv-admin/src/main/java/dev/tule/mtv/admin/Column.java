package dev.tule.mtv.admin;

import dev.tule.mtv.models.Model;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A computed column of a list, and a read-only value of a form. Immutable.
 *
 * @param name by which lists and fieldsets name it
 * @param label what stands above it
 * @param value what it shows: texts, numbers, dates, booleans as icons, objects as links, {@link
 *     dev.tule.mtv.template.SafeString} as markup
 * @param orderBy the field by which the list can be sorted here; empty where it can't
 */
public record Column<M extends Model>(
        String name, String label, Function<M, @Nullable Object> value, String orderBy) {

    /** A column that can't be sorted by: {@code stockValue} is headed {@code Stock value}. */
    public static <M extends Model> Column<M> of(String name, Function<M, @Nullable Object> value) {
        return new Column<>(name, Words.label(name), value, "");
    }

    public Column<M> labelled(String newLabel) {
        return new Column<>(name, newLabel, value, orderBy);
    }

    /** By which field, or annotation of the query set, this sorts. */
    public Column<M> orderedBy(String field) {
        return new Column<>(name, label, value, field);
    }
}
