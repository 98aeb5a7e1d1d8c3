package dev.tule.autoscaling;

import java.time.Duration;

/**
 * How Auto Scaling goes about its work.
 *
 * @param pace how often each group is looked at
 * @param sweep how often what has grown old is deleted
 */
public record AutoScalingConfig(Duration pace, Duration sweep) {
    public static final AutoScalingConfig DEFAULT =
            new AutoScalingConfig(Duration.ofSeconds(2), Duration.ofHours(1));

    public AutoScalingConfig {
        if (!pace.isPositive() || !sweep.isPositive()) {
            throw new IllegalArgumentException("durations must be positive");
        }
    }
}
