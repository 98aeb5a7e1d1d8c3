package dev.tule.ec2.resource;

import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Page;
import dev.tule.store.Snapshot;
import dev.tule.store.Snapshot.Direction;
import dev.tule.store.Transaction;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.core.SdkPojo;

/**
 * The rows of one kind of resource, by identifier. A row is the SDK's own class of the resource, as
 * Describe answers with it, without its tags, which have rows of their own ({@link TagRows}).
 * Immutable.
 *
 * @param <T> the SDK's class, such as {@code Volume}
 */
public final class Table<T extends SdkPojo> {
    private static final int ROWS_AT_ONCE = 500;

    private final String name;
    private final Class<T> model;
    private final Supplier<? extends SdkPojo> builder;
    private final java.util.function.Function<String, RuntimeException> absent;

    /**
     * The rows of a kind of resource.
     *
     * @param builder of the SDK's class, such as {@code Volume::builder}
     */
    public Table(Kind kind, Class<T> model, Supplier<? extends SdkPojo> builder) {
        this(kind.prefix(), model, builder, kind::notFound);
    }

    /**
     * Further rows of a room, by keys of its own.
     *
     * @param name of the table, that no kind of resource begins its identifiers with
     */
    public Table(String name, Class<T> model, Supplier<? extends SdkPojo> builder) {
        this(name, model, builder, id -> new IllegalStateException("no row " + id + " in " + name));
    }

    private Table(
            String name,
            Class<T> model,
            Supplier<? extends SdkPojo> builder,
            java.util.function.Function<String, RuntimeException> absent) {
        this.name = name;
        this.model = model;
        this.builder = builder;
        this.absent = absent;
    }

    /** Whether there is a resource of that identifier, of whatever kind. */
    public static boolean exists(Snapshot rows, Kind kind, String id) {
        return rows.get(Key.of("resource", kind.prefix(), id)).isPresent();
    }

    private Key prefix() {
        return Key.of("resource", name);
    }

    private Key key(String id) {
        return Key.of("resource", name, id);
    }

    public Optional<T> find(Snapshot rows, String id) {
        return rows.get(key(id)).map(this::read);
    }

    /** The resource, or the fault that there is none. */
    public T get(Snapshot rows, String id) {
        return find(rows, id).orElseThrow(() -> absent.apply(id));
    }

    public void put(Transaction rows, String id, T resource) {
        rows.put(key(id), ModelCodec.write(resource));
    }

    /** Deletes a resource and its tags. */
    public void delete(Transaction rows, String id) {
        rows.delete(key(id));
        TagRows.clear(rows, id);
    }

    /** All of them by identifier, in its order. */
    public Map<String, T> all(Snapshot rows) {
        Map<String, T> all = new LinkedHashMap<>();
        for (Page.Entry entry : entries(rows, KeyRange.within(prefix()))) {
            all.put((String) entry.key().elements().getLast(), read(entry.value()));
        }
        return all;
    }

    private T read(byte[] row) {
        return ModelCodec.read(row, builder.get(), model);
    }

    /** All entries of a range, however many pages they take. */
    public static List<Page.Entry> entries(Snapshot rows, KeyRange range) {
        List<Page.Entry> entries = new ArrayList<>();
        KeyRange left = range;
        while (true) {
            Page page = rows.range(left, ROWS_AT_ONCE, Direction.FORWARD);
            entries.addAll(page.entries());
            if (!page.more()) {
                return entries;
            }
            left = left.after(page.entries().getLast().key());
        }
    }
}
