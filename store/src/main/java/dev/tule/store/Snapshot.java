package dev.tule.store;

import java.util.Optional;

/** The state of a shard at one point in time. Confined to the body it was given to. */
public interface Snapshot {

    /** The value under a key. The caller may keep the array. */
    Optional<byte[]> get(Key key);

    /**
     * Entries of a range in key order, or in reverse. Also ends at {@link Limits#pageEntries} and
     * {@link Limits#pageBytes}: only {@link Page#more} says whether all have been read.
     *
     * @param limit how many at most, from 1
     */
    Page range(KeyRange range, int limit, Direction direction);

    /** Which end of a range to start from. */
    enum Direction {
        FORWARD,
        REVERSE
    }
}
