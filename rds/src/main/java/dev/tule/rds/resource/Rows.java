package dev.tule.rds.resource;

import dev.tule.aws.stored.Form;
import dev.tule.store.Key;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The rows of one kind of thing, by name. RDS tells no names apart by case and keeps them in lower
 * case. Immutable.
 *
 * <pre>
 * kind, name in lower case -> value
 * </pre>
 */
public final class Rows<T> {
    private final String kind;
    private final Form<T> form;
    private final Function<T, String> name;

    /**
     * @param kind the first element of the keys, such as {@code parameter-group}
     */
    public Rows(String kind, Form<T> form, Function<T, String> name) {
        this.kind = kind;
        this.form = form;
        this.name = name;
    }

    private Key key(String named) {
        return Key.of(kind, named.toLowerCase(Locale.ROOT));
    }

    public Optional<T> find(Snapshot rows, @Nullable String named) {
        return named == null ? Optional.empty() : rows.get(key(named)).map(form::read);
    }

    public boolean has(Snapshot rows, String named) {
        return rows.get(key(named)).isPresent();
    }

    public void put(Transaction rows, T value) {
        rows.put(key(name.apply(value)), form.write(value));
    }

    public void delete(Transaction rows, String named) {
        rows.delete(key(named));
    }

    /** All of them, by name: quotas keep them few. */
    public List<T> all(Snapshot rows) {
        return rows.entries(Key.of(kind)).map(entry -> form.read(entry.value())).toList();
    }
}
