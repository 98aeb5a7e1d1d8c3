package dev.tule.mtv.cache;

import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tule.mtv.Project;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Keeps values in this process's memory, at most 10,000; those that are asked for least go first.
 * Safe for use by many threads.
 */
public final class MemoryCache implements Cache {
    private static final long MAX_ENTRIES = 10_000;

    private final InstantSource clock;
    private final com.github.benmanes.caffeine.cache.Cache<String, Kept> entries;

    private record Kept(Object value, Instant expires) {}

    /** One of a project's own, for the settings' {@code cacheEngine}. */
    public MemoryCache(Project project) {
        this(project.settings().clock, MAX_ENTRIES);
    }

    /** One with another limit. */
    public MemoryCache(InstantSource clock, long maxEntries) {
        this.clock = clock;
        this.entries =
                Caffeine.newBuilder().maximumSize(maxEntries).executor(Runnable::run).build();
    }

    @Override
    public <T> Optional<T> get(String key, Class<T> type) {
        Kept kept = entries.getIfPresent(Cache.checked(key));
        if (kept == null || isOver(kept)) {
            return Optional.empty();
        }
        return Optional.of(kept.value).filter(type::isInstance).map(type::cast);
    }

    private boolean isOver(Kept kept) {
        return !clock.instant().isBefore(kept.expires);
    }

    @Override
    public void set(String key, Object value, Duration timeout) {
        if (timeout.isPositive()) {
            entries.put(Cache.checked(key), kept(value, timeout));
        } else {
            delete(key);
        }
    }

    private Kept kept(Object value, Duration timeout) {
        return new Kept(value, clock.instant().plus(timeout));
    }

    @Override
    public boolean add(String key, Object value, Duration timeout) {
        if (!timeout.isPositive()) {
            return false;
        }
        AtomicBoolean added = new AtomicBoolean();
        entries.asMap()
                .compute(
                        Cache.checked(key),
                        (same, known) -> {
                            boolean free = known == null || isOver(known);
                            added.set(free);
                            return free ? kept(value, timeout) : known;
                        });
        return added.get();
    }

    @Override
    public void delete(String key) {
        entries.invalidate(Cache.checked(key));
    }

    @Override
    public void clear() {
        entries.invalidateAll();
    }
}
