package dev.tule.store;

import dev.tule.store.Database.Family;
import dev.tule.store.Snapshot.Direction;
import dev.tule.store.Writes.Write;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads a page of a range: the rows of the files with a transaction's own writes laid over them.
 * Used once, by one thread.
 */
final class PageReader {
    private final KeyRange range;
    private final Direction direction;
    private final Writes own;
    private final Iterator<Map.Entry<Key, Write>> ownWrites;
    private Map.@Nullable Entry<Key, Write> ownNext;

    /** A page of physical keys, and the range that it tells of. */
    record Result(List<Page.Entry> entries, boolean more, KeyRange covered) {}

    PageReader(KeyRange range, Direction direction, Writes own) {
        this.range = range;
        this.direction = direction;
        this.own = own;
        var within = own.within(range);
        this.ownWrites =
                (direction == Direction.FORWARD ? within : within.descendingMap())
                        .entrySet()
                        .iterator();
        nextOwn();
    }

    Result read(ReadPoint point, int limit, int limitBytes) {
        if (range.isEmpty()) {
            return new Result(Collections.emptyList(), false, range);
        }
        List<Page.Entry> entries = new ArrayList<>();
        int bytes = 0;
        try (Rows rows = point.rows(Family.DATA, range, direction)) {
            // One more than the page is looked at, to know whether there is more. That it is
            // there is part of what was read.
            for (Page.Entry entry = next(rows); entry != null; entry = next(rows)) {
                if (entries.size() == limit || bytes >= limitBytes) {
                    return new Result(entries, true, upTo(entry.key()));
                }
                entries.add(entry);
                bytes += entry.key().length() + entry.value().length;
            }
        }
        return new Result(entries, false, range);
    }

    private KeyRange upTo(Key last) {
        return direction == Direction.FORWARD
                ? new KeyRange(range.from(), last.followedBy((byte) 0x00))
                : new KeyRange(last, range.to());
    }

    private Page.@Nullable Entry next(Rows rows) {
        while (true) {
            Key stored = rows.key();
            Map.Entry<Key, Write> mine = ownNext;
            Page.Entry entry;
            if (stored != null && (mine == null || comesBefore(stored, mine.getKey()))) {
                entry = storedEntry(rows, stored);
            } else if (mine != null) {
                entry = ownEntry(rows, mine);
            } else {
                return null;
            }
            if (entry != null) {
                return entry;
            }
        }
    }

    private boolean comesBefore(Key one, Key other) {
        int order = one.compareTo(other);
        return direction == Direction.FORWARD ? order < 0 : order > 0;
    }

    private Page.@Nullable Entry storedEntry(Rows rows, Key key) {
        KeyRange cleared = own.clearedAround(key);
        if (cleared != null) {
            rows.skip(cleared);
            return null;
        }
        Page.Entry entry = new Page.Entry(key, rows.value());
        rows.next();
        return entry;
    }

    /** What an own write makes of its key; the row of the same key, if any, is passed by. */
    private Page.@Nullable Entry ownEntry(Rows rows, Map.Entry<Key, Write> mine) {
        Key key = mine.getKey();
        Key storedKey = rows.key();
        boolean stored = storedKey != null && storedKey.equals(key);
        Page.Entry entry =
                switch (mine.getValue()) {
                    case Write.Put(byte[] value) -> new Page.Entry(key, value.clone());
                    case Write.Delete _ -> null;
                    case Write.Add(long delta) ->
                            new Page.Entry(
                                    key,
                                    stored ? Counter.plus(rows.value(), delta) : Counter.of(delta));
                };
        if (stored) {
            rows.next();
        }
        nextOwn();
        return entry;
    }

    private void nextOwn() {
        ownNext = ownWrites.hasNext() ? ownWrites.next() : null;
    }
}
