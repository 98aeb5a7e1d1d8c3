package dev.tule.mtv.models;

/**
 * A field's value as the database has it: {@code update("stock", F.of("stock").minus(1))}.
 *
 * @param path a field, or through relations to one: {@code "author__country__name"}
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/ref/models/expressions/#f-expressions">Django:
 *     F</a>
 */
public record F(String path) implements Expression {

    public static F of(String path) {
        return new F(path);
    }
}
