package dev.tule.mtv.auth;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;

/**
 * PBKDF2 with SHA-256 (RFC 8018), Django's own default: users who come from there keep their
 * passwords. {@code pbkdf2_sha256$iterations$salt$hash}.
 */
public final class Pbkdf2PasswordHasher implements PasswordHasher {
    private static final int ITERATIONS = 1_200_000;
    private static final int MOST_ITERATIONS = 10_000_000;
    private static final int SALT_BYTES = 16;
    private static final int HASH_BYTES = 32;
    private static final Pattern FORM =
            Pattern.compile("pbkdf2_sha256\\$(\\d{1,8})\\$([^$]+)\\$([A-Za-z0-9+/]+=*)");

    private final RandomGenerator random;

    public Pbkdf2PasswordHasher(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public String algorithm() {
        return "pbkdf2_sha256";
    }

    @Override
    public String encode(String password) {
        byte[] bytes = new byte[SALT_BYTES];
        random.nextBytes(bytes);
        String salt = Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
        String hash = Base64.getEncoder().encodeToString(hash(password, salt, ITERATIONS));
        return "pbkdf2_sha256$%d$%s$%s".formatted(ITERATIONS, salt, hash);
    }

    private static byte[] hash(String password, String salt, int iterations) {
        try {
            PBEKeySpec spec =
                    new PBEKeySpec(
                            password.toCharArray(),
                            salt.getBytes(StandardCharsets.UTF_8),
                            iterations,
                            HASH_BYTES * Byte.SIZE);
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static Matcher parsed(String encoded) {
        Matcher form = FORM.matcher(encoded);
        if (!form.matches() || iterations(form) < 1 || iterations(form) > MOST_ITERATIONS) {
            throw new IllegalArgumentException("a password that PBKDF2 didn't encode");
        }
        return form;
    }

    private static int iterations(Matcher form) {
        return Integer.parseInt(form.group(1));
    }

    @Override
    public boolean verify(String password, String encoded) {
        Matcher form = parsed(encoded);
        byte[] right = Base64.getDecoder().decode(form.group(3));
        return MessageDigest.isEqual(right, hash(password, form.group(2), iterations(form)));
    }

    @Override
    public boolean mustUpdate(String encoded) {
        return iterations(parsed(encoded)) < ITERATIONS;
    }
}
