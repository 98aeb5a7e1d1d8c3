package dev.tule.store;

/**
 * Reads and buffered writes that take effect together or not at all. Reads see the transaction's
 * own writes. Confined to the body it was given to. Keys and values are checked against {@link
 * Limits} when they are written.
 */
public interface Transaction extends Snapshot {

    /** Sets a value; the array must not be changed afterwards. */
    void put(Key key, byte[] value);

    void delete(Key key);

    void clear(KeyRange range);

    /**
     * Adds to a 64-bit big-endian counter, 0 where the key is absent. Conflicts with no other
     * addition: made for counters and quotas. Reading the counter in the same transaction is a read
     * like any other.
     */
    void add(Key key, long delta);

    /**
     * Writes under a key that is {@code prefix} followed by two elements: the version of the commit
     * and the number of this call within the transaction, from 0. Keys of later commits sort later.
     * As the key isn't known before the commit, reads of this transaction don't see the entry and
     * {@link #clear} doesn't remove it.
     */
    void putVersioned(Key prefix, byte[] value);

    /**
     * Adds a change to the shard's feed, in the same commit. Topic and change have the limits of
     * keys and values.
     */
    void emit(Key topic, byte[] change);
}
