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
    final Reads reads;
    final Effects effects;

    /** How often the transaction has lost before. */
    final int losses;

    /** What the others are held back for; null for most. */
    final @Nullable Turn turn;

    private final CompletableFuture<Outcome> outcome = new CompletableFuture<>();

    /** How a commit ends, if the store doesn't fail. */
    enum Outcome {
        DURABLE,
        CONFLICT
    }

    /**
     * What was read.
     *
     * @param version of the state in which it was read
     */
    record Reads(long version, Collection<Key> keys, Collection<KeyRange> ranges) {}

    /**
     * What is written.
     *
     * @param bytes the size of the transaction as {@link Limits} count it
     */
    record Effects(Writes writes, List<Versioned> versioned, List<Emitted> emitted, int bytes) {}

    /** A value under a key that the version completes. */
    record Versioned(Key prefix, @SuppressWarnings("ArrayRecordComponent") byte[] value) {}

    /** A change for a feed, whose {@linkplain ChangeLog#address address} is its shard and topic. */
    record Emitted(Key address, @SuppressWarnings("ArrayRecordComponent") byte[] content) {}

    Commit(Shard shard, Reads reads, Effects effects, int losses, @Nullable Turn turn) {
        this.shard = shard;
        this.reads = reads;
        this.effects = effects;
        this.losses = losses;
        this.turn = turn;
    }

    /** Whether it has nothing to write: it took place at its snapshot. */
    boolean isReadOnly() {
        return effects.writes().isEmpty()
                && effects.versioned().isEmpty()
                && effects.emitted().isEmpty();
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
