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
 * @param transactionTime how long the body of a transaction or of a read may take
 * @param pageEntries the most entries of a {@link Page}
 * @param pageBytes a page ends with the entry that brings its keys and values to this size
 */
public record Limits(
        int keyBytes,
        int valueBytes,
        int transactionBytes,
        Duration transactionTime,
        int pageEntries,
        int pageBytes) {
    public static final Limits DEFAULT =
            new Limits(4 << 10, 100_000, 5_000_000, Duration.ofSeconds(5), 10_000, 1 << 20);

    public Limits {
        if (keyBytes < 64
                || keyBytes > 32 << 10
                || valueBytes < 1
                || transactionBytes < keyBytes + valueBytes
                || transactionBytes > 256 << 20
                || !transactionTime.isPositive()
                || pageEntries < 1
                || pageBytes < 1) {
            throw new IllegalArgumentException(
                    "limits must be positive, keys of 64 to 32768 bytes, and a transaction of"
                            + " up to 256 MiB must take a key and a value");
        }
    }
}
