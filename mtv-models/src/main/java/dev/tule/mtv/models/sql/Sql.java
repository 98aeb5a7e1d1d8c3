package dev.tule.mtv.models.sql;

import dev.tule.mtv.models.meta.ModelField;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A piece of SQL and the values of its question marks. Confined to the thread that makes it. */
public final class Sql {
    private final StringBuilder text = new StringBuilder();
    private final List<Bound> values = new ArrayList<>();

    /**
     * A value and what it is compared with.
     *
     * @param field whose type says how it is written; null where the value's own does
     * @param value the value
     */
    public record Bound(@Nullable ModelField field, @Nullable Object value) {}

    public Sql add(String sql) {
        text.append(sql);
        return this;
    }

    public Sql add(Sql other) {
        text.append(other.text);
        values.addAll(other.values);
        return this;
    }

    /** A value for a question mark that was written already. */
    public Sql bind(@Nullable ModelField field, @Nullable Object value) {
        values.add(new Bound(field, value));
        return this;
    }

    public String text() {
        return text.toString();
    }

    public List<Bound> values() {
        return values;
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    static Sql of(String text) {
        return new Sql().add(text);
    }
}
