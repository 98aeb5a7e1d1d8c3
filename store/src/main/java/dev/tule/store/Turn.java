package dev.tule.store;

import java.util.concurrent.CompletableFuture;

/**
 * The right of one transaction to run while other commits of its shard are held back, for as long
 * as a transaction may take. Given by the {@link Committer} to transactions that have lost too
 * often, one at a time in each shard.
 */
final class Turn implements Work {
    final Shard shard;
    private final CompletableFuture<Void> given = new CompletableFuture<>();

    /** The turn isn't needed any more. */
    record End(Turn turn) implements Work {
        @Override
        public void fail(RuntimeException why) {}
    }

    Turn(Shard shard) {
        this.shard = shard;
    }

    void give() {
        given.complete(null);
    }

    @Override
    public void fail(RuntimeException why) {
        given.completeExceptionally(why);
    }

    void await() {
        Work.await(given);
    }
}
