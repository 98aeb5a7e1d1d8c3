package dev.tule.rds;

import dev.tule.aws.AccountRegion;
import java.time.Instant;

/**
 * Takes measurements of instances as CloudWatch has them: namespace {@code AWS/RDS}, dimension
 * {@code DBInstanceIdentifier} (RDS User Guide, "Amazon CloudWatch instance-level metrics"). Called
 * by several threads; must return soon.
 */
@FunctionalInterface
public interface MetricSink {
    /** Keeps nothing. */
    MetricSink NONE = (where, instance, name, unit, value, at) -> {};

    /**
     * @param name such as {@code DatabaseConnections}
     * @param unit CloudWatch's, such as {@code Count}
     */
    void put(
            AccountRegion where,
            String instance,
            String name,
            String unit,
            double value,
            Instant at);
}
