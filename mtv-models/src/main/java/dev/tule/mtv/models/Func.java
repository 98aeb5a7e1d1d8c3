package dev.tule.mtv.models;

import java.util.List;

/**
 * A function of the database. {@link Functions} makes them.
 *
 * @param name which one
 * @param arguments what it is given
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/models/expressions/#func-expressions">
 *     Django: Func</a>
 */
public record Func(Name name, List<Expression> arguments) implements Expression {

    public Func {
        arguments = List.copyOf(arguments);
    }

    /** The functions that are the same on every database. */
    public enum Name {
        ABS,
        COALESCE,
        CONCAT,
        LENGTH,
        LOWER,
        TRIM,
        UPPER
    }
}
