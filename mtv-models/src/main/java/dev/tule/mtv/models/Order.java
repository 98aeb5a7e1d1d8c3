package dev.tule.mtv.models;

import org.jspecify.annotations.Nullable;

/**
 * What rows are ordered by: {@code orderBy(F.of("published").desc().withNullsLast())}.
 *
 * @param by the values
 * @param descending whether the greatest come first
 * @param nullsFirst where rows without a value come; null leaves it to the database
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/ref/models/expressions/#using-f-to-sort-null-values">
 *     Django: using F() to sort null values</a>
 */
public record Order(Expression by, boolean descending, @Nullable Boolean nullsFirst) {

    /** By a field's name; a minus in front turns it round. */
    public static Order of(String field) {
        boolean down = field.startsWith("-");
        return new Order(F.of(down ? field.substring(1) : field), down, null);
    }

    /** Rows without a value before all others. */
    public Order withNullsFirst() {
        return new Order(by, descending, true);
    }

    /** Rows without a value after all others. */
    public Order withNullsLast() {
        return new Order(by, descending, false);
    }

    /** The opposite order. */
    public Order reversed() {
        return new Order(by, !descending, nullsFirst == null ? null : !nullsFirst);
    }
}
