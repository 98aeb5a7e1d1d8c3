package dev.tule.mtv.models;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One of several values, by conditions: the first that holds decides.
 *
 * <pre>{@code
 * Book.objects.annotate("shelf",
 *         Case.when(Q.of("price__gte", 100), "safe").orWhen(Q.of("lent", true), "out").otherwise("open"))
 * }</pre>
 *
 * <p>Values may be texts, numbers, truth values, dates, constants of enums, or expressions; of one
 * kind all of them.
 *
 * @param whens in the order in which they are looked at
 * @param otherwise where none holds
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/models/conditional-expressions/">Django:
 *     conditional expressions</a>
 */
public record Case(List<When> whens, Expression otherwise) implements Expression {

    public Case {
        whens = List.copyOf(whens);
    }

    /**
     * A condition, and the value where it holds.
     *
     * @param condition as {@link QuerySet#filter} takes it
     * @param then the value
     */
    public record When(Q condition, Expression then) {}

    /** Where a condition holds, a value; else null, until more is said. */
    public static Case when(Q condition, @Nullable Object then) {
        return new Case(
                List.of(new When(condition, Expression.of(then))), new Expression.Value(null));
    }

    /** Where none of those before holds, but this one. */
    public Case orWhen(Q condition, @Nullable Object then) {
        List<When> all = new ArrayList<>(whens);
        all.add(new When(condition, Expression.of(then)));
        return new Case(all, otherwise);
    }

    /** Where none holds. */
    public Case otherwise(@Nullable Object value) {
        return new Case(whens, Expression.of(value));
    }
}
