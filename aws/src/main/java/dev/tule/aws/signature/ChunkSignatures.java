package dev.tule.aws.signature;

import java.security.MessageDigest;
import javax.crypto.SecretKey;

/**
 * The chain of signatures over the chunks of an upload: each signs the one before ("Signature
 * Calculations for the Authorization Header: Transferring Payload in Multiple Chunks", S3 API
 * reference). Not thread-safe.
 */
final class ChunkSignatures {
    private final SecretKey key;
    private final String timeAndScope;
    private final MessageDigest digest = Crypto.sha256();
    private String previous;

    /**
     * @param claim whose signature, of the request's headers, begins the chain
     */
    ChunkSignatures(SecretKey key, V4Claim claim) {
        this.key = key;
        this.timeAndScope = claim.timestamp() + "\n" + claim.credential().scope() + "\n";
        this.previous = claim.signature();
    }

    /** Takes more of the chunk's content. */
    void update(byte[] bytes, int offset, int length) {
        digest.update(bytes, offset, length);
    }

    /** Ends the chunk: whether the content since the last one is what was signed. */
    boolean endChunk(String claimed) {
        return matches(
                "AWS4-HMAC-SHA256-PAYLOAD\n"
                        + timeAndScope
                        + previous
                        + "\n"
                        + Crypto.EMPTY_SHA256
                        + "\n"
                        + Crypto.hex(digest.digest()),
                claimed);
    }

    /**
     * Whether the trailing headers are what was signed.
     *
     * @param canonical {@code name:value} lines, sorted by name
     */
    boolean trailers(byte[] canonical, String claimed) {
        return matches(
                "AWS4-HMAC-SHA256-TRAILER\n"
                        + timeAndScope
                        + previous
                        + "\n"
                        + Crypto.sha256Hex(canonical),
                claimed);
    }

    private boolean matches(String stringToSign, String claimed) {
        String signature = Crypto.hex(Crypto.mac(key, stringToSign));
        previous = signature;
        return Crypto.equal(signature, claimed);
    }
}
