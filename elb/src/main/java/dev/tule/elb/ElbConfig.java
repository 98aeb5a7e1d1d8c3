package dev.tule.elb;

import java.time.Duration;

/**
 * How load balancers go about their work.
 *
 * @param pace how often EC2 is asked, and targets that have been drained are forgotten
 * @param metricInterval how often what was measured is handed on
 * @param second how long a second of health checks' intervals is; shorter in tests
 */
public record ElbConfig(Duration pace, Duration metricInterval, Duration second) {
    public static final ElbConfig DEFAULT =
            new ElbConfig(Duration.ofSeconds(1), Duration.ofMinutes(1), Duration.ofSeconds(1));

    public ElbConfig {
        if (!pace.isPositive() || !metricInterval.isPositive() || !second.isPositive()) {
            throw new IllegalArgumentException("durations must be positive");
        }
    }
}
