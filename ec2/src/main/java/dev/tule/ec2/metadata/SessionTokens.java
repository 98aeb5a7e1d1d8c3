package dev.tule.ec2.metadata;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import java.util.random.RandomGenerator;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Session tokens of version 2: the time at which one ends, and a proof for one instance by a key
 * that this process alone has. Nothing is kept; a token of an earlier process is refused, and
 * clients ask for another. Safe for use by many threads.
 */
final class SessionTokens {
    static final int LONGEST_SECONDS = 21_600;

    private static final int KEY_BYTES = 32;
    private static final int PROOF_BYTES = 32;
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;

    SessionTokens(RandomGenerator random) {
        byte[] secret = new byte[KEY_BYTES];
        random.nextBytes(secret);
        this.key = new SecretKeySpec(secret, ALGORITHM);
    }

    String issue(String instanceId, Instant ends) {
        byte[] proof = proof(instanceId, ends.getEpochSecond());
        return Base64.getUrlEncoder()
                .encodeToString(
                        ByteBuffer.allocate(Long.BYTES + PROOF_BYTES)
                                .putLong(ends.getEpochSecond())
                                .put(proof)
                                .array());
    }

    /** When a token of that instance ends; empty for one that isn't, or has ended. */
    Optional<Instant> check(String instanceId, String token, Instant now) {
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(token);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (bytes.length != Long.BYTES + PROOF_BYTES) {
            return Optional.empty();
        }
        long ends = ByteBuffer.wrap(bytes).getLong();
        byte[] proof = Arrays.copyOfRange(bytes, Long.BYTES, bytes.length);
        boolean right = MessageDigest.isEqual(proof, proof(instanceId, ends));
        return right && now.getEpochSecond() < ends
                ? Optional.of(Instant.ofEpochSecond(ends))
                : Optional.empty();
    }

    private byte[] proof(String instanceId, long ends) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            mac.update(ByteBuffer.allocate(Long.BYTES).putLong(ends).array());
            return mac.doFinal(instanceId.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has " + ALGORITHM, e);
        }
    }
}
