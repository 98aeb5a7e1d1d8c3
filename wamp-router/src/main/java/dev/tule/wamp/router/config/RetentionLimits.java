package dev.tule.wamp.router.config;

/**
 * What a realm retains of events whose publisher wants them retained.
 *
 * @param topics of how many topics; default 10,000, 0 for none
 * @param bytes how long the payloads may be together; default 64 MiB
 */
public record RetentionLimits(int topics, long bytes) {
    public static final RetentionLimits DEFAULT = new RetentionLimits(10_000, 64L << 20);

    public RetentionLimits {
        if (topics < 0 || bytes < 1) {
            throw new IllegalArgumentException("limits of retention are not below zero");
        }
    }
}
