package dev.tule.cloudwatch.alarm;

import dev.tule.aws.AccountRegion;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import software.amazon.awssdk.services.cloudwatch.model.StateValue;

/**
 * That an alarm has come to a state, or remains in it and asks for its scaling again.
 *
 * @param where the alarm is
 * @param alarm its name
 * @param arn its ARN
 * @param before the state that it came from
 * @param reason a sentence
 * @param at when it changed, or was looked at again
 * @param value the latest point; empty where there is none, and of composite alarms
 * @param threshold empty of composite alarms
 * @param dimensions of its metric; none of expressions and composite alarms
 */
public record AlarmEvent(
        AccountRegion where,
        String alarm,
        String arn,
        StateValue before,
        StateValue state,
        String reason,
        Instant at,
        OptionalDouble value,
        OptionalDouble threshold,
        Map<String, String> dimensions) {
    public AlarmEvent {
        dimensions = Map.copyOf(dimensions);
    }

    /** How far the latest point is beyond the threshold; empty where one of them is. */
    public OptionalDouble beyond() {
        return value.isPresent() && threshold.isPresent()
                ? OptionalDouble.of(value.getAsDouble() - threshold.getAsDouble())
                : OptionalDouble.empty();
    }

    /** The instance that the metric is of. */
    public Optional<String> instanceId() {
        return Optional.ofNullable(dimensions.get("InstanceId"));
    }
}
