package dev.tule.s3.list;

import dev.tule.s3.row.Keys;
import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Page;
import dev.tule.store.Snapshot;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Walks rows whose next element is a string, gathering those that share a prefix up to a delimiter
 * into one. Past such a group it seeks: a million keys in a folder cost as much as one. Confined to
 * one thread and one snapshot.
 */
public final class Listing {
    private static final int FIRST_PAGE = 16;
    private static final int LAST_PAGE = 1_000;

    private final Snapshot snapshot;
    private final Key parent;
    private final Query query;
    private final List<Item> items = new ArrayList<>();
    private boolean truncated;

    /**
     * What is wanted.
     *
     * @param prefix what every name begins with
     * @param delimiter what ends a group's common prefix; empty for no groups
     * @param after where the page before ended: a name or a common prefix; empty for the first
     * @param limit how many items, from 0
     */
    public record Query(String prefix, String delimiter, String after, int limit) {}

    /** An entry of a listing: one row, or a group of them. */
    public sealed interface Item {
        /** What the next page comes after. */
        String name();
    }

    /** A row, the string after its parent as its name. */
    public record Row(String name, Page.Entry entry) implements Item {}

    /** Rows that begin with this and go on. */
    public record CommonPrefix(String name) implements Item {}

    /** The rows under a parent's key. */
    public Listing(Snapshot snapshot, Key parent, Query query) {
        this(snapshot, parent, query, null);
    }

    /**
     * The rows under a parent's key, where several may have the same name.
     *
     * @param last the row that the page before ended with; null to go by the query's name
     */
    public Listing(Snapshot snapshot, Key parent, Query query, @Nullable Key last) {
        this.snapshot = snapshot;
        this.parent = parent;
        this.query = query;
        walk(last == null ? start() : Keys.after(whole(), last));
    }

    public List<Item> items() {
        return List.copyOf(items);
    }

    /** Whether there are more items after these. */
    public boolean isTruncated() {
        return truncated;
    }

    private KeyRange whole() {
        return Keys.startingWith(parent, query.prefix);
    }

    private KeyRange start() {
        if (query.after.isEmpty()) {
            return whole();
        }
        boolean group = query.after.equals(commonPrefix(query.after));
        return Keys.after(
                whole(), group ? Keys.beyond(parent, query.after) : beyondRowsOf(query.after));
    }

    private void walk(KeyRange range) {
        KeyRange rest = range;
        int size = FIRST_PAGE;
        while (!rest.isEmpty()) {
            Page page = snapshot.range(rest, size, Snapshot.Direction.FORWARD);
            Key next = take(page);
            if (next == null || !page.more()) {
                return;
            }
            // Small pages while there are groups to seek past, large ones where rows follow rows.
            boolean inGroup = page.entries().getLast().key().compareTo(next) < 0;
            size = inGroup ? FIRST_PAGE : Math.min(size * 4, LAST_PAGE);
            rest = Keys.after(rest, next);
        }
    }

    /** Takes a page's rows; returns where to go on, or null when the listing is full. */
    private @Nullable Key take(Page page) {
        Key next = parent;
        for (Page.Entry entry : page.entries()) {
            if (entry.key().compareTo(next) <= 0) {
                continue; // in the group just taken
            }
            if (items.size() == query.limit) {
                truncated = query.limit > 0;
                return null;
            }
            String name = (String) entry.key().elements().get(parent.elements().size());
            String group = commonPrefix(name);
            if (group == null) {
                items.add(new Row(name, entry));
                next = entry.key();
            } else {
                items.add(new CommonPrefix(group));
                next = Keys.beyond(parent, group);
            }
        }
        return next;
    }

    private @Nullable String commonPrefix(String name) {
        if (query.delimiter.isEmpty() || !name.startsWith(query.prefix)) {
            return null;
        }
        int end = name.indexOf(query.delimiter, query.prefix.length());
        return end < 0 ? null : name.substring(0, end + query.delimiter.length());
    }

    /** The last possible key of rows with that name, which may have further elements. */
    private Key beyondRowsOf(String name) {
        return parent.with(name).followedBy((byte) 0xFF);
    }
}
