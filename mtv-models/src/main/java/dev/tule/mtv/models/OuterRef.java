package dev.tule.mtv.models;

/**
 * Within a {@link Subquery} or {@link Exists}: a field of the row that asks, not of those that are
 * asked about.
 *
 * @param path a field, or through relations to one
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/ref/models/expressions/#referencing-columns-from-the-outer-queryset">
 *     Django: OuterRef</a>
 */
public record OuterRef(String path) implements Expression {

    public static OuterRef of(String path) {
        return new OuterRef(path);
    }
}
