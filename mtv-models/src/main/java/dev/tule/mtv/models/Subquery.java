package dev.tule.mtv.models;

import dev.tule.mtv.models.sql.Selectable;

/**
 * A value that another query set gives, of its first row; null where it has none.
 *
 * <pre>{@code
 * QuerySet<Reading> latest = Reading.objects.filter("sensor", OuterRef.of("pk")).orderBy("-at");
 * Sensor.objects.annotate("temperature", Subquery.of(latest, "celsius"))
 * }</pre>
 *
 * @param source whose first row is meant
 * @param field the value, as {@link QuerySet#values} names it
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/ref/models/expressions/#subquery-expressions">
 *     Django: Subquery</a>
 */
public record Subquery(Selectable source, String field) implements Expression {

    public static Subquery of(QuerySet<?> source, String field) {
        return new Subquery(source, field);
    }
}
