package dev.tule.ec2.keypair;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.HexFormat;

/**
 * A public key as SSH writes it.
 *
 * @param algorithm {@code ssh-rsa} or {@code ssh-ed25519}
 * @param blob the key in SSH's form
 * @param der the key as a SubjectPublicKeyInfo; empty for ed25519
 */
record PublicKey(
        String algorithm,
        @SuppressWarnings("ArrayRecordComponent") byte[] blob,
        @SuppressWarnings("ArrayRecordComponent") byte[] der) {
    static final String RSA = "ssh-rsa";
    static final String ED25519 = "ssh-ed25519";

    static PublicKey rsa(RSAPublicKey key) {
        byte[] blob =
                new SshBytes()
                        .string(RSA)
                        .mpint(key.getPublicExponent())
                        .mpint(key.getModulus())
                        .toBytes();
        return new PublicKey(RSA, blob, key.getEncoded());
    }

    /**
     * @param point 32 bytes
     */
    static PublicKey ed25519(byte[] point) {
        byte[] blob = new SshBytes().string(ED25519).string(point).toBytes();
        return new PublicKey(ED25519, blob, new byte[0]);
    }

    /** The line of an {@code authorized_keys} file. */
    String line(String comment) {
        return algorithm + " " + Base64.getEncoder().encodeToString(blob) + " " + comment;
    }

    /** How AWS names it: rsa or ed25519. */
    String type() {
        return algorithm.equals(RSA) ? "rsa" : "ed25519";
    }

    /** As AWS gives it for an imported key. */
    String fingerprint() {
        return algorithm.equals(RSA) ? colons(digest("MD5", der)) : sha256();
    }

    /** Of an ed25519 key, wherever it was made. */
    String sha256() {
        return Base64.getEncoder().encodeToString(digest("SHA-256", blob));
    }

    static String colons(byte[] digest) {
        return HexFormat.ofDelimiter(":").formatHex(digest);
    }

    static byte[] digest(String algorithm, byte[] bytes) {
        try {
            return MessageDigest.getInstance(algorithm).digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }
}
