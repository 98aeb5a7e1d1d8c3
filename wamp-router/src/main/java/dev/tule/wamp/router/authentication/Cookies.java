package dev.tule.wamp.router.authentication;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.http.Headers;
import dev.tule.wamp.Uri;
import dev.tule.wamp.transport.TransportDetails;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Remembers, by its cookie, a WebSocket client that authenticated once. At most so many are
 * remembered, those that were used last; a restart forgets all. A visitor that doesn't authenticate
 * costs nothing here. Safe for use by many threads.
 *
 * <p>A cookie that isn't remembered is replaced when the next WebSocket is opened: nobody can plant
 * one, wait for its bearer to authenticate, and use it himself.
 *
 * @see <a
 *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-authentication-methods">Cookie-based
 *     Authentication</a>
 */
public final class Cookies {
    /** Where the connection is plain. */
    private static final String PLAIN_NAME = "tule-wamp";

    /** Where it is encrypted: no other host can set a cookie of such a name (RFC 6265bis). */
    private static final String SECURE_NAME = "__Host-tule-wamp";

    private static final int BYTES = 32;
    private static final int MOST = 10_000;

    private final RandomGenerator random;
    private final InstantSource clock;

    /** By cookie, then by realm. */
    @GuardedBy("this")
    private final LinkedHashMap<String, Map<Uri, Remembered>> remembered =
            new LinkedHashMap<>(16, 0.75f, true) {
                private static final long serialVersionUID = 1;

                @Override
                protected boolean removeEldestEntry(Map.Entry<String, Map<Uri, Remembered>> e) {
                    return size() > MOST;
                }
            };

    public Cookies(RandomGenerator random, InstantSource clock) {
        this.random = random;
        this.clock = clock;
    }

    private record Remembered(Principal principal, Instant until) {}

    /**
     * The header fields to answer a WebSocket's handshake with.
     *
     * @param lifetime how long clients keep the cookie; empty where no realm remembers any
     */
    public Headers answer(Headers request, boolean secure, Optional<Duration> lifetime) {
        if (lifetime.isEmpty() || knows(cookie(request, secure))) {
            return Headers.none();
        }
        byte[] bytes = new byte[BYTES];
        random.nextBytes(bytes);
        String value = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        return Headers.of(
                "Set-Cookie",
                (secure ? SECURE_NAME : PLAIN_NAME)
                        + "="
                        + value
                        + "; Path=/; Max-Age="
                        + lifetime.get().toSeconds()
                        + "; HttpOnly; SameSite=Strict"
                        + (secure ? "; Secure" : ""));
    }

    private static Optional<String> cookie(Headers request, boolean secure) {
        TransportDetails details =
                new TransportDetails(
                        TransportDetails.Type.WEB_SOCKET,
                        Optional.empty(),
                        Optional.empty(),
                        request,
                        Headers.none());
        return details.cookie(secure ? SECURE_NAME : PLAIN_NAME);
    }

    private static Optional<String> cookie(TransportDetails transport) {
        return transport.cookie(transport.secure() ? SECURE_NAME : PLAIN_NAME);
    }

    private synchronized boolean knows(Optional<String> cookie) {
        Instant now = clock.instant();
        return cookie.map(remembered::get).orElse(Map.of()).values().stream()
                .anyMatch(entry -> entry.until.isAfter(now));
    }

    /** Remembers that the client of this cookie is this principal of the realm. */
    void remember(TransportDetails transport, Uri realm, Principal principal, Duration lifetime) {
        Optional<String> cookie = cookie(transport);
        if (cookie.isPresent()) {
            Instant until = clock.instant().plus(lifetime);
            synchronized (this) {
                remembered
                        .computeIfAbsent(cookie.get(), c -> new HashMap<>())
                        .put(realm, new Remembered(principal, until));
            }
        }
    }

    /** Who the client of this cookie was when it authenticated; empty where it didn't. */
    Optional<Principal> find(TransportDetails transport, Uri realm) {
        Optional<String> cookie = cookie(transport);
        if (cookie.isEmpty()) {
            return Optional.empty();
        }
        synchronized (this) {
            Remembered found = remembered.getOrDefault(cookie.get(), Map.of()).get(realm);
            return Optional.ofNullable(found)
                    .filter(entry -> entry.until.isAfter(clock.instant()))
                    .map(Remembered::principal);
        }
    }
}
