package dev.tule.store;

import java.time.Duration;

/**
 * How much of the change feeds a store keeps, over all shards and topics. The oldest changes go
 * first, soon after any of these is passed.
 *
 * @param changes how many, from 1
 * @param bytes the size of their content, from 1
 * @param age how old
 */
public record ChangeRetention(long changes, long bytes, Duration age) {
    public static final ChangeRetention DEFAULT =
            new ChangeRetention(1_000_000, 1L << 30, Duration.ofDays(1));

    public ChangeRetention {
        if (changes < 1 || bytes < 1 || !age.isPositive()) {
            throw new IllegalArgumentException("a retention must be positive");
        }
    }
}
