package dev.tule.mtv.models;

import dev.tule.mtv.models.sql.Selectable;

/**
 * Whether another query set has any row: for {@code annotate}, and as a condition for {@code
 * filter}.
 *
 * <pre>{@code
 * Sensor.objects.filter(Exists.of(Reading.objects.filter("sensor", OuterRef.of("pk"), "celsius__gt", 40)))
 * }</pre>
 *
 * @param source that has rows or none
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/models/expressions/#exists-subqueries">
 *     Django: Exists</a>
 */
public record Exists(Selectable source) implements Expression, Q {

    public static Exists of(QuerySet<?> source) {
        return new Exists(source);
    }
}
