package dev.tule.mtv.models;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A condition: {@code Q.of("title__icontains", "fog").or(Q.of("price", null)).not()}. Immutable.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/topics/db/queries/#complex-lookups-with-q-objects">
 *     Django: Q</a>
 */
public sealed interface Q permits Exists, Q.Lookup, Q.All, Q.Any, Q.Not {

    /**
     * One lookup.
     *
     * @param path {@code author__name__icontains}
     * @param value what is looked for: a value, an {@link Expression}, a list for {@code in}
     */
    record Lookup(String path, @Nullable Object value) implements Q {}

    /** Every one of these; of none: everything. */
    record All(List<Q> conditions) implements Q {}

    /** At least one of these; of none: nothing. */
    record Any(List<Q> conditions) implements Q {}

    /** Whatever the condition doesn't hold for. */
    record Not(Q condition) implements Q {}

    /** Every one of some lookups: paths and values in turn, or conditions among them. */
    static Q of(@Nullable Object... lookups) {
        List<Q> all = new ArrayList<>();
        for (int i = 0; i < lookups.length; i++) {
            if (lookups[i] instanceof Q condition) {
                all.add(condition);
            } else if (lookups[i] instanceof String path && i + 1 < lookups.length) {
                i++;
                all.add(new Lookup(path, lookups[i]));
            } else {
                throw new IllegalArgumentException(
                        "lookups must come as paths and values in turn, not " + lookups[i]);
            }
        }
        return all.size() == 1 ? all.getFirst() : new All(List.copyOf(all));
    }

    default Q and(Q other) {
        return new All(List.of(this, other));
    }

    default Q or(Q other) {
        return new Any(List.of(this, other));
    }

    default Q not() {
        return new Not(this);
    }
}
