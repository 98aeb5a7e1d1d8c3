package dev.tule.ec2.keypair;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.interfaces.EdECPrivateKey;
import java.security.interfaces.EdECPublicKey;
import java.security.interfaces.RSAPrivateCrtKey;
import java.security.interfaces.RSAPublicKey;
import java.util.Base64;
import java.util.List;

/**
 * A key pair that was made here.
 *
 * @param material the private key, in the form that ssh reads: handed out once, never kept
 * @param fingerprint as AWS gives it for a key that it made
 */
record NewKey(PublicKey publicKey, String material, String fingerprint) {
    private static final int RSA_BITS = 2048;
    private static final int ED25519_BYTES = 32;
    private static final int BLOCK = 8;
    private static final int LINE = 64;

    /** The fingerprint is the SHA-1 of the private key as PKCS 8. */
    static NewKey rsa() {
        KeyPair pair = generate("RSA", RSA_BITS);
        RSAPrivateCrtKey key = (RSAPrivateCrtKey) pair.getPrivate();
        byte[] der =
                Der.sequence(
                        List.of(
                                BigInteger.ZERO,
                                key.getModulus(),
                                key.getPublicExponent(),
                                key.getPrivateExponent(),
                                key.getPrimeP(),
                                key.getPrimeQ(),
                                key.getPrimeExponentP(),
                                key.getPrimeExponentQ(),
                                key.getCrtCoefficient()));
        return new NewKey(
                PublicKey.rsa((RSAPublicKey) pair.getPublic()),
                pem("RSA PRIVATE KEY", der),
                PublicKey.colons(PublicKey.digest("SHA-1", key.getEncoded())));
    }

    static NewKey ed25519() {
        KeyPair pair = generate("Ed25519", 0);
        byte[] point = point((EdECPublicKey) pair.getPublic());
        byte[] seed = ((EdECPrivateKey) pair.getPrivate()).getBytes().orElseThrow();
        PublicKey publicKey = PublicKey.ed25519(point);
        // The two equal numbers tell a reader of an encrypted key that its passphrase was right.
        SshBytes secret =
                new SshBytes()
                        .number(1)
                        .number(1)
                        .string(PublicKey.ED25519)
                        .string(point)
                        .string(new SshBytes().raw(seed).raw(point).toBytes())
                        .string("");
        for (byte pad = 1; secret.size() % BLOCK != 0; pad++) {
            secret.raw(pad);
        }
        byte[] file =
                new SshBytes()
                        .raw("openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII))
                        .string("none")
                        .string("none")
                        .string("")
                        .number(1)
                        .string(publicKey.blob())
                        .string(secret.toBytes())
                        .toBytes();
        return new NewKey(publicKey, pem("OPENSSH PRIVATE KEY", file), publicKey.sha256());
    }

    /** Little-endian, its top bit telling which of two points it is (RFC 8032 section 5.1.2). */
    private static byte[] point(EdECPublicKey key) {
        byte[] big = key.getPoint().getY().toByteArray();
        byte[] point = new byte[ED25519_BYTES];
        for (int i = 0; i < Math.min(big.length, ED25519_BYTES); i++) {
            point[i] = big[big.length - 1 - i];
        }
        if (key.getPoint().isXOdd()) {
            point[ED25519_BYTES - 1] |= (byte) 0x80;
        }
        return point;
    }

    private static KeyPair generate(String algorithm, int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            if (bits > 0) {
                generator.initialize(bits);
            }
            return generator.generateKeyPair();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has " + algorithm, e);
        }
    }

    private static String pem(String label, byte[] bytes) {
        Base64.Encoder lines =
                Base64.getMimeEncoder(LINE, "\n".getBytes(StandardCharsets.US_ASCII));
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n"
                .formatted(label, lines.encodeToString(bytes), label);
    }

    @Override
    public String toString() {
        return "NewKey[" + fingerprint + "]"; // never the private key
    }

    /** As much of DER (X.690) as a key needs. */
    private static final class Der {
        private static final int INTEGER = 0x02;
        private static final int SEQUENCE = 0x30;

        static byte[] sequence(List<BigInteger> numbers) {
            SshBytes content = new SshBytes();
            numbers.forEach(number -> content.raw(element(INTEGER, number.toByteArray())));
            return element(SEQUENCE, content.toBytes());
        }

        private static byte[] element(int tag, byte[] content) {
            SshBytes out = new SshBytes().raw((byte) tag);
            if (content.length < 0x80) {
                out.raw((byte) content.length);
            } else if (content.length < 0x100) {
                out.raw((byte) 0x81, (byte) content.length);
            } else {
                out.raw((byte) 0x82, (byte) (content.length >> 8), (byte) content.length);
            }
            return out.raw(content).toBytes();
        }
    }
}
