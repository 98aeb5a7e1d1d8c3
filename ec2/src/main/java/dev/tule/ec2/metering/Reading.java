package dev.tule.ec2.metering;

import java.time.Instant;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.Instance;

/**
 * What was measured of an instance in a span of time.
 *
 * @param instance as it is described, with its tags
 * @param from when the span began
 * @param span its length
 */
public record Reading(Instance instance, Instant from, Span span, List<Metric> metrics) {
    public Reading {
        metrics = List.copyOf(metrics);
    }

    /** How long is measured for one value. */
    public enum Span {
        MINUTE,
        /** What instances have without detailed monitoring. */
        FIVE_MINUTES
    }
}
