package dev.tule.wamp.auth;

import dev.tule.wamp.Challenge;
import dev.tule.wamp.Dict;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.random.RandomGenerator;

/**
 * How one principal's password is hashed; stored with it and told to whoever asks to authenticate.
 *
 * @param kdf the function
 * @param salt at least 8 bytes, as canonical Base64; 16 random ones are recommended
 * @param iterations 1 to 10,000,000
 * @param memoryKib for argon2id13, 8 to 1,048,576 KiB; 0 for PBKDF2
 * @see <a
 *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-salted-challenge-response-a">WAMP-SCRAM</a>
 */
public record ScramParameters(KeyDerivation kdf, String salt, int iterations, int memoryKib) {
    private static final int MAX_ITERATIONS = 10_000_000;
    private static final int MAX_MEMORY_KIB = 1 << 20;

    /** RFC 7677, section 4: a hash of fewer is not worth its name. */
    private static final int LEAST_PBKDF2_ITERATIONS = 4096;

    /** Iterations times memory: what a client takes from a router for a hash worth its name. */
    private static final long LEAST_ARGON2_KIB = 16L << 10;

    /**
     * @throws IllegalArgumentException naming the parameter that is out of its range
     */
    public ScramParameters {
        if (Encodings.fromBase64(salt).filter(bytes -> bytes.length >= 8).isEmpty()) {
            throw new IllegalArgumentException("salt must be Base64 of at least 8 bytes");
        }
        if (iterations < 1 || iterations > MAX_ITERATIONS) {
            throw new IllegalArgumentException("iterations must be 1 to " + MAX_ITERATIONS);
        }
        if (kdf == KeyDerivation.ARGON2ID13 && (memoryKib < 8 || memoryKib > MAX_MEMORY_KIB)) {
            throw new IllegalArgumentException("memory must be 8 to " + MAX_MEMORY_KIB + " KiB");
        }
    }

    /** What is recommended today, with a salt of its own: 64 MiB and 3 iterations of argon2id. */
    public static ScramParameters argon2id13(RandomGenerator random) {
        return new ScramParameters(KeyDerivation.ARGON2ID13, randomSalt(random), 3, 64 << 10);
    }

    /** For those who may use approved functions only: 600,000 iterations of PBKDF2. */
    public static ScramParameters pbkdf2(RandomGenerator random) {
        return new ScramParameters(KeyDerivation.PBKDF2, randomSalt(random), 600_000, 0);
    }

    private static String randomSalt(RandomGenerator random) {
        byte[] salt = new byte[16];
        random.nextBytes(salt);
        return Encodings.base64(salt);
    }

    /** Reads what a router asks for, and refuses what is too weak. */
    static ScramParameters of(Challenge challenge) throws ChallengeException {
        Dict extra = challenge.extra();
        Optional<KeyDerivation> kdf = extra.string("kdf").flatMap(KeyDerivation::ofKdf);
        if (kdf.isEmpty()) {
            throw new ChallengeException("CHALLENGE: kdf must be argon2id13 or pbkdf2");
        }
        try {
            ScramParameters parameters =
                    new ScramParameters(
                            kdf.get(),
                            extra.string("salt").orElse(""),
                            count(extra.integer("iterations")),
                            count(extra.integer("memory")));
            parameters.refuseWeak();
            return parameters;
        } catch (IllegalArgumentException e) {
            throw new ChallengeException("CHALLENGE: " + e.getMessage());
        }
    }

    private static int count(OptionalLong value) {
        return Math.clamp(value.orElse(0), 0, Integer.MAX_VALUE);
    }

    private void refuseWeak() throws ChallengeException {
        boolean weak =
                switch (kdf) {
                    case PBKDF2 -> iterations < LEAST_PBKDF2_ITERATIONS;
                    case ARGON2ID13 -> (long) iterations * memoryKib < LEAST_ARGON2_KIB;
                };
        if (weak) {
            throw new ChallengeException(
                    "CHALLENGE: a hash of so few iterations could be cracked, and is not sent");
        }
    }

    /**
     * The key of a password, which is the costly step.
     *
     * @throws IllegalArgumentException where the password holds what SASLprep prohibits
     */
    byte[] saltedPassword(String password) {
        byte[] bytes = Encodings.fromBase64(salt).orElseThrow();
        return kdf.derive(SaslPrep.prepare(password), bytes, iterations, memoryKib);
    }

    /** CHALLENGE.Extra, but for the nonce. */
    Dict toExtra() {
        Dict extra = Dict.of("salt", salt, "kdf", kdf.kdf(), "iterations", (long) iterations);
        return kdf == KeyDerivation.ARGON2ID13 ? extra.with("memory", (long) memoryKib) : extra;
    }
}
