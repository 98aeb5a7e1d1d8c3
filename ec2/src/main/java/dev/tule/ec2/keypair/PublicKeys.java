package dev.tule.ec2.keypair;

import dev.tule.ec2.resource.Faults;
import java.math.BigInteger;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.RSAPublicKeySpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads public keys as ImportKeyPair takes them: OpenSSH's line, SSH's public key file (RFC 4716),
 * or a SubjectPublicKeyInfo in Base64, with or without PEM's lines around it.
 */
final class PublicKeys {
    private static final int MOST_BYTES = 16 << 10;
    private static final int LEAST_RSA_BITS = 1024;
    private static final int MOST_RSA_BITS = 16_384;
    private static final int ED25519_BYTES = 32;
    private static final Pattern LINE =
            Pattern.compile("(ssh-rsa|ssh-ed25519) +([A-Za-z0-9+/=]+)(?: .*)?");
    private static final Pattern ARMOUR =
            Pattern.compile("-{4,5} ?(?:BEGIN|END) (?:SSH2 )?PUBLIC KEY ?-{4,5}");

    private PublicKeys() {}

    /** The key, or the fault that it is none. */
    static PublicKey read(byte[] material) {
        if (material.length > MOST_BYTES) {
            throw Faults.of("InvalidKeyPair.Format", "The public key is too long");
        }
        String text = new String(material, StandardCharsets.ISO_8859_1).strip();
        try {
            Matcher line = LINE.matcher(text);
            if (line.matches()) {
                PublicKey key = ofBlob(Base64.getDecoder().decode(line.group(2)));
                if (!key.algorithm().equals(line.group(1))) {
                    throw badFormat();
                }
                return key;
            }
            byte[] bytes = Base64.getDecoder().decode(withoutArmour(text));
            return bytes.length > 0 && bytes[0] == 0 ? ofBlob(bytes) : ofDer(bytes);
        } catch (IllegalArgumentException | BufferUnderflowException | GeneralSecurityException e) {
            throw badFormat();
        }
    }

    private static String withoutArmour(String text) {
        StringBuilder body = new StringBuilder();
        for (String line : text.split("\\R", -1)) {
            boolean header = line.contains(":");
            if (!header && !ARMOUR.matcher(line.strip()).matches()) {
                body.append(line.strip());
            }
        }
        return body.toString();
    }

    private static PublicKey ofBlob(byte[] blob) throws GeneralSecurityException {
        ByteBuffer in = ByteBuffer.wrap(blob);
        String algorithm = new String(string(in), StandardCharsets.US_ASCII);
        PublicKey key =
                switch (algorithm) {
                    case PublicKey.RSA -> {
                        BigInteger exponent = new BigInteger(string(in));
                        BigInteger modulus = new BigInteger(string(in));
                        yield rsa(
                                (RSAPublicKey)
                                        KeyFactory.getInstance("RSA")
                                                .generatePublic(
                                                        new RSAPublicKeySpec(modulus, exponent)));
                    }
                    case PublicKey.ED25519 -> {
                        byte[] point = string(in);
                        if (point.length != ED25519_BYTES) {
                            throw badFormat();
                        }
                        yield PublicKey.ed25519(point);
                    }
                    default -> throw badFormat();
                };
        if (in.hasRemaining()) {
            throw badFormat();
        }
        return key;
    }

    private static byte[] string(ByteBuffer in) {
        int length = in.getInt();
        if (length < 1 || length > in.remaining()) {
            throw badFormat();
        }
        byte[] bytes = new byte[length];
        in.get(bytes);
        return bytes;
    }

    private static PublicKey ofDer(byte[] der) throws GeneralSecurityException {
        X509EncodedKeySpec spec = new X509EncodedKeySpec(der);
        if (Arrays.equals(Arrays.copyOf(der, ED_PREFIX.length), ED_PREFIX)
                && der.length == ED_PREFIX.length + ED25519_BYTES) {
            return PublicKey.ed25519(Arrays.copyOfRange(der, ED_PREFIX.length, der.length));
        }
        return rsa((RSAPublicKey) KeyFactory.getInstance("RSA").generatePublic(spec));
    }

    /** What precedes the point in an ed25519 key's SubjectPublicKeyInfo (RFC 8410). */
    private static final byte[] ED_PREFIX = {
        0x30, 0x2A, 0x30, 0x05, 0x06, 0x03, 0x2B, 0x65, 0x70, 0x03, 0x21, 0x00
    };

    private static PublicKey rsa(RSAPublicKey key) {
        int bits = key.getModulus().bitLength();
        if (bits < LEAST_RSA_BITS || bits > MOST_RSA_BITS) {
            throw Faults.of(
                    "InvalidKey.Format", "An RSA key has 1024 to 16384 bits, this one " + bits);
        }
        return PublicKey.rsa(key);
    }

    private static RuntimeException badFormat() {
        return Faults.of("InvalidKey.Format", "Key is not in valid OpenSSH public key format");
    }
}
