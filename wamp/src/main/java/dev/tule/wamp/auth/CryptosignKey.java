package dev.tule.wamp.auth;

import dev.tule.wamp.Challenge;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.spec.NamedParameterSpec;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * A private key for cryptosign: Ed25519. Immutable.
 *
 * @see <a
 *     href="https://wamp-proto.org/wamp_latest_ietf.html#name-cryptosign-based-authentica">Cryptosign-based
 *     Authentication</a>
 */
public final class CryptosignKey {
    /** The authmethod. */
    public static final String METHOD = "cryptosign";

    private static final int SEED_BYTES = 32;

    /** What PKCS #8 puts before the 32 bytes of an Ed25519 key (RFC 8410, section 7). */
    private static final byte[] PKCS8_PREFIX =
            HexFormat.of().parseHex("302e020100300506032b657004220420");

    private final PrivateKey privateKey;
    private final CryptosignPublicKey publicKey;

    private CryptosignKey(byte[] seed) {
        try {
            byte[] encoded = Arrays.copyOf(PKCS8_PREFIX, PKCS8_PREFIX.length + SEED_BYTES);
            System.arraycopy(seed, 0, encoded, PKCS8_PREFIX.length, SEED_BYTES);
            KeyFactory factory = KeyFactory.getInstance("Ed25519");
            this.privateKey = factory.generatePrivate(new PKCS8EncodedKeySpec(encoded));
            this.publicKey = publicKeyOf(seed);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    /** The JDK computes public keys only when it makes key pairs: it is made to draw this seed. */
    private static CryptosignPublicKey publicKeyOf(byte[] seed) throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("Ed25519");
        generator.initialize(NamedParameterSpec.ED25519, new Drawn(seed));
        return CryptosignPublicKey.of(generator.generateKeyPair().getPublic());
    }

    /** Draws always the same. */
    private static final class Drawn extends SecureRandom {
        private static final long serialVersionUID = 1;
        private final byte[] bytes;

        Drawn(byte[] bytes) {
            super(null, null);
            this.bytes = bytes;
        }

        @Override
        public void nextBytes(byte[] into) {
            System.arraycopy(bytes, 0, into, 0, into.length);
        }
    }

    /** The key of these 32 bytes. */
    public static CryptosignKey ofSeed(byte[] seed) {
        if (seed.length != SEED_BYTES) {
            throw new IllegalArgumentException("a private key has 32 bytes");
        }
        return new CryptosignKey(seed);
    }

    /**
     * The key of 64 hexadecimal digits.
     *
     * @throws IllegalArgumentException where they aren't that; the sentence doesn't hold them
     */
    public static CryptosignKey ofHex(String seed) {
        return new CryptosignKey(
                Encodings.fromHex(seed, SEED_BYTES)
                        .orElseThrow(
                                () ->
                                        new IllegalArgumentException(
                                                "a private key is 64 hexadecimal digits")));
    }

    public CryptosignPublicKey publicKey() {
        return publicKey;
    }

    /**
     * A client's AUTHENTICATE.Signature.
     *
     * @param channel the channel that HELLO asked to bind to; empty for none
     * @throws ChallengeException where the challenge is malformed, or binds to another channel than
     *     was asked for
     */
    public String answer(Challenge challenge, Optional<BoundChannel> channel)
            throws ChallengeException {
        byte[] bytes =
                challenge
                        .extra()
                        .string("challenge")
                        .flatMap(text -> Encodings.fromHex(text, CryptosignPublicKey.CHALLENGE))
                        .orElseThrow(
                                () -> new ChallengeException("CHALLENGE has no challenge in hex"));
        Optional<String> bound = challenge.extra().string("channel_binding");
        if (!bound.equals(channel.map(c -> c.type().wireName()))) {
            throw new ChallengeException("CHALLENGE binds to another channel than was asked for");
        }
        return sign(bytes, channel);
    }

    /** The signature and what was signed, 96 bytes in hexadecimal. */
    public String sign(byte[] challenge, Optional<BoundChannel> channel) {
        byte[] message = CryptosignPublicKey.message(challenge, channel);
        try {
            Signature signature = Signature.getInstance("Ed25519");
            signature.initSign(privateKey);
            signature.update(message);
            return Encodings.hex(signature.sign()) + Encodings.hex(message);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public String toString() {
        return "CryptosignKey[" + publicKey + "]";
    }
}
