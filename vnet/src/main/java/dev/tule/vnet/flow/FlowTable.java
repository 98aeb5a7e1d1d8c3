package dev.tule.vnet.flow;

import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A bounded hash table from a conversation's two ends to what is known about it. Looking up
 * allocates nothing: a key is two longs, and entries carry their own links. The hash is salted,
 * since machines choose the ports. Confined to its owner's lock.
 *
 * @param <E> the entries
 */
public final class FlowTable<E extends FlowTable.Entry> {
    private static final int LEAST_BUCKETS = 16;

    private final int capacity;
    private final long salt;
    private @Nullable Entry[] buckets = new Entry[LEAST_BUCKETS];
    private int size;
    private int hand;

    /** What a table holds; an entry is in one table at most. */
    public abstract static class Entry {
        private long addresses;
        private long ports;
        private @Nullable Entry next;

        public final int local() {
            return (int) (addresses >>> 32);
        }

        public final int remote() {
            return (int) addresses;
        }

        public final int protocol() {
            return (int) (ports >>> 32);
        }

        public final int localPort() {
            return (int) (ports >>> 16) & 0xffff;
        }

        public final int remotePort() {
            return (int) ports & 0xffff;
        }
    }

    /**
     * @param capacity most entries
     * @param salt a random number that machines can't know
     */
    public FlowTable(int capacity, long salt) {
        this.capacity = capacity;
        this.salt = salt;
    }

    /** The first half of a key. */
    public static long addresses(int local, int remote) {
        return ((long) local << 32) | (remote & 0xffff_ffffL);
    }

    /** The second half of a key. */
    public static long ports(int protocol, int local, int remote) {
        return ((long) protocol << 32) | ((long) local << 16) | remote;
    }

    public int size() {
        return size;
    }

    public boolean isFull() {
        return size >= capacity;
    }

    private int bucket(long addresses, long ports) {
        long mixed = (addresses ^ salt) * 0x9e37_79b9_7f4a_7c15L;
        mixed = (Long.rotateLeft(mixed, 29) ^ ports) * 0xbf58_476d_1ce4_e5b9L;
        mixed = (mixed ^ (mixed >>> 31) ^ salt) * 0x94d0_49bb_1331_11ebL;
        return (int) (mixed >>> 33) & (buckets.length - 1);
    }

    // Only entries of type E are ever put in.
    @SuppressWarnings("unchecked")
    private E cast(Entry entry) {
        return (E) entry;
    }

    public @Nullable E get(long addresses, long ports) {
        for (Entry at = buckets[bucket(addresses, ports)]; at != null; at = at.next) {
            if (at.addresses == addresses && at.ports == ports) {
                return cast(at);
            }
        }
        return null;
    }

    /** Adds an entry under a key that is not there; the table is not full. */
    public void put(long addresses, long ports, E added) {
        if (isFull()) {
            throw new IllegalStateException("the table is full");
        }
        if (size >= buckets.length) {
            grow();
        }
        Entry entry = added;
        entry.addresses = addresses;
        entry.ports = ports;
        int bucket = bucket(addresses, ports);
        entry.next = buckets[bucket];
        buckets[bucket] = entry;
        size++;
    }

    private void grow() {
        @Nullable Entry[] old = buckets;
        buckets = new Entry[old.length * 2];
        for (Entry entry : old) {
            while (entry != null) {
                Entry next = entry.next;
                int bucket = bucket(entry.addresses, entry.ports);
                entry.next = buckets[bucket];
                buckets[bucket] = entry;
                entry = next;
            }
        }
    }

    public void remove(E removed) {
        Entry entry = removed;
        int bucket = bucket(entry.addresses, entry.ports);
        Entry before = null;
        for (Entry at = buckets[bucket]; at != null; at = at.next) {
            if (at.addresses == entry.addresses && at.ports == entry.ports) {
                unlink(bucket, before, at);
                return;
            }
            before = at;
        }
    }

    private void unlink(int bucket, @Nullable Entry before, Entry gone) {
        if (before == null) {
            buckets[bucket] = gone.next;
        } else {
            before.next = gone.next;
        }
        gone.next = null;
        size--;
    }

    /** Removes the entries that the test is true for, in all buckets. */
    public void removeIf(Predicate<E> test) {
        for (int bucket = 0; bucket < buckets.length; bucket++) {
            removeIf(bucket, test);
        }
    }

    /** Looks at some further buckets, going round; for making room at a bounded cost. */
    public void removeSome(int bucketCount, Predicate<E> test) {
        for (int i = 0; i < bucketCount; i++) {
            hand = (hand + 1) & (buckets.length - 1);
            removeIf(hand, test);
        }
    }

    private void removeIf(int bucket, Predicate<E> test) {
        Entry before = null;
        Entry at = buckets[bucket];
        while (at != null) {
            Entry next = at.next;
            if (test.test(cast(at))) {
                unlink(bucket, before, at);
            } else {
                before = at;
            }
            at = next;
        }
    }
}
