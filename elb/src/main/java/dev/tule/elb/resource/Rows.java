package dev.tule.elb.resource;

import dev.tule.aws.protocol.JsonFactories;
import dev.tule.aws.protocol.JsonReader;
import dev.tule.aws.protocol.JsonWriter;
import dev.tule.aws.shape.Shape;
import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Page;
import dev.tule.store.Snapshot;
import dev.tule.store.Snapshot.Direction;
import dev.tule.store.Transaction;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;

/**
 * Rows of one kind: the SDK's own class as JSON, by the names of the wire, which AWS adds to and
 * never changes. Immutable.
 *
 * @param <T> the SDK's class
 */
public final class Rows<T extends SdkPojo> {
    private static final int DEPTH = 32;
    private static final int BYTES = 100_000;
    private static final int ROWS_AT_ONCE = 500;
    private static final JsonWriter WRITER = new JsonWriter(JsonFactories.json(DEPTH, BYTES));
    private static final JsonReader READER = new JsonReader(JsonFactories.json(DEPTH, BYTES));

    private final String table;
    private final Class<T> model;
    private final Supplier<? extends SdkPojo> builder;

    /**
     * Rows under keys that begin with a word.
     *
     * @param builder of the SDK's class
     */
    public Rows(String table, Class<T> model, Supplier<? extends SdkPojo> builder) {
        this.table = table;
        this.model = model;
        this.builder = builder;
    }

    /** A key of this table. */
    public Key key(Object... words) {
        return Key.of(table).with(words);
    }

    public Optional<T> find(Snapshot rows, Object... words) {
        return rows.get(key(words)).map(this::read);
    }

    public void put(Transaction rows, T row, Object... words) {
        rows.put(key(words), write(row));
    }

    public void delete(Transaction rows, Object... words) {
        rows.delete(key(words));
    }

    /** All whose keys begin with these words, in the order of their keys. */
    public List<T> all(Snapshot rows, Object... words) {
        return entries(rows, key(words)).stream().map(entry -> read(entry.value())).toList();
    }

    /** Deletes all whose keys begin with these words. */
    public void clear(Transaction rows, Object... words) {
        rows.clear(KeyRange.within(key(words)));
    }

    public byte[] write(T row) {
        return WRITER.write(row);
    }

    public T read(byte[] json) {
        SdkPojo filled = builder.get();
        READER.read(json, filled);
        return model.cast(Shape.build(filled));
    }

    /** All entries below a key, however many pages they take. */
    public static List<Page.Entry> entries(Snapshot rows, Key below) {
        List<Page.Entry> entries = new ArrayList<>();
        KeyRange rest = KeyRange.within(below);
        while (true) {
            Page page = rows.range(rest, ROWS_AT_ONCE, Direction.FORWARD);
            entries.addAll(page.entries());
            if (!page.more()) {
                return entries;
            }
            rest = rest.after(page.entries().getLast().key());
        }
    }
}
