package dev.tule.store;

import java.util.Optional;
import java.util.stream.Stream;

/** The state of a shard at one point in time. Confined to the body it was given to. */
public interface Snapshot {
    /** How many {@link #entries} reads at a time. */
    int ENTRIES_AT_ONCE = 500;

    /** The value under a key. The caller may keep the array. */
    Optional<byte[]> get(Key key);

    /**
     * Entries of a range in key order, or in reverse. Also ends at {@link Limits#pageEntries} and
     * {@link Limits#pageBytes}: only {@link Page#more} says whether all have been read.
     *
     * @param limit how many at most, from 1
     */
    Page range(KeyRange range, int limit, Direction direction);

    /**
     * All entries of a range in key order, read some at a time, as they are asked for: for ranges
     * that are known to be short, or of which the first are wanted. Confined to the body, too; a
     * transaction has read what was looked at.
     */
    default Stream<Page.Entry> entries(KeyRange range) {
        return Stream.iterate(
                        Optional.of(range(range, ENTRIES_AT_ONCE, Direction.FORWARD)),
                        Optional::isPresent,
                        page -> page.flatMap(before -> next(before, range)))
                .flatMap(page -> page.stream().flatMap(some -> some.entries().stream()));
    }

    /** All entries whose keys begin with a prefix and are longer. */
    default Stream<Page.Entry> entries(Key prefix) {
        return entries(KeyRange.within(prefix));
    }

    private Optional<Page> next(Page before, KeyRange range) {
        return before.more()
                ? Optional.of(
                        range(
                                range.after(before.entries().getLast().key()),
                                ENTRIES_AT_ONCE,
                                Direction.FORWARD))
                : Optional.empty();
    }

    /** Which end of a range to start from. */
    enum Direction {
        FORWARD,
        REVERSE
    }
}
