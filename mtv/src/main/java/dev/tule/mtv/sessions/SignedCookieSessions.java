package dev.tule.mtv.sessions;

import dev.tule.mtv.Project;
import dev.tule.mtv.signing.BadSignature;
import dev.tule.mtv.signing.Signer;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Sessions in the visitor's own cookie, signed: nothing to keep here, and every server with the key
 * can read them. The visitor can read them too. A copy of the cookie stays good until it expires,
 * whatever happens here: logging out does not end it. Values of about 3 KiB at most.
 */
public final class SignedCookieSessions implements SessionStore {
    /** Browsers keep cookies of 4096 bytes with name and attributes. */
    private static final int MAX_LENGTH = 3900;

    private final Signer signer;
    private final Duration age;
    private final java.time.Clock clock;

    public SignedCookieSessions(Project project) {
        this.signer = project.signer("sessions");
        this.age = project.settings().sessionCookieAge;
        this.clock = project.settings().clock;
    }

    @Override
    public Optional<Map<String, @Nullable Object>> load(String key) {
        try {
            if (signer.loads(key, age) instanceof Map<?, ?> kept
                    && kept.get("expires") instanceof Long expires
                    && clock.instant().isBefore(Instant.ofEpochSecond(expires))
                    && kept.get("values") instanceof Map<?, ?> values) {
                Map<String, @Nullable Object> session = new LinkedHashMap<>();
                values.forEach((name, value) -> session.put(String.valueOf(name), value));
                return Optional.of(session);
            }
            return Optional.empty();
        } catch (BadSignature forgedOrOld) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> save(
            @Nullable String key, Map<String, @Nullable Object> values, Instant expires) {
        String signed = signer.dumps(Map.of("values", values, "expires", expires.getEpochSecond()));
        if (signed.length() > MAX_LENGTH) {
            throw new IllegalStateException(
                    "the session is too large for a cookie: keep sessions elsewhere");
        }
        return Optional.of(signed);
    }

    @Override
    public void delete(String key) {
        // The cookie is all there is of it.
    }
}
