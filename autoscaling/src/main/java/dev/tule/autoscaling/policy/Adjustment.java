package dev.tule.autoscaling.policy;

import dev.tule.autoscaling.resource.Faults;
import java.util.Optional;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.autoscaling.model.ScalingPolicy;
import software.amazon.awssdk.services.autoscaling.model.StepAdjustment;

/**
 * By how much a policy changes a capacity (User Guide, "Scaling adjustment types"). Immutable.
 *
 * @param by machines, or percent
 */
record Adjustment(String type, int by, int leastMagnitude) {
    private static final double PERCENT = 100;

    /**
     * What a policy does.
     *
     * @param beyond how far the metric is beyond the alarm's threshold; empty where nobody said
     * @return empty where no step is for that
     */
    static Optional<Adjustment> of(ScalingPolicy policy, OptionalDouble beyond) {
        int magnitude =
                policy.minAdjustmentMagnitude() == null ? 0 : policy.minAdjustmentMagnitude();
        if (policy.policyType().equals(Policies.SIMPLE)) {
            return Optional.of(
                    new Adjustment(policy.adjustmentType(), policy.scalingAdjustment(), magnitude));
        }
        if (beyond.isEmpty()) {
            throw Faults.invalid(
                    "MetricValue and BreachThreshold are required to execute a step scaling policy.");
        }
        return policy.stepAdjustments().stream()
                .filter(step -> covers(step, beyond.getAsDouble()))
                .map(
                        step ->
                                new Adjustment(
                                        policy.adjustmentType(),
                                        step.scalingAdjustment(),
                                        magnitude))
                .findFirst();
    }

    /** A bound nearer to the threshold belongs to the step, the one farther away doesn't. */
    private static boolean covers(StepAdjustment step, double beyond) {
        double lower = or(step.metricIntervalLowerBound(), Double.NEGATIVE_INFINITY);
        double upper = or(step.metricIntervalUpperBound(), Double.POSITIVE_INFINITY);
        return beyond >= 0 ? lower <= beyond && beyond < upper : lower < beyond && beyond <= upper;
    }

    private static double or(@Nullable Double bound, double otherwise) {
        return bound == null ? otherwise : bound;
    }

    /** The capacity that it makes of another. */
    int of(int capacity) {
        return switch (type) {
            case "ExactCapacity" -> by;
            case "PercentChangeInCapacity" -> capacity + percent(capacity);
            default -> capacity + by;
        };
    }

    /** Rounded towards nothing, but never to nothing. */
    private int percent(int capacity) {
        double change = capacity * by / PERCENT;
        int whole = (int) change;
        if (whole == 0 && change != 0) {
            whole = change > 0 ? 1 : -1;
        }
        if (Math.abs(whole) < leastMagnitude) {
            whole = by > 0 ? leastMagnitude : -leastMagnitude;
        }
        return whole;
    }
}
