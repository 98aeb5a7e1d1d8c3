package dev.tule.wamp.bridge;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.http.Request;
import java.net.URLDecoder;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Proves whose request it is: by a bearer token, or by a signature as Crossbar.io's REST bridges
 * take it. That stands in the query: {@code key}, {@code timestamp} (UTC, ISO 8601), {@code seq},
 * {@code nonce} and {@code signature}, the URL-safe base64 of HMAC-SHA256 over the first four and
 * the body. A signed request is taken once. Safe for use by many threads.
 */
final class RequestGuard {
    private static final String BEARER = "Bearer ";
    private static final int REMEMBERED = 100_000;

    private final Map<String, BridgeKey> keys = new HashMap<>();
    private final Duration tolerance;
    private final InstantSource clock;

    /** Signatures seen, in the order they came, and when they may be forgotten. */
    @GuardedBy("seen")
    private final LinkedHashMap<String, Instant> seen = new LinkedHashMap<>();

    RequestGuard(List<BridgeKey> keys, Duration tolerance, InstantSource clock) {
        keys.forEach(key -> this.keys.put(key.name(), key));
        this.tolerance = tolerance;
        this.clock = clock;
    }

    /** The key that the request was made with; empty where there is none, or it is wrong. */
    Optional<BridgeKey> admit(Request request, byte[] body) {
        String authorization = request.headers().first("Authorization").orElse("");
        if (authorization.startsWith(BEARER)) {
            return ofBearer(authorization.substring(BEARER.length()));
        }
        return ofSignature(parameters(request.rawQuery()), body);
    }

    private Optional<BridgeKey> ofBearer(String token) {
        BridgeKey found = null;
        for (BridgeKey key : keys.values()) {
            if (key.bearer() && equal(key.secret(), token)) {
                found = key;
            }
        }
        return Optional.ofNullable(found);
    }

    private static boolean equal(String one, String other) {
        return MessageDigest.isEqual(one.getBytes(UTF_8), other.getBytes(UTF_8));
    }

    private Optional<BridgeKey> ofSignature(Map<String, String> parameters, byte[] body) {
        BridgeKey key = keys.get(parameters.getOrDefault("key", ""));
        String timestamp = parameters.getOrDefault("timestamp", "");
        String signature = parameters.getOrDefault("signature", "");
        if (key == null || !isRecent(timestamp)) {
            return Optional.empty();
        }
        String signed =
                signature(
                        key,
                        timestamp,
                        parameters.getOrDefault("seq", ""),
                        parameters.getOrDefault("nonce", ""),
                        body);
        return equal(signed, signature) && isNew(signature) ? Optional.of(key) : Optional.empty();
    }

    private boolean isRecent(String timestamp) {
        try {
            Duration age = Duration.between(Instant.parse(timestamp), clock.instant()).abs();
            return age.compareTo(tolerance) <= 0;
        } catch (DateTimeException | ArithmeticException e) {
            return false;
        }
    }

    private boolean isNew(String signature) {
        Instant now = clock.instant();
        synchronized (seen) {
            Iterator<Instant> oldest = seen.values().iterator();
            while (oldest.hasNext() && oldest.next().isBefore(now)) {
                oldest.remove();
            }
            // When more come than can be remembered, none is taken twice all the same.
            return seen.size() < REMEMBERED
                    && seen.putIfAbsent(signature, now.plus(tolerance.multipliedBy(2))) == null;
        }
    }

    static String signature(
            BridgeKey key, String timestamp, String seq, String nonce, byte[] body) {
        Mac mac = hmac(key.secret());
        for (String part : List.of(key.name(), timestamp, seq, nonce)) {
            mac.update(part.getBytes(UTF_8));
        }
        return Base64.getUrlEncoder().encodeToString(mac.doFinal(body));
    }

    static Mac hmac(String secret) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has HMAC-SHA256", e);
        }
    }

    private static Map<String, String> parameters(String rawQuery) {
        Map<String, String> parameters = new HashMap<>();
        for (String pair : rawQuery.split("&", -1)) {
            int equals = pair.indexOf('=');
            String value = equals < 0 ? null : decoded(pair.substring(equals + 1));
            if (value != null) {
                parameters.putIfAbsent(pair.substring(0, equals), value);
            }
        }
        return parameters;
    }

    private static @Nullable String decoded(String raw) {
        try {
            return URLDecoder.decode(raw, UTF_8);
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
