package dev.tule.engines.engine;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Passwords of those who log in by tokens, which nobody but Tule knows. */
public final class TokenSecret {

    private static final String HASH = "HmacSHA256";

    private TokenSecret() {}

    /**
     * Worked out of a server's administrator's password.
     *
     * @param user whose it is; empty for one that all have
     */
    public static String of(String administratorPassword, String user) {
        byte[] secret = administratorPassword.getBytes(StandardCharsets.UTF_8);
        try {
            Mac mac = Mac.getInstance(HASH);
            mac.init(new SecretKeySpec(secret, HASH));
            byte[] named = ("log in by token: " + user).getBytes(StandardCharsets.UTF_8);
            return HexFormat.of().formatHex(mac.doFinal(named));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK has " + HASH, e);
        }
    }
}
