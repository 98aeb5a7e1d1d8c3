package dev.tule.iam;

import dev.tule.store.Snapshot;
import dev.tule.store.Store;
import dev.tule.store.Transaction;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** What the operations of an account work with. Safe for use by many threads. */
record Context(
        Store store,
        SecretBox secrets,
        StoredAccessKeys keys,
        Identifiers identifiers,
        InstantSource clock,
        String account) {

    <T extends @Nullable Object> T read(Function<Snapshot, T> body) {
        return store.read(Rows.SHARD, body);
    }

    <T extends @Nullable Object> T transact(Function<Transaction, T> body) {
        return store.transact(Rows.SHARD, body);
    }

    void change(Consumer<Transaction> body) {
        store.change(Rows.SHARD, body);
    }

    Identities identities() {
        return new Identities(account);
    }

    /** In whole seconds, as rows keep it. */
    Instant now() {
        return clock.instant().truncatedTo(ChronoUnit.SECONDS);
    }
}
