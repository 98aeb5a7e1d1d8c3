package dev.tule.engines.relay.mysql;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * How servers know passwords by the plugin {@code mysql_native_password} (MySQL Source Code
 * Documentation, "Native Authentication").
 */
public final class NativePassword {

    static final String PLUGIN = "mysql_native_password";

    private NativePassword() {}

    /** As a server keeps it. */
    public static String hash(String password) {
        return "*" + HexFormat.of().withUpperCase().formatHex(twice(password));
    }

    /** What proves to a server that we know a password. */
    static byte[] answer(String password, byte[] scramble) {
        byte[] answer = once(password);
        MessageDigest digest = sha1();
        digest.update(scramble);
        byte[] mask = digest.digest(twice(password));
        for (int i = 0; i < answer.length; i++) {
            answer[i] ^= mask[i];
        }
        return answer;
    }

    private static byte[] once(String password) {
        return sha1().digest(password.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] twice(String password) {
        return sha1().digest(once(password));
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has SHA-1", e);
        }
    }
}
