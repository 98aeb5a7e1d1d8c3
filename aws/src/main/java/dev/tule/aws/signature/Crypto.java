package dev.tule.aws.signature;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/** The few cryptographic functions that signatures are made of. */
final class Crypto {
    static final String EMPTY_SHA256 =
            "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

    private static final HexFormat HEX = HexFormat.of();

    /** Never used but to be cloned, since each {@code getInstance} looks for a provider anew. */
    private static final Map<String, Mac> MACS =
            Map.of("HmacSHA256", prototype("HmacSHA256"), "HmacSHA1", prototype("HmacSHA1"));

    private Crypto() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    static String sha256Hex(byte[] bytes) {
        return hex(sha256().digest(bytes));
    }

    static String hex(byte[] bytes) {
        return HEX.formatHex(bytes);
    }

    /** A key for {@link #mac}; the algorithm is {@code HmacSHA256} or {@code HmacSHA1}. */
    static SecretKey macKey(byte[] secret, String algorithm) {
        return new SecretKeySpec(secret, algorithm);
    }

    static byte[] mac(SecretKey key, byte[] message) {
        try {
            Mac prototype = Objects.requireNonNull(MACS.get(key.getAlgorithm()));
            Mac mac = (Mac) prototype.clone();
            mac.init(key);
            return mac.doFinal(message);
        } catch (GeneralSecurityException | CloneNotSupportedException e) {
            throw new IllegalStateException("the JDK's MACs take any key and are cloneable", e);
        }
    }

    private static Mac prototype(String algorithm) {
        try {
            return Mac.getInstance(algorithm);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }

    static byte[] mac(SecretKey key, String message) {
        return mac(key, message.getBytes(StandardCharsets.UTF_8));
    }

    /** Compares in a time that tells nothing of where two strings differ. */
    static boolean equal(String a, String b) {
        return MessageDigest.isEqual(
                a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
