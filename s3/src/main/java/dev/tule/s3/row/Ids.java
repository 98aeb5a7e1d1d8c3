package dev.tule.s3.row;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import java.time.InstantSource;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import java.util.random.RandomGenerator;

/**
 * Makes ids: UUIDs of version 7 (RFC 9562), so that what is made later sorts later, near enough.
 * Safe for use by many threads.
 */
public final class Ids {
    private static final int TEXT_BYTES = 22;

    private final InstantSource clock;

    @GuardedBy("this")
    private final RandomGenerator random;

    public Ids(InstantSource clock, RandomGenerator random) {
        this.clock = clock;
        this.random = random;
    }

    public UUID next() {
        long high;
        long low;
        synchronized (this) {
            high = random.nextLong();
            low = random.nextLong();
        }
        return new UUID(
                (clock.millis() << 16) | 0x7000 | (high & 0xFFF), (low & (-1L >>> 2)) | (1L << 63));
    }

    /** An id as clients see it. */
    public static String text(UUID id) {
        byte[] bytes = new byte[16];
        for (int i = 0; i < 8; i++) {
            bytes[i] = (byte) (id.getMostSignificantBits() >>> (56 - 8 * i));
            bytes[8 + i] = (byte) (id.getLeastSignificantBits() >>> (56 - 8 * i));
        }
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    /** The id that {@link #text} wrote; empty for anything else. */
    public static Optional<UUID> parse(String text) {
        if (text.length() != TEXT_BYTES) {
            return Optional.empty();
        }
        byte[] bytes;
        try {
            bytes = Base64.getUrlDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        long high = 0;
        long low = 0;
        for (int i = 0; i < 8; i++) {
            high = (high << 8) | (bytes[i] & 0xFF);
            low = (low << 8) | (bytes[8 + i] & 0xFF);
        }
        return Optional.of(new UUID(high, low));
    }
}
