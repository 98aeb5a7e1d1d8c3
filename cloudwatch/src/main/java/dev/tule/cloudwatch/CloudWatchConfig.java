package dev.tule.cloudwatch;

import java.time.Duration;

/**
 * How CloudWatch keeps house.
 *
 * @param mostMetrics of an account and region; at its fullest, a metric of one sample a minute
 *     takes about a megabyte
 * @param sweep how often what has grown old is deleted
 * @param alarmTick how often is looked whether alarms are due
 */
public record CloudWatchConfig(int mostMetrics, Duration sweep, Duration alarmTick) {
    public static final CloudWatchConfig DEFAULT =
            new CloudWatchConfig(100_000, Duration.ofHours(1), Duration.ofSeconds(1));

    public CloudWatchConfig {
        if (mostMetrics < 1 || !sweep.isPositive() || !alarmTick.isPositive()) {
            throw new IllegalArgumentException("limits must be positive");
        }
    }
}
