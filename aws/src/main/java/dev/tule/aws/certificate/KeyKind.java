package dev.tule.aws.certificate;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.AlgorithmParameterSpec;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.RSAKeyGenParameterSpec;

/** What keys are made of. Those of elliptic curves are made a hundred times as fast as RSA's. */
public enum KeyKind {
    RSA_2048("RSA", "2048"),
    RSA_3072("RSA", "3072"),
    RSA_4096("RSA", "4096"),
    P_256("EC", "secp256r1"),
    P_384("EC", "secp384r1"),
    P_521("EC", "secp521r1");

    private final String algorithm;
    private final String size;

    KeyKind(String algorithm, String size) {
        this.algorithm = algorithm;
        this.size = size;
    }

    private AlgorithmParameterSpec parameters() {
        return algorithm.equals("RSA")
                ? new RSAKeyGenParameterSpec(Integer.parseInt(size), RSAKeyGenParameterSpec.F4)
                : new ECGenParameterSpec(size);
    }

    /** A new pair of keys. */
    public KeyPair make(SecureRandom random) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(parameters(), random);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java platform has " + algorithm, e);
        }
    }
}
