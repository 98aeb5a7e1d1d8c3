package dev.tule.engines.local;

import java.security.SecureRandom;
import java.util.HexFormat;

/** What nobody can guess. */
final class Secrets {

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final int PASSWORD_BYTES = 16;

    private Secrets() {}

    /**
     * A password of 32 digits and letters: all that MySQL takes of a replica, in no syntax special.
     */
    static String password() {
        byte[] bytes = new byte[PASSWORD_BYTES];
        RANDOM.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }

    /** A number that no other server of a replication has. */
    static int serverId() {
        return 1 + RANDOM.nextInt(Integer.MAX_VALUE - 1);
    }
}
