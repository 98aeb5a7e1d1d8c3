package dev.tule.ec2.keypair;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.nio.charset.StandardCharsets;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAPublicKey;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Whatever is imported, it is a key or a fault that names its form. Run over damaged keys from a
 * seed ({@code -Dec2.seed=<number>}), over Jazzer's corpus in every build, and with {@code
 * JAZZER_FUZZ=1} over new inputs.
 */
class PublicKeysFuzzTest {
    @FuzzTest
    void whatIsImportedIsAKeyOrRefused(byte[] material) {
        read(material);
    }

    private static void read(byte[] material) {
        try {
            PublicKey key = PublicKeys.read(material);
            if (key.fingerprint().isEmpty()) {
                throw new AssertionError("a key without a fingerprint");
            }
        } catch (AwsServiceException e) {
            // Refused.
        }
    }

    @Test
    void damagedKeysAreKeysOrRefused() throws Exception {
        long seed = Long.getLong("ec2.seed", System.nanoTime());
        SplittableRandom random = new SplittableRandom(seed);
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        String rsa =
                PublicKey.rsa((RSAPublicKey) generator.generateKeyPair().getPublic()).line("me");
        String ed25519 = PublicKey.ed25519(new byte[32]).line("me");
        for (int i = 0; i < 4_000; i++) {
            byte[] line = (i % 2 == 0 ? rsa : ed25519).getBytes(StandardCharsets.US_ASCII);
            for (int harm = random.nextInt(3); harm >= 0; harm--) {
                line[random.nextInt(line.length)] = (byte) random.nextInt(256);
            }
            try {
                read(line);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("-Dec2.seed=" + seed + ", key " + i, e);
            }
        }
    }
}
