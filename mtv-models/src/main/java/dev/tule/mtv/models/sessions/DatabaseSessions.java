package dev.tule.mtv.models.sessions;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.tule.mtv.Json;
import dev.tule.mtv.Project;
import dev.tule.mtv.sessions.SessionStore;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Clock;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Sessions in the database: they outlive a restart, are shared by all servers, and end when they
 * are ended. Needs {@link SessionsConfig} among the applications. Keys are 160 random bits. Safe
 * for use by many threads.
 */
public final class DatabaseSessions implements SessionStore {
    private static final int KEY_BYTES = 20;

    private final Clock clock;
    private final RandomGenerator random;

    public DatabaseSessions(Project project) {
        this.clock = project.settings().clock;
        this.random = project.settings().random;
    }

    @Override
    public Optional<Map<String, @Nullable Object>> load(String key) {
        return StoredSession.objects
                .find("keyHash", hash(key), "expires__gt", clock.instant())
                .map(stored -> values(stored.content));
    }

    private static Map<String, @Nullable Object> values(String content) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        if (Json.read(content) instanceof Map<?, ?> kept) {
            kept.forEach((name, value) -> values.put(String.valueOf(name), value));
        }
        return values;
    }

    @Override
    public Optional<String> save(
            @Nullable String key, Map<String, @Nullable Object> values, Instant expires) {
        String content = Json.write(values);
        if (key == null) {
            String fresh = newKey();
            StoredSession.objects.create(
                    "keyHash", hash(fresh), "content", content, "expires", expires);
            return Optional.of(fresh);
        }
        int changed =
                StoredSession.objects
                        .filter("keyHash", hash(key))
                        .update("content", content, "expires", expires);
        return changed == 0 ? Optional.empty() : Optional.of(key);
    }

    private String newKey() {
        byte[] bytes = new byte[KEY_BYTES];
        random.nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    @Override
    public void delete(String key) {
        StoredSession.objects.filter("keyHash", hash(key)).delete();
    }

    private static String hash(String key) {
        try {
            MessageDigest sha256 = MessageDigest.getInstance("SHA-256");
            return HexFormat.of().formatHex(sha256.digest(key.getBytes(UTF_8)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
