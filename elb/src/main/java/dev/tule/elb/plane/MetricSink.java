package dev.tule.elb.plane;

import dev.tule.aws.AccountRegion;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * Takes what load balancers measure, as CloudWatch has it (User Guides, "CloudWatch metrics"). Once
 * a minute for each account and region.
 */
@FunctionalInterface
public interface MetricSink {
    /** Keeps nothing. */
    MetricSink NONE = (where, namespace, at, readings) -> {};

    void put(AccountRegion where, String namespace, Instant at, List<Reading> readings);

    /**
     * What was measured in a minute.
     *
     * @param name such as {@code RequestCount}
     * @param unit CloudWatch's, such as {@code Count}
     */
    record Reading(
            String name,
            String unit,
            Map<String, String> dimensions,
            double sum,
            double count,
            double least,
            double most) {}
}
