package dev.tule.autoscaling.resource;

import dev.tule.aws.AwsFault;
import software.amazon.awssdk.services.autoscaling.model.AlreadyExistsException;
import software.amazon.awssdk.services.autoscaling.model.InvalidNextTokenException;
import software.amazon.awssdk.services.autoscaling.model.LimitExceededException;
import software.amazon.awssdk.services.autoscaling.model.ResourceInUseException;
import software.amazon.awssdk.services.autoscaling.model.ScalingActivityInProgressException;

/** Auto Scaling's refusals (API Reference, "Common Errors" and each action's). */
public final class Faults {
    private Faults() {}

    public static AwsFault invalid(String message) {
        return AwsFault.of("ValidationError", 400, message);
    }

    public static RuntimeException exists(String message) {
        return AlreadyExistsException.builder().message(message).build();
    }

    public static RuntimeException inUse(String message) {
        return ResourceInUseException.builder().message(message).build();
    }

    public static RuntimeException scaling(String message) {
        return ScalingActivityInProgressException.builder().message(message).build();
    }

    public static RuntimeException limit(String message) {
        return LimitExceededException.builder().message(message).build();
    }

    public static RuntimeException invalidToken() {
        return InvalidNextTokenException.builder().message("Invalid NextToken").build();
    }

    public static RuntimeException noGroup(String name) {
        return invalid("AutoScalingGroup name not found - no such group: " + name);
    }

    /** Refused, because a setting without effect is found out too late. */
    public static AwsFault notImplemented(String what) {
        return AwsFault.of("NotImplemented", 501, what + " is not implemented by this server.");
    }
}
