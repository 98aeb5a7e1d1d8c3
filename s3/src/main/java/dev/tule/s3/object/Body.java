package dev.tule.s3.object;

import dev.tule.s3.fault.Faults;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.OptionalLong;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * The body of an upload, as long as was announced or refused: S3 takes at most 5 GiB at once.
 * Confined to one thread.
 */
public final class Body implements AutoCloseable {
    static final long LIMIT_BYTES = 5L << 30;

    private final InputStream in;
    private final OptionalLong expected;
    private long taken;

    public Body(InputStream in, OptionalLong expected) {
        this.in = in;
        this.expected = expected;
        expected.ifPresent(Body::check);
    }

    /** The first bytes, fewer only when there are no more. */
    byte[] head(int limit) {
        // Where the length is known no more is allocated than will be filled.
        int most = (int) Math.min(limit, expected.orElse(limit));
        byte[] bytes = new byte[most];
        int count = read(bytes, 0, most);
        if (count == most && most < limit) {
            requireEnd();
        }
        return count == most ? bytes : Arrays.copyOf(bytes, count);
    }

    /** Reads until there are so many bytes, or no more. */
    int read(byte[] into, int offset, int count) {
        try {
            int read = in.readNBytes(into, offset, count);
            taken += read;
            check(taken);
            return read;
        } catch (IOException e) {
            if (e.getCause() instanceof SdkException fault) {
                throw fault; // a signature of a chunk, say, that didn't hold
            }
            throw Faults.incompleteBody();
        }
    }

    /** Checks that there is nothing left, and that there were as many bytes as announced. */
    void requireEnd() {
        if (read(new byte[1], 0, 1) != 0
                || (expected.isPresent() && taken != expected.getAsLong())) {
            throw Faults.incompleteBody();
        }
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void check(long length) {
        if (length > LIMIT_BYTES) {
            throw Faults.entityTooLarge(length, LIMIT_BYTES);
        }
    }
}
