package dev.tule.mtv.models.cache;

import dev.tule.mtv.BadRequest;
import dev.tule.mtv.Json;
import dev.tule.mtv.Project;
import dev.tule.mtv.cache.Cache;
import dev.tule.mtv.models.IntegrityError;
import dev.tule.mtv.models.Transactions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Keeps values in the database, at most 10,000 or a little more: shared by all servers, and still
 * there after a restart. Needs {@link CacheConfig} among the applications. Values are what {@link
 * Json} writes. Safe for use by many threads.
 */
public final class DatabaseCache implements Cache {
    private static final int MAX_ENTRIES = 10_000;

    /** To count rows costs more than to add one. */
    private static final int ADDED_BETWEEN_COUNTS = 100;

    private final InstantSource clock;
    private final int maxEntries;
    private final int betweenCounts;
    private final AtomicInteger added = new AtomicInteger();

    /** One of a project's own, for the settings' {@code cacheEngine}. */
    public DatabaseCache(Project project) {
        this(project.settings().clock, MAX_ENTRIES, ADDED_BETWEEN_COUNTS);
    }

    DatabaseCache(InstantSource clock, int maxEntries, int betweenCounts) {
        this.clock = clock;
        this.maxEntries = maxEntries;
        this.betweenCounts = betweenCounts;
    }

    @Override
    public <T> Optional<T> get(String key, Class<T> type) {
        return CacheEntry.objects
                .find("cacheKey", Cache.checked(key), "expires__gt", clock.instant())
                .flatMap(entry -> read(entry.content, type));
    }

    /** What was kept as another type, or by another version of a record, is as good as gone. */
    private static <T> Optional<T> read(String content, Class<T> type) {
        try {
            return Optional.of(Json.read(content, type));
        } catch (BadRequest doesNotFit) {
            return Optional.empty();
        }
    }

    @Override
    public void set(String key, Object value, Duration timeout) {
        if (!timeout.isPositive()) {
            delete(key);
            return;
        }
        String content = Json.write(value);
        Instant expires = clock.instant().plus(timeout);
        if (!change(key, content, expires) && !create(key, content, expires)) {
            change(key, content, expires); // somebody made it meanwhile
        }
    }

    private static boolean change(String key, String content, Instant expires) {
        return CacheEntry.objects
                        .filter("cacheKey", Cache.checked(key))
                        .update("content", content, "expires", expires)
                > 0;
    }

    private boolean create(String key, String content, Instant expires) {
        try {
            Transactions.atomic(
                    () -> {
                        CacheEntry.objects.create(
                                "cacheKey", key, "content", content, "expires", expires);
                    });
        } catch (IntegrityError another) {
            return false;
        }
        if (added.incrementAndGet() % betweenCounts == 0) {
            cull();
        }
        return true;
    }

    /**
     * Makes room: what has expired goes, and if that isn't enough, a third of what expires next.
     */
    private void cull() {
        CacheEntry.objects.filter("expires__lte", clock.instant()).delete();
        long entries = CacheEntry.objects.count();
        if (entries <= maxEntries) {
            return;
        }
        CacheEntry.objects.orderBy("expires").range(entries / 3, entries / 3 + 1).stream()
                .findFirst()
                .ifPresent(
                        entry -> CacheEntry.objects.filter("expires__lt", entry.expires).delete());
    }

    @Override
    public boolean add(String key, Object value, Duration timeout) {
        if (!timeout.isPositive()) {
            return false;
        }
        Instant now = clock.instant();
        CacheEntry.objects.filter("cacheKey", Cache.checked(key), "expires__lte", now).delete();
        return create(key, Json.write(value), now.plus(timeout));
    }

    @Override
    public void delete(String key) {
        CacheEntry.objects.filter("cacheKey", Cache.checked(key)).delete();
    }

    @Override
    public void clear() {
        CacheEntry.objects.delete();
    }
}
