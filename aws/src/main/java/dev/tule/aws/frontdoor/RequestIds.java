package dev.tule.aws.frontdoor;

import java.util.UUID;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

/**
 * Ids of requests, random UUIDs (RFC 9562, version 4). Who sees some may guess others: nothing may
 * rest on their secrecy, and every request pays for one. Safe for use by many threads.
 */
public final class RequestIds implements Supplier<String> {
    private static final long VERSION_BITS = 0xF000L;
    private static final long VERSION_4 = 0x4000L;
    private static final long VARIANT = Long.MIN_VALUE;

    private final RandomGenerator random;

    /**
     * @param random used by one thread at a time; differs from one start to the next by its seed
     */
    public RequestIds(RandomGenerator random) {
        this.random = random;
    }

    @Override
    public synchronized String get() {
        long most = (random.nextLong() & ~VERSION_BITS) | VERSION_4;
        long least = (random.nextLong() >>> 2) | VARIANT;
        return new UUID(most, least).toString();
    }
}
