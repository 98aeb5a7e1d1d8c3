package dev.tule.iam;

import java.util.Base64;
import java.util.random.RandomGenerator;

/** New ids and secrets, in the forms that "IAM identifiers" gives. Safe for use by many threads. */
final class Identifiers {
    private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    private final RandomGenerator random;

    /**
     * @param random must be cryptographically strong
     */
    Identifiers(RandomGenerator random) {
        this.random = random;
    }

    /** What an id begins with. */
    enum Prefix {
        /** An access key. */
        AKIA,
        /** A temporary access key. */
        ASIA,
        /** A user. */
        AIDA,
        /** A role. */
        AROA,
        /** An instance profile. */
        AIPA,
        /** A managed policy. */
        ANPA,
        /** A server certificate. */
        ASCA
    }

    /** Twenty characters: keys have no more, and the others may be as short. */
    String id(Prefix prefix) {
        StringBuilder id = new StringBuilder(prefix.name());
        while (id.length() < 20) {
            id.append(BASE32.charAt(random.nextInt(BASE32.length())));
        }
        return id.toString();
    }

    /** Forty characters of 240 random bits. */
    String secret() {
        return base64(30);
    }

    /** A session token: opaque to clients. */
    String token() {
        return base64(96);
    }

    private String base64(int bytes) {
        byte[] random = new byte[bytes];
        this.random.nextBytes(random);
        return Base64.getEncoder().encodeToString(random);
    }
}
