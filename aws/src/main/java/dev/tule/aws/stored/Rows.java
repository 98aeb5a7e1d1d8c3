package dev.tule.aws.stored;

import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Rows of one kind, in the {@link Form} of one of the SDK's classes. Immutable.
 *
 * @param <T> the SDK's class
 */
public final class Rows<T extends SdkPojo> {
    private final String table;
    private final Form<T> form;

    /**
     * Rows under keys that begin with a word.
     *
     * @param builder of the SDK's class
     */
    public Rows(String table, Class<T> model, Supplier<? extends SdkPojo> builder) {
        this.table = table;
        this.form = Form.ofSdk(model, builder);
    }

    /** A key of this table. */
    public Key key(Object... words) {
        return Key.of(table).with(words);
    }

    public Optional<T> find(Snapshot rows, Object... words) {
        return rows.get(key(words)).map(form::read);
    }

    public void put(Transaction rows, T row, Object... words) {
        rows.put(key(words), form.write(row));
    }

    public void delete(Transaction rows, Object... words) {
        rows.delete(key(words));
    }

    /** All whose keys begin with these words, in the order of their keys: quotas keep them few. */
    public List<T> all(Snapshot rows, Object... words) {
        return rows.entries(key(words)).map(entry -> form.read(entry.value())).toList();
    }

    /** Deletes all whose keys begin with these words. */
    public void clear(Transaction rows, Object... words) {
        rows.clear(KeyRange.within(key(words)));
    }
}
