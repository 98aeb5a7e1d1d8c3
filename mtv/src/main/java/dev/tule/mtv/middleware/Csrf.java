package dev.tule.mtv.middleware;

import dev.tule.mtv.Attribute;
import dev.tule.mtv.Request;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A request's token against forgery. The secret lies in a cookie; forms carry it masked by random
 * bits that differ each time, so that compressed pages give nothing away (the BREACH attack).
 * Confined to the request's thread.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/ref/csrf/">Django: CSRF protection</a>
 */
public final class Csrf {
    /** The field of a form that holds the token. */
    public static final String FIELD = "csrfmiddlewaretoken";

    private static final Attribute<Csrf> OF_REQUEST = Attribute.of("csrf", Csrf.class);
    private static final int SECRET_BYTES = 24;
    private static final Base64.Encoder ENCODER = Base64.getUrlEncoder().withoutPadding();

    private final RandomGenerator random;
    private byte @Nullable [] secret;
    private boolean used;
    private int issued;

    private Csrf(RandomGenerator random, byte @Nullable [] secret) {
        this.random = random;
        this.secret = secret;
    }

    static Csrf bind(Request request, @Nullable String cookie) {
        byte[] secret = cookie == null ? null : decoded(cookie, SECRET_BYTES);
        Csrf csrf = new Csrf(request.project().settings().random, secret);
        request.set(OF_REQUEST, csrf);
        return csrf;
    }

    /**
     * The token for a form or a script of this request's page; a new one each time.
     *
     * @throws IllegalStateException without CsrfMiddleware
     */
    public static String token(Request request) {
        return of(request).masked();
    }

    /** How many tokens this request's page has; 0 without CsrfMiddleware. */
    public static int issued(Request request) {
        return request.get(OF_REQUEST).map(csrf -> csrf.issued).orElse(0);
    }

    /** Makes a new secret: at each login, so that one planted before is worth nothing. */
    public static void rotate(Request request) {
        Csrf csrf = of(request);
        csrf.secret = csrf.randomBytes();
        csrf.used = true;
    }

    private static Csrf of(Request request) {
        return request.get(OF_REQUEST)
                .orElseThrow(
                        () ->
                                new IllegalStateException(
                                        "no CSRF token: is CsrfMiddleware in the settings' middleware?"));
    }

    private String masked() {
        byte[] known = secret;
        if (known == null) {
            known = randomBytes();
            secret = known;
        }
        used = true;
        issued++;
        byte[] mask = randomBytes();
        byte[] token = Arrays.copyOf(mask, 2 * SECRET_BYTES);
        for (int i = 0; i < SECRET_BYTES; i++) {
            token[SECRET_BYTES + i] = (byte) (known[i] ^ mask[i]);
        }
        return ENCODER.encodeToString(token);
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[SECRET_BYTES];
        random.nextBytes(bytes);
        return bytes;
    }

    /** Whether the cookie must be set: a page holds a token of it. */
    boolean isUsed() {
        return used;
    }

    Optional<String> cookie() {
        return Optional.ofNullable(secret).map(ENCODER::encodeToString);
    }

    boolean hasSecret() {
        return secret != null;
    }

    /** Whether a token, masked or as in the cookie, fits the secret. */
    boolean accepts(String token) {
        byte[] given = decoded(token, SECRET_BYTES);
        if (given == null) {
            byte[] masked = decoded(token, 2 * SECRET_BYTES);
            if (masked == null) {
                return false;
            }
            given = Arrays.copyOfRange(masked, SECRET_BYTES, 2 * SECRET_BYTES);
            for (int i = 0; i < SECRET_BYTES; i++) {
                given[i] ^= masked[i];
            }
        }
        return secret != null && MessageDigest.isEqual(secret, given);
    }

    private static byte @Nullable [] decoded(String text, int length) {
        if (text.length() != length / 3 * 4) {
            return null;
        }
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(text);
            return bytes.length == length ? bytes : null;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }
}
