package dev.tule.mtv.sessions;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where sessions are kept. Must be safe for use by many threads. Values are those of JSON: null,
 * Boolean, Long, BigDecimal, String, List, Map.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/topics/http/sessions/#configuring-the-session-engine">
 *     Django: session engines</a>
 */
public interface SessionStore {

    /** A session's values; empty where there is none of that key, or it has expired. */
    Optional<Map<String, @Nullable Object>> load(String key);

    /**
     * Keeps a session.
     *
     * @param key the session's key; null for a new one
     * @return the key to load it by; empty where the session of that key is gone: it was ended
     *     while this request ran, and must not come to life again
     */
    Optional<String> save(
            @Nullable String key, Map<String, @Nullable Object> values, Instant expires);

    /** Forgets a session. */
    void delete(String key);
}
