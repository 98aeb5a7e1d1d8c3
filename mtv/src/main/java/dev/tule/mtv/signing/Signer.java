package dev.tule.mtv.signing;

import dev.tule.mtv.DefaultSettings;
import dev.tule.mtv.Json;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/**
 * Signs texts with HMAC-SHA256 and a time, under a key for one purpose (the salt), so that a value
 * of one purpose is worth nothing for another. The values stay readable: sign no secrets. Safe for
 * use by many threads.
 *
 * <p>A signed text is {@code value:seconds:signature}, the time in base 36.
 *
 * @see <a href="https://docs.djangoproject.com/en/6.0/topics/signing/">Django: cryptographic
 *     signing</a>
 */
public final class Signer {
    private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
    private static final int RADIX = 36;

    /** The newest key first: it signs; all verify. */
    private final List<SecretKeySpec> keys = new ArrayList<>();

    private final Clock clock;

    /** Signs with a project's keys. */
    public Signer(DefaultSettings settings, String salt) {
        this.clock = settings.clock;
        Stream.concat(Stream.of(settings.secretKey), settings.secretKeyFallbacks.stream())
                .map(secret -> key(secret, salt))
                .forEach(keys::add);
    }

    private static SecretKeySpec key(String secret, String salt) {
        SecretKeySpec master =
                new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256");
        return new SecretKeySpec(mac(master, "dev.tule.mtv.signing:" + salt), "HmacSHA256");
    }

    private static byte[] mac(SecretKeySpec key, String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** The value with the time and a signature of both. */
    public String sign(String value) {
        String timed = value + ":" + Long.toString(clock.instant().getEpochSecond(), RADIX);
        return timed + ":" + BASE64.encodeToString(mac(keys.getFirst(), timed));
    }

    /**
     * The value that was signed.
     *
     * @param maxAge how long ago at most
     * @throws BadSignature where it wasn't signed so, or longer ago
     */
    public String unsign(String signed, Duration maxAge) {
        Instant at = Instant.ofEpochSecond(timeOf(signed));
        if (clock.instant().isAfter(at.plus(maxAge))) {
            throw new BadSignature("a signed value that is too old");
        }
        return valueOf(signed);
    }

    /** As {@link #unsign(String, Duration)}, whenever it was signed. */
    public String unsign(String signed) {
        timeOf(signed);
        return valueOf(signed);
    }

    private static String valueOf(String signed) {
        int last = signed.lastIndexOf(':');
        return signed.substring(0, signed.lastIndexOf(':', last - 1));
    }

    /** When it was signed, in seconds of the epoch; the signature is checked before all else. */
    private long timeOf(String signed) {
        int last = signed.lastIndexOf(':');
        int before = last < 0 ? -1 : signed.lastIndexOf(':', last - 1);
        if (before < 0) {
            throw new BadSignature("a value without a signature");
        }
        String timed = signed.substring(0, last);
        byte[] given = signed.substring(last + 1).getBytes(StandardCharsets.UTF_8);
        boolean good = false;
        for (SecretKeySpec key : keys) {
            byte[] right = BASE64.encodeToString(mac(key, timed)).getBytes(StandardCharsets.UTF_8);
            good |= MessageDigest.isEqual(right, given);
        }
        if (!good) {
            throw new BadSignature("a signature that doesn't fit its value");
        }
        try {
            return Long.parseLong(signed.substring(before + 1, last), RADIX);
        } catch (NumberFormatException e) {
            throw new BadSignature("a signed value without its time");
        }
    }

    /** A value as signed text that suits URLs and cookies: {@link Json}, base 64. */
    public String dumps(@Nullable Object value) {
        return sign(BASE64.encodeToString(Json.write(value).getBytes(StandardCharsets.UTF_8)));
    }

    /**
     * The value that {@link #dumps} was given, as {@link Json#read} returns it.
     *
     * @throws BadSignature where it wasn't signed so, or longer ago
     */
    public @Nullable Object loads(String signed, Duration maxAge) {
        byte[] json = Base64.getUrlDecoder().decode(unsign(signed, maxAge));
        return Json.read(new String(json, StandardCharsets.UTF_8));
    }
}
