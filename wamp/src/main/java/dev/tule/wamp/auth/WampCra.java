package dev.tule.wamp.auth;

import dev.tule.wamp.Challenge;
import dev.tule.wamp.Dict;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * WAMP-CRA: the client signs a challenge with a secret that both sides know, or with a key derived
 * from it.
 *
 * @see <a
 *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-challenge-response-authenti">Challenge
 *     Response Authentication</a>
 */
public final class WampCra {
    /** The authmethod. */
    public static final String METHOD = "wampcra";

    private WampCra() {}

    /**
     * How a key is derived from a password by PBKDF2 with HMAC-SHA256.
     *
     * @param salt of at least a character, kept with the principal; its UTF-8 is the salt
     * @param iterations 1 to {@value #MAX_ITERATIONS}
     * @param keyLengthBytes 16 to 64
     */
    public record Salting(String salt, int iterations, int keyLengthBytes) {
        /** What the specification's clients assume where a challenge doesn't say. */
        public static final int DEFAULT_ITERATIONS = 1000;

        /** What the specification's clients assume where a challenge doesn't say. */
        public static final int DEFAULT_KEY_LENGTH_BYTES = 32;

        /** Some seconds of work: nobody is talked into more. */
        public static final int MAX_ITERATIONS = 10_000_000;

        /**
         * @throws IllegalArgumentException naming the parameter that is out of its range
         */
        public Salting {
            if (salt.isEmpty()) {
                throw new IllegalArgumentException("salt is empty");
            }
            if (iterations < 1 || iterations > MAX_ITERATIONS) {
                throw new IllegalArgumentException("iterations must be 1 to " + MAX_ITERATIONS);
            }
            if (keyLengthBytes < 16 || keyLengthBytes > 64) {
                throw new IllegalArgumentException("keylen must be 16 to 64");
            }
        }
    }

    /** The key of a secret that is not salted. */
    public static byte[] key(String secret) {
        return secret.getBytes(StandardCharsets.UTF_8);
    }

    /**
     * The key of a salted secret: the derived bytes as Base64, which is what every known
     * implementation signs with (the specification doesn't say). A server keeps this in place of
     * the secret.
     */
    public static byte[] key(String secret, Salting salting) {
        byte[] salt = salting.salt().getBytes(StandardCharsets.UTF_8);
        byte[] derived = Hmac.pbkdf2(secret, salt, salting.iterations(), salting.keyLengthBytes());
        return Encodings.base64(derived).getBytes(StandardCharsets.US_ASCII);
    }

    /** AUTHENTICATE.Signature to a challenge. */
    public static String sign(byte[] key, String challenge) {
        return Encodings.base64(Hmac.sign(key, challenge));
    }

    /** Whether that is the signature; compared in constant time. */
    public static boolean verifies(byte[] key, String challenge, String signature) {
        byte[] expected = sign(key, challenge).getBytes(StandardCharsets.UTF_8);
        return MessageDigest.isEqual(expected, signature.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A client's AUTHENTICATE.Signature, salted if the router asks for it.
     *
     * @throws ChallengeException where the challenge is malformed or asks for too much
     */
    public static String answer(String secret, Challenge challenge) throws ChallengeException {
        Dict extra = challenge.extra();
        String text =
                extra.string("challenge")
                        .orElseThrow(() -> new ChallengeException("CHALLENGE has no challenge"));
        Optional<String> salt = extra.string("salt");
        byte[] key = salt.isEmpty() ? key(secret) : key(secret, salting(salt.get(), extra));
        return sign(key, text);
    }

    private static Salting salting(String salt, Dict extra) throws ChallengeException {
        try {
            return new Salting(
                    salt,
                    count(extra.integer("iterations"), Salting.DEFAULT_ITERATIONS),
                    count(extra.integer("keylen"), Salting.DEFAULT_KEY_LENGTH_BYTES));
        } catch (IllegalArgumentException e) {
            throw new ChallengeException("CHALLENGE: " + e.getMessage());
        }
    }

    private static int count(OptionalLong value, int otherwise) {
        return Math.clamp(value.orElse(otherwise), 0, Integer.MAX_VALUE);
    }
}
