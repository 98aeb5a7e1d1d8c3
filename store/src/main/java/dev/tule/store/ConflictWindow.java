package dev.tule.store;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Which keys recent commits have written, and at which version: what says whether a transaction has
 * read something that is no longer so. Holds as many commits as fit its memory; of a transaction
 * that read before the oldest of them nothing can be said, so it conflicts. Confined to the
 * committer's thread.
 *
 * <p>Single keys are a map from key to the version that last wrote it. Cleared ranges are a step
 * function: the entry at or before a key holds the version that last cleared it. Both are forgotten
 * in the order in which they came, by a queue.
 */
final class ConflictWindow {
    /** About what an entry costs beside its key: two map entries, the queue's slot and record. */
    private static final int ENTRY_OVERHEAD = 160;

    private static final int LEAST_STEPS_TO_SWEEP = 64;

    private static final long NEVER = 0;

    private final long capacityBytes;
    private final NavigableMap<Key, Long> writtenAt = new TreeMap<>();
    private final NavigableMap<Key, Long> clearedAt = new TreeMap<>();
    private final Deque<Written> inOrder = new ArrayDeque<>();
    private long bytes;
    private int stepsToSweepAt = LEAST_STEPS_TO_SWEEP;

    /** Commits up to this version may have been forgotten. */
    private long forgottenTo;

    /** A key that was written, or where a step of the cleared ranges was made. */
    private record Written(Key key, boolean step, long version) {
        long bytes() {
            return key.length() + (long) ENTRY_OVERHEAD;
        }
    }

    /**
     * @param version the version of the last commit before this window
     */
    ConflictWindow(long capacityBytes, long version) {
        this.capacityBytes = capacityBytes;
        this.forgottenTo = version;
    }

    boolean conflicts(Commit.Reads reads) {
        long readVersion = reads.version();
        if (reads.keys().isEmpty() && reads.ranges().isEmpty()) {
            return false;
        }
        if (readVersion < forgottenTo) {
            return true;
        }
        if (inOrder.isEmpty() || inOrder.getLast().version() <= readVersion) {
            return false;
        }
        for (Key key : reads.keys()) {
            if (writtenAt.getOrDefault(key, NEVER) > readVersion
                    || versionAt(clearedAt, key) > readVersion) {
                return true;
            }
        }
        for (KeyRange range : reads.ranges()) {
            if (!range.isEmpty() && conflicts(readVersion, range)) {
                return true;
            }
        }
        return false;
    }

    private boolean conflicts(long readVersion, KeyRange range) {
        return anyLater(writtenAt.subMap(range.from(), range.to()), readVersion)
                || versionAt(clearedAt, range.from()) > readVersion
                || anyLater(clearedAt.subMap(range.from(), range.to()), readVersion);
    }

    private static boolean anyLater(Map<Key, Long> versions, long readVersion) {
        for (long version : versions.values()) {
            if (version > readVersion) {
                return true;
            }
        }
        return false;
    }

    void wrote(long version, Key key) {
        writtenAt.put(key, version);
        remember(new Written(key, false, version));
    }

    void cleared(long version, KeyRange range) {
        long beyond = versionAt(clearedAt, range.to());
        clearedAt.subMap(range.from(), range.to()).clear();
        clearedAt.put(range.from(), version);
        clearedAt.put(range.to(), beyond);
        remember(new Written(range.from(), true, version));
        remember(new Written(range.to(), true, version));
    }

    private void remember(Written written) {
        inOrder.addLast(written);
        bytes += written.bytes();
    }

    /** Forgets the oldest commits until the rest fits; called between commits. */
    void forget() {
        while (bytes > capacityBytes) {
            Written oldest = inOrder.removeFirst();
            bytes -= oldest.bytes();
            forgottenTo = oldest.version();
            if (!oldest.step()) {
                writtenAt.remove(oldest.key(), oldest.version());
            }
        }
        if (clearedAt.size() > stepsToSweepAt) {
            sweepSteps();
            stepsToSweepAt = Math.max(LEAST_STEPS_TO_SWEEP, clearedAt.size() * 2);
        }
    }

    /** Drops the steps between versions that are forgotten. */
    private void sweepSteps() {
        long before = NEVER;
        Iterator<Long> steps = clearedAt.values().iterator();
        while (steps.hasNext()) {
            long version = steps.next();
            if (version <= forgottenTo && before <= forgottenTo) {
                steps.remove();
            }
            before = version;
        }
    }

    private static long versionAt(NavigableMap<Key, Long> steps, Key key) {
        Map.Entry<Key, Long> step = steps.floorEntry(key);
        return step == null ? NEVER : step.getValue();
    }
}
