package dev.tule.store;

/**
 * How a {@link RocksStore} uses memory, and what it takes and keeps.
 *
 * @param blockCacheBytes cache of table blocks; default 32 MiB, from 1 MiB
 * @param writeBufferBytes recent writes held in memory before they go to table files; default 16
 *     MiB, from 1 MiB
 * @param conflictWindowBytes memory for the recent commits that transactions are checked against; a
 *     transaction older than what fits is run again; default 8 MiB, from 64 KiB
 * @param queueBytes commits waiting for the disk, beyond which callers wait; default 32 MiB, from
 *     twice a transaction's limit
 * @param attempts how often a transaction may lose before others are held back for it; default 12,
 *     from 1
 * @param retention how much of the change feeds is kept
 * @param limits what keys, values and transactions may be
 */
public record StoreConfig(
        int blockCacheBytes,
        int writeBufferBytes,
        int conflictWindowBytes,
        int queueBytes,
        int attempts,
        ChangeRetention retention,
        Limits limits) {
    public static final StoreConfig DEFAULT =
            new StoreConfig(
                    32 << 20,
                    16 << 20,
                    8 << 20,
                    32 << 20,
                    12,
                    ChangeRetention.DEFAULT,
                    Limits.DEFAULT);

    public StoreConfig {
        atLeast("block-cache-bytes", blockCacheBytes, 1 << 20);
        atLeast("write-buffer-bytes", writeBufferBytes, 1 << 20);
        atLeast("conflict-window-bytes", conflictWindowBytes, 64 << 10);
        atLeast("queue-bytes", queueBytes, 2 * limits.transactionBytes());
        atLeast("attempts", attempts, 1);
    }

    public StoreConfig withLimits(Limits changed) {
        return new StoreConfig(
                blockCacheBytes,
                writeBufferBytes,
                conflictWindowBytes,
                queueBytes,
                attempts,
                retention,
                changed);
    }

    public StoreConfig withRetention(ChangeRetention changed) {
        return new StoreConfig(
                blockCacheBytes,
                writeBufferBytes,
                conflictWindowBytes,
                queueBytes,
                attempts,
                changed,
                limits);
    }

    private static void atLeast(String name, int value, int least) {
        if (value < least) {
            throw new IllegalArgumentException(name + " is " + value + "; the least is " + least);
        }
    }
}
