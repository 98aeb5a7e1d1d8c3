package dev.tule.wamp.auth;

import java.nio.charset.StandardCharsets;
import org.bouncycastle.crypto.generators.Argon2BytesGenerator;
import org.bouncycastle.crypto.params.Argon2Parameters;

/**
 * The only class that knows Bouncy Castle, so that it is loaded for argon2id alone.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9106">RFC 9106</a>
 */
final class Argon2 {
    private Argon2() {}

    static byte[] id13(
            String password, byte[] salt, int iterations, int memoryKib, int lengthBytes) {
        Argon2BytesGenerator generator = new Argon2BytesGenerator();
        generator.init(
                new Argon2Parameters.Builder(Argon2Parameters.ARGON2_id)
                        .withVersion(Argon2Parameters.ARGON2_VERSION_13)
                        .withSalt(salt)
                        .withIterations(iterations)
                        .withMemoryAsKB(memoryKib)
                        .withParallelism(1)
                        .build());
        byte[] key = new byte[lengthBytes];
        generator.generateBytes(password.getBytes(StandardCharsets.UTF_8), key);
        return key;
    }
}
