package dev.tule.mtv.cache;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Values by keys, for a time; anything may be gone sooner. Values are shared: keep what doesn't
 * change. Where they are kept outside of this process, they are texts, numbers, booleans, dates,
 * lists, maps and records of such ({@link dev.tule.mtv.Json}). Keys have 1 to 250 characters. Must
 * be safe for use by many threads.
 *
 * @see <a
 *     href="https://docs.djangoproject.com/en/6.0/topics/cache/#the-low-level-cache-api">Django:
 *     the low-level cache API</a>
 */
public interface Cache {
    /** Of a key, in characters. */
    int MAX_KEY = 250;

    /** What is kept; empty where nothing is, or where it is of another type. */
    <T> Optional<T> get(String key, Class<T> type);

    /**
     * Keeps a value, in the place of another.
     *
     * @param timeout how long; not at all where it isn't positive
     */
    void set(String key, Object value, Duration timeout);

    /** Keeps a value where there is none; says whether it did. */
    boolean add(String key, Object value, Duration timeout);

    void delete(String key);

    /** Forgets everything. */
    void clear();

    /** What is kept, or else what is made, which is kept then. Two threads may both make it. */
    default <T> T getOrSet(String key, Class<T> type, Duration timeout, Supplier<T> maker) {
        Optional<T> known = get(key, type);
        if (known.isPresent()) {
            return known.get();
        }
        T made = maker.get();
        set(key, made, timeout);
        return made;
    }

    /**
     * The key.
     *
     * @throws IllegalArgumentException where it is none
     */
    static String checked(String key) {
        if (key.isEmpty() || key.length() > MAX_KEY) {
            throw new IllegalArgumentException(
                    "a key of a cache has 1 to %d characters, not %d"
                            .formatted(MAX_KEY, key.length()));
        }
        return key;
    }
}
