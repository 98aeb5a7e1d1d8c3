package dev.tule.iam;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tule.aws.AccessKey;
import dev.tule.aws.AccessKeys;
import dev.tule.aws.Principal;
import dev.tule.store.Snapshot;
import dev.tule.store.Store;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The access keys of the store. Keys in use are kept in memory, decrypted; every change made
 * through IAM drops them there before it is acknowledged, so a disabled key is refused from then
 * on. Safe for use by many threads.
 *
 * <p>When a key was last used is noted in memory and written down by {@link #writeLastUses}, which
 * {@link Iam} calls once a minute and at its end: a crash forgets at most that minute.
 */
public final class StoredAccessKeys implements AccessKeys {
    private static final int MOST_CACHED = 10_000;
    private static final int MOST_NOTED = 10_000;
    private static final int MOST_WRITTEN_AT_ONCE = 1_000;

    private final Store store;
    private final SecretBox secrets;
    private final Cache<String, @Nullable AccessKey> cache =
            Caffeine.newBuilder()
                    .maximumSize(MOST_CACHED)
                    .expireAfterWrite(Duration.ofMinutes(10))
                    .executor(Runnable::run)
                    .build();
    private final Map<String, LastUse> noted = new ConcurrentHashMap<>();

    StoredAccessKeys(Store store, SecretBox secrets) {
        this.store = store;
        this.secrets = secrets;
    }

    @Override
    public Optional<AccessKey> find(String accessKeyId) {
        // The loader runs within the cache's own lock on this id, so a change that is committed
        // meanwhile drops what was loaded (forget waits), and never the other way round.
        return Optional.ofNullable(cache.get(accessKeyId, this::load));
    }

    @Override
    public void used(
            AccessKey key, Optional<String> region, Optional<String> service, Instant time) {
        if (noted.size() < MOST_NOTED || noted.containsKey(key.id())) {
            noted.put(key.id(), new LastUse(time, service.orElse("N/A"), region.orElse("N/A")));
        }
    }

    /** Drops a key from memory: to be called after each committed change of it. */
    void forget(String accessKeyId) {
        cache.invalidate(accessKeyId);
    }

    /** Drops all keys from memory: to be called when a user or role has changed or gone. */
    void forgetAll() {
        cache.invalidateAll();
    }

    /** When a key was last used, written down or not yet. */
    Optional<LastUse> lastUse(Snapshot rows, String accessKeyId) {
        return Optional.ofNullable(noted.get(accessKeyId))
                .or(() -> rows.get(Rows.used(accessKeyId)).map(LastUse::of));
    }

    /** Writes down what has been noted since the last time. */
    void writeLastUses() {
        while (!noted.isEmpty()) {
            Map<String, LastUse> some = new java.util.HashMap<>();
            noted.entrySet().stream()
                    .limit(MOST_WRITTEN_AT_ONCE)
                    .forEach(use -> some.put(use.getKey(), use.getValue()));
            store.change(
                    Rows.SHARD,
                    rows -> {
                        some.forEach(
                                (id, use) -> {
                                    if (rows.get(Rows.key(id)).isPresent()) {
                                        rows.put(Rows.used(id), use.pack());
                                    }
                                });
                    });
            some.forEach(noted::remove); // unless it has been used again meanwhile
        }
    }

    private @Nullable AccessKey load(String id) {
        return store.read(
                Rows.SHARD,
                rows ->
                        rows.get(Rows.key(id))
                                .flatMap(row -> permanent(rows, id, KeyRow.of(row)))
                                .or(
                                        () ->
                                                rows.get(Rows.session(id))
                                                        .flatMap(
                                                                row ->
                                                                        temporary(
                                                                                rows,
                                                                                id,
                                                                                SessionRow.of(
                                                                                        row))))
                                .orElse(null));
    }

    private Optional<AccessKey> permanent(Snapshot rows, String id, KeyRow row) {
        return owner(rows, row)
                .map(
                        principal ->
                                new AccessKey(
                                        id,
                                        secrets.open(row.secret(), id),
                                        principal,
                                        row.active(),
                                        null,
                                        null));
    }

    private static Optional<Principal> owner(Snapshot rows, KeyRow row) {
        if (row.isRoot()) {
            return Optional.of(root(row.account()));
        }
        return Identities.byId(rows, row.ownerId())
                .map(
                        user ->
                                new Principal(
                                        Principal.Kind.USER,
                                        user.account(),
                                        user.arn(),
                                        user.id()));
    }

    private Optional<AccessKey> temporary(Snapshot rows, String id, SessionRow row) {
        if (!row.isRoot() && Identities.byId(rows, row.ownerId()).isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(
                new AccessKey(
                        id,
                        secrets.open(row.secret(), id),
                        row.principal(),
                        true,
                        secrets.open(row.token(), id + " token"),
                        row.expires()));
    }

    /** The account itself. */
    static Principal root(String account) {
        return new Principal(
                Principal.Kind.ROOT, account, "arn:aws:iam::" + account + ":root", account);
    }
}
