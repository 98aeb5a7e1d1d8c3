package dev.tule.rds.life;

import dev.tule.aws.AccountRegion;
import java.time.Instant;
import java.util.List;

/**
 * Takes measurements of instances as CloudWatch has them: namespace {@code AWS/RDS}, dimension
 * {@code DBInstanceIdentifier} (RDS User Guide, "Amazon CloudWatch instance-level metrics"). Called
 * by several threads, once a minute for each instance.
 */
@FunctionalInterface
public interface MetricSink {
    /** Keeps nothing. */
    MetricSink NONE = (where, instance, at, metrics) -> {};

    void put(AccountRegion where, String instance, Instant at, List<Metric> metrics);

    /**
     * One measurement.
     *
     * @param name such as {@code DatabaseConnections}
     * @param unit CloudWatch's, such as {@code Count}
     */
    record Metric(String name, String unit, double value) {}
}
