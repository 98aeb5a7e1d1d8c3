package dev.tule.store;

import java.time.Duration;

/**
 * What a store takes. The defaults are those that every planned implementation can hold (they
 * follow FoundationDB's), and hold for the embedded one too.
 *
 * @param keyBytes the longest key
 * @param valueBytes the longest value; larger things are cut over several keys
 * @param transactionBytes keys and values written by one transaction, and keys of its read
 *     conflicts
 * @param transactionTime how long a transaction may take from its snapshot to its commit
 */
public record Limits(int keyBytes, int valueBytes, int transactionBytes, Duration transactionTime) {
    public static final Limits DEFAULT =
            new Limits(4 << 10, 100_000, 5_000_000, Duration.ofSeconds(5));
}
