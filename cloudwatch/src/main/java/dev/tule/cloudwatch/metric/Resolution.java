package dev.tule.cloudwatch.metric;

import java.time.Duration;
import java.time.Instant;
import java.util.List;

/**
 * The grains in which points are kept, each as long as CloudWatch keeps it (User Guide, "Metrics
 * retention"). A sample is added to a point of each grain when it comes, so that ageing is nothing
 * but deleting.
 */
enum Resolution {
    /** Only of metrics that ask for it by {@code StorageResolution}. */
    SECOND(1, Duration.ofHours(3)),
    MINUTE(60, Duration.ofDays(15)),
    FIVE_MINUTES(300, Duration.ofDays(63)),
    HOUR(3600, Duration.ofDays(455));

    /** What every metric has. */
    static final List<Resolution> STANDARD = List.of(MINUTE, FIVE_MINUTES, HOUR);

    /** What metrics of high resolution have. */
    static final List<Resolution> HIGH = List.of(values());

    private final int seconds;
    private final Duration retention;

    Resolution(int seconds, Duration retention) {
        this.seconds = seconds;
        this.retention = retention;
    }

    int seconds() {
        return seconds;
    }

    Duration retention() {
        return retention;
    }

    /** Whether points as old as this are still kept. */
    boolean keeps(Instant time, Instant now) {
        return !time.isBefore(now.minus(retention));
    }

    /** The coarsest grain that spans of this period, beginning at this second, are made of. */
    static Resolution of(long periodSeconds, long startSecond, Instant now) {
        Instant start = Instant.ofEpochSecond(startSecond);
        Resolution finest = periodSeconds % MINUTE.seconds == 0 ? MINUTE : SECOND;
        for (Resolution resolution : List.of(HOUR, FIVE_MINUTES, MINUTE)) {
            if (periodSeconds % resolution.seconds == 0 && startSecond % resolution.seconds == 0) {
                return resolution;
            }
        }
        for (Resolution resolution : HIGH) {
            if (resolution.compareTo(finest) >= 0 && resolution.keeps(start, now)) {
                return resolution;
            }
        }
        return HOUR;
    }
}
