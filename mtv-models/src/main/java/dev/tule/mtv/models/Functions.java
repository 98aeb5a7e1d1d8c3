package dev.tule.mtv.models;

import java.util.ArrayList;
import java.util.List;

/**
 * Functions of the database, after Django's names. Arguments are values or expressions; {@link F}
 * is a field.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/models/database-functions/">Django:
 *     database functions</a>
 */
public final class Functions {

    private Functions() {}

    /** The first that isn't null. */
    public static Func coalesce(Object first, Object... others) {
        return several(Func.Name.COALESCE, first, others);
    }

    /** Texts in a row; null is an empty one. */
    public static Func concat(Object first, Object... others) {
        return several(Func.Name.CONCAT, first, others);
    }

    /** The number of characters. */
    public static Func length(Object text) {
        return one(Func.Name.LENGTH, text);
    }

    /** In small letters; SQLite knows those of ASCII alone. */
    public static Func lower(Object text) {
        return one(Func.Name.LOWER, text);
    }

    /** In capital letters; SQLite knows those of ASCII alone. */
    public static Func upper(Object text) {
        return one(Func.Name.UPPER, text);
    }

    /** Without the blanks around it. */
    public static Func trim(Object text) {
        return one(Func.Name.TRIM, text);
    }

    /** Without its sign. */
    public static Func abs(Object number) {
        return one(Func.Name.ABS, number);
    }

    /** The beginning of the minute, hour, day, month or year in UTC of an {@code Instant}. */
    public static Trunc trunc(Trunc.Unit unit, String field) {
        return new Trunc(unit, field);
    }

    /**
     * A part of a date or time as a number; of an {@code Instant} in the active time zone: {@code
     * extract(HOUR, "at")}.
     */
    public static Extract extract(Extract.Part part, String field) {
        return new Extract(part, field);
    }

    private static Func one(Func.Name name, Object argument) {
        return new Func(name, List.of(Expression.of(argument)));
    }

    private static Func several(Func.Name name, Object first, Object... others) {
        List<Expression> all = new ArrayList<>(List.of(Expression.of(first)));
        for (Object each : others) {
            all.add(Expression.of(each));
        }
        return new Func(name, all);
    }
}
