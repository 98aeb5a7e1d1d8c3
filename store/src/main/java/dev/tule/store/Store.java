package dev.tule.store;

import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * An ordered key-value store with serializable transactions. Safe for use by many threads; calls
 * block, cheaply on virtual threads.
 */
public interface Store extends AutoCloseable {

    /**
     * Reads at one point in time: the state after all transactions that have returned. Never
     * conflicts with a transaction and never waits for one.
     *
     * @throws LimitExceeded when the body takes longer than {@link Limits#transactionTime}
     */
    <T extends @Nullable Object> T read(Shard shard, Function<Snapshot, T> body);

    /**
     * Runs a transaction and returns when its writes are on stable storage. Serializable: it is as
     * if transactions ran one after another, ranges that were read included (no phantoms). The body
     * is run again when another transaction has changed what it read: it must have no side effects
     * but through the transaction. An exception from the body ends the transaction without a trace
     * and is passed on.
     *
     * @throws LimitExceeded when a key, a value or the transaction is over {@link #limits()}
     * @throws StoreException when the store can't answer: it is closed, contention without end, or
     *     a broken disk, after which it is unknown whether the transaction took place
     * @throws IllegalStateException when {@link Transaction#add} met a value that is no counter
     */
    <T extends @Nullable Object> T transact(Shard shard, Function<Transaction, T> body);

    /** Runs a transaction that gives nothing back: {@link #transact}. */
    default void change(Shard shard, Consumer<Transaction> body) {
        this.<@Nullable Void>transact(
                shard,
                transaction -> {
                    body.accept(transaction);
                    return null;
                });
    }

    /**
     * The changes that transactions {@linkplain Transaction#emit emitted} in a shard under a topic,
     * in commit order, at least once each, from after the cursor on.
     *
     * @param after where to resume; null for changes from now on
     * @throws IllegalArgumentException when the cursor is not of this store
     */
    ChangeFeed changes(Shard shard, Key topic, @Nullable Cursor after);

    Limits limits();

    /** Waits for running transactions and closes the files. */
    @Override
    void close();
}
