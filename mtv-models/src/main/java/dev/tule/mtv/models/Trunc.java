package dev.tule.mtv.models;

/**
 * A time cut down to the beginning of a unit, in UTC: what a chart groups readings by.
 *
 * <pre>{@code
 * Reading.objects.annotate("hour", trunc(HOUR, "at")).values("hour").annotate("mean", avg("celsius"))
 * }</pre>
 *
 * @param unit what is kept
 * @param path a field of type {@code Instant}, or through relations to one
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/models/database-functions/#trunc">Django:
 *     Trunc</a>
 */
public record Trunc(Unit unit, String path) implements Expression {

    /** What times are cut down to. */
    public enum Unit {
        MINUTE,
        HOUR,
        DAY,
        MONTH,
        YEAR
    }
}
