package dev.tule.mtv.sessions;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.tule.mtv.DefaultSettings;
import dev.tule.mtv.Project;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sessions in this process's memory, at most 100,000 of them: a restart logs everybody out. Keys
 * are 160 random bits; a key that this store didn't give is never taken.
 */
public final class MemorySessions implements SessionStore {
    private static final int MAX_SESSIONS = 100_000;
    private static final int KEY_BYTES = 20;

    private final Clock clock;
    private final RandomGenerator random;
    private final Cache<String, Kept> sessions =
            Caffeine.newBuilder().maximumSize(MAX_SESSIONS).build();

    private record Kept(Map<String, @Nullable Object> values, Instant expires) {}

    public MemorySessions(Project project) {
        this(project.settings());
    }

    public MemorySessions(DefaultSettings settings) {
        this.clock = settings.clock;
        this.random = settings.random;
    }

    @Override
    public Optional<Map<String, @Nullable Object>> load(String key) {
        Kept kept = sessions.getIfPresent(key);
        if (kept == null) {
            return Optional.empty();
        }
        if (!clock.instant().isBefore(kept.expires)) {
            sessions.invalidate(key);
            return Optional.empty();
        }
        return Optional.of(new LinkedHashMap<String, @Nullable Object>(kept.values));
    }

    @Override
    public Optional<String> save(
            @Nullable String key, Map<String, @Nullable Object> values, Instant expires) {
        Map<String, @Nullable Object> copy =
                Collections.unmodifiableMap(new LinkedHashMap<>(values));
        Kept kept = new Kept(copy, expires);
        if (key == null) {
            String fresh = newKey();
            sessions.put(fresh, kept);
            return Optional.of(fresh);
        }
        return sessions.asMap().replace(key, kept) == null ? Optional.empty() : Optional.of(key);
    }

    private String newKey() {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void delete(String key) {
        sessions.invalidate(key);
    }
}
