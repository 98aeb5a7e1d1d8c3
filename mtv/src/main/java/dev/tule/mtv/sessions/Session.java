package dev.tule.mtv.sessions;

import dev.tule.mtv.Attribute;
import dev.tule.mtv.SuspiciousOperation;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a visitor is remembered by, loaded when first asked for. Confined to the request's thread.
 * Values are those of JSON. After changing a list or map within, call {@link #touch}.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/topics/http/sessions/">Django: sessions</a>
 */
public final class Session {
    /** Where middleware leaves the session. */
    public static final Attribute<Session> OF_REQUEST = Attribute.of("session", Session.class);

    private final SessionStore store;
    private @Nullable String key;
    private @Nullable Map<String, @Nullable Object> values;
    private @Nullable Duration expiry;
    private boolean modified;
    private boolean accessed;
    private boolean keyRetired;

    Session(SessionStore store, @Nullable String key) {
        this.store = store;
        this.key = key;
    }

    private Map<String, @Nullable Object> values() {
        accessed = true;
        Map<String, @Nullable Object> known = values;
        if (known == null) {
            String asked = key;
            Optional<Map<String, @Nullable Object>> loaded =
                    asked == null ? Optional.empty() : store.load(asked);
            if (loaded.isEmpty()) {
                // A key that the store doesn't know is not taken over: it may have been planted.
                key = null;
            }
            known = loaded.orElseGet(LinkedHashMap::new);
            values = known;
        }
        return known;
    }

    public @Nullable Object get(String name) {
        return values().get(name);
    }

    /** A value of a type; empty where there is none, or of another type. */
    public <T> Optional<T> get(String name, Class<T> type) {
        Object value = values().get(name);
        return type.isInstance(value) ? Optional.of(type.cast(value)) : Optional.empty();
    }

    public void set(String name, @Nullable Object value) {
        values().put(name, value);
        modified = true;
    }

    public void remove(String name) {
        if (values().containsKey(name)) {
            values().remove(name);
            modified = true;
        }
    }

    public boolean contains(String name) {
        return values().containsKey(name);
    }

    public boolean isEmpty() {
        return values().isEmpty();
    }

    /** Has the session saved although no value was set. */
    public void touch() {
        values();
        modified = true;
    }

    /**
     * How long this session lasts, in place of the settings' age; zero: until the browser closes.
     */
    public void setExpiry(Duration newExpiry) {
        expiry = newExpiry;
        touch();
    }

    /**
     * The same values under a new key, the old one forgotten: at each login, so that a key that
     * somebody planted before is worth nothing.
     */
    public void cycleKey() {
        values();
        forget();
        modified = true;
    }

    /** Forgets everything: at each logout. */
    public void flush() {
        values().clear();
        forget();
        modified = true;
    }

    private void forget() {
        if (key != null) {
            store.delete(key);
            keyRetired = true;
        }
        key = null;
    }

    /** Whether anybody looked: the response then depends on the cookie. */
    public boolean isAccessed() {
        return accessed;
    }

    boolean isModified() {
        return modified;
    }

    boolean cameWithDeadKey() {
        return keyRetired;
    }

    Optional<Duration> expiry() {
        return Optional.ofNullable(expiry);
    }

    /**
     * Keeps the session; its key from now on.
     *
     * @throws SuspiciousOperation where it was ended while this request ran: Django's
     *     SessionInterrupted
     */
    String save(Instant expires) {
        String saved =
                store.save(key, values(), expires)
                        .orElseThrow(() -> new SuspiciousOperation("the session ended meanwhile"));
        key = saved;
        modified = false;
        return saved;
    }

    @Override
    public String toString() {
        return "Session";
    }
}
