package dev.tule.wamp.auth;

import java.util.Optional;

/**
 * How WAMP-SCRAM makes a key of 32 bytes from a password.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-salted-challenge-response-a">Key
 *     Derivation Functions</a>
 */
public enum KeyDerivation {
    /** PBKDF2 with HMAC-SHA256. */
    PBKDF2("pbkdf2") {
        @Override
        byte[] derive(String password, byte[] salt, int iterations, int memoryKib) {
            return Hmac.pbkdf2(password, salt, iterations, LENGTH_BYTES);
        }
    },
    /** Argon2id, version 1.3, of one lane. Needs Bouncy Castle on the class path. */
    ARGON2ID13("argon2id13") {
        @Override
        byte[] derive(String password, byte[] salt, int iterations, int memoryKib) {
            try {
                return Argon2.id13(password, salt, iterations, memoryKib, LENGTH_BYTES);
            } catch (NoClassDefFoundError e) {
                throw new IllegalStateException(
                        "argon2id13 needs org.bouncycastle:bcprov-jdk18on on the class path", e);
            }
        }
    };

    private static final int LENGTH_BYTES = 32;

    private final String kdf;

    KeyDerivation(String kdf) {
        this.kdf = kdf;
    }

    /** Its name in CHALLENGE.Extra.kdf. */
    public String kdf() {
        return kdf;
    }

    /** The one of that name; empty where there is none. */
    public static Optional<KeyDerivation> ofKdf(String kdf) {
        for (KeyDerivation derivation : values()) {
            if (derivation.kdf.equals(kdf)) {
                return Optional.of(derivation);
            }
        }
        return Optional.empty();
    }

    abstract byte[] derive(String password, byte[] salt, int iterations, int memoryKib);
}
