package dev.tule.aws.signature;

import dev.tule.aws.AwsFault;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Locale;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * Hashes a body as it is read, and hands out its last bytes only if the hash is the one declared.
 * Not thread-safe.
 */
final class HashedStream extends InputStream {
    private final InputStream in;
    private final String declared;
    private final MessageDigest digest = Crypto.sha256();
    private long left;
    private boolean checked;
    private @Nullable AwsFault failure;

    /**
     * @param length what Content-Length declared; without it the check is made at the stream's end
     * @param declared the SHA-256 in hexadecimal
     */
    HashedStream(InputStream in, OptionalLong length, String declared) {
        this.in = in;
        this.left = length.orElse(Long.MAX_VALUE);
        this.declared = declared.toLowerCase(Locale.ROOT);
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
        if (failure != null) {
            throw failure;
        }
        int got = in.read(into, offset, length);
        if (got > 0) {
            digest.update(into, offset, got);
            left -= got;
        }
        if (!checked && (got < 0 || left <= 0)) {
            check();
        }
        return got;
    }

    private void check() {
        checked = true;
        String computed = Crypto.hex(digest.digest());
        if (!Crypto.equal(computed, declared)) {
            failure = mismatch(declared, computed);
            throw failure;
        }
    }

    /** The content isn't what the request's headers said. */
    static AwsFault mismatch(String declared, String computed) {
        return AwsFault.of(
                        "XAmzContentSHA256Mismatch",
                        400,
                        "The provided 'x-amz-content-sha256' header does not match what was"
                                + " computed.")
                .with("ClientComputedContentSHA256", declared)
                .with("S3ComputedContentSHA256", computed);
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
