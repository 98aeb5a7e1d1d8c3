package dev.tule.wamp.auth;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.MessageDigest;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * A public key for cryptosign: Ed25519, 32 bytes, written as 64 hexadecimal digits. Immutable.
 *
 * @see <a
 *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-cryptosign-based-authentica">Cryptosign-based
 *     Authentication</a>
 */
public final class CryptosignPublicKey {
    static final int CHALLENGE = 32;
    private static final int KEY_BYTES = 32;
    private static final int SIGNATURE_BYTES = 64;

    /** What X.509 puts before the 32 bytes of an Ed25519 key (RFC 8410, section 4). */
    private static final byte[] X509_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

    private final PublicKey key;
    private final String hex;

    private CryptosignPublicKey(PublicKey key, String hex) {
        this.key = key;
        this.hex = hex;
    }

    static CryptosignPublicKey of(PublicKey key) {
        byte[] encoded = key.getEncoded();
        byte[] bytes = Arrays.copyOfRange(encoded, encoded.length - KEY_BYTES, encoded.length);
        return new CryptosignPublicKey(key, Encodings.hex(bytes));
    }

    /** The key of 64 hexadecimal digits; empty where they aren't one. */
    public static Optional<CryptosignPublicKey> ofHex(String hex) {
        return Encodings.fromHex(hex, KEY_BYTES).flatMap(CryptosignPublicKey::of);
    }

    private static Optional<CryptosignPublicKey> of(byte[] bytes) {
        byte[] encoded = Arrays.copyOf(X509_PREFIX, X509_PREFIX.length + KEY_BYTES);
        System.arraycopy(bytes, 0, encoded, X509_PREFIX.length, KEY_BYTES);
        try {
            KeyFactory factory = KeyFactory.getInstance("Ed25519");
            PublicKey key = factory.generatePublic(new X509EncodedKeySpec(encoded));
            return Optional.of(new CryptosignPublicKey(key, Encodings.hex(bytes)));
        } catch (GeneralSecurityException e) {
            return Optional.empty();
        }
    }

    /** A challenge: 32 random bytes. */
    public static byte[] newChallenge(RandomGenerator random) {
        byte[] challenge = new byte[CHALLENGE];
        random.nextBytes(challenge);
        return challenge;
    }

    /** What is signed: the challenge, XORed with the channel's id where there is one. */
    static byte[] message(byte[] challenge, Optional<BoundChannel> channel) {
        return channel.map(c -> Hmac.xor(challenge, c.id())).orElse(challenge);
    }

    /**
     * Whether that is this key's signature.
     *
     * @param signature AUTHENTICATE.Signature: signature and signed message, 96 bytes in hex
     */
    public boolean verifies(byte[] challenge, Optional<BoundChannel> channel, String signature) {
        Optional<byte[]> given = Encodings.fromHex(signature, SIGNATURE_BYTES + CHALLENGE);
        byte[] message = message(challenge, channel);
        return given.isPresent()
                && MessageDigest.isEqual(
                        message,
                        Arrays.copyOfRange(
                                given.get(), SIGNATURE_BYTES, SIGNATURE_BYTES + CHALLENGE))
                && verifies(message, Arrays.copyOf(given.get(), SIGNATURE_BYTES));
    }

    private boolean verifies(byte[] message, byte[] signature) {
        try {
            Signature verifier = Signature.getInstance("Ed25519");
            verifier.initVerify(key);
            verifier.update(message);
            return verifier.verify(signature);
        } catch (GeneralSecurityException e) {
            // Keys and signatures that are no points of the curve come here.
            return false;
        }
    }

    /** Its 64 hexadecimal digits, in lower case. */
    @Override
    public String toString() {
        return hex;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof CryptosignPublicKey publicKey && hex.equals(publicKey.hex);
    }

    @Override
    public int hashCode() {
        return hex.hashCode();
    }
}
