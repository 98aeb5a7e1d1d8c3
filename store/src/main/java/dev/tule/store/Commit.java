package dev.tule.store;

import java.util.Collection;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * A transaction on its way through the {@link Committer}: what it read and what it writes, with
 * keys behind their shard. Handed over to the committer's thread and left alone by all others, but
 * for its outcome.
 */
final class Commit implements Work {
    final Shard shard;
    final long readVersion;
    final Collection<Key> readKeys;
    final Collection<KeyRange> readRanges;
    final Writes writes;
    final List<Versioned> versioned;
    final List<Emitted> emitted;
    final int bytes;

    /** What the others are held back for; null for most. */
    final @Nullable Turn turn;

    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    /** How a commit ends, if the store doesn't fail. */
    enum Outcome {
        DURABLE,
        CONFLICT
    }

    /** A value under a key that the version completes. */
    record Versioned(Key prefix, @SuppressWarnings("ArrayRecordComponent") byte[] value) {}

    /** A change for a feed, whose {@linkplain ChangeLog#address address} is its shard and topic. */
    record Emitted(Key address, @SuppressWarnings("ArrayRecordComponent") byte[] content) {}

    Commit(
            Shard shard,
            long readVersion,
            Collection<Key> readKeys,
            Collection<KeyRange> readRanges,
            Writes writes,
            List<Versioned> versioned,
            List<Emitted> emitted,
            int bytes,
            @Nullable Turn turn) {
        this.shard = shard;
        this.readVersion = readVersion;
        this.readKeys = readKeys;
        this.readRanges = readRanges;
        this.writes = writes;
        this.versioned = versioned;
        this.emitted = emitted;
        this.bytes = bytes;
        this.turn = turn;
    }

    /** Whether it has nothing to write: it took place at its snapshot. */
    boolean isReadOnly() {
        return writes.isEmpty() && versioned.isEmpty() && emitted.isEmpty();
    }

    void end(Outcome how) {
        outcome.complete(how);
    }

    @Override
    public void fail(RuntimeException why) {
        outcome.completeExceptionally(why);
    }

    /**
     * @throws StoreException when the store failed
     * @throws IllegalStateException when the transaction can't be done
     */
    Outcome await() {
        return Work.await(outcome);
    }
}
