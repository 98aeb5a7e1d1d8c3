package dev.tule.cloudwatch.resource;

import dev.tule.aws.AwsFault;
import software.amazon.awssdk.services.cloudwatch.model.InvalidNextTokenException;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterCombinationException;
import software.amazon.awssdk.services.cloudwatch.model.InvalidParameterValueException;
import software.amazon.awssdk.services.cloudwatch.model.LimitExceededException;
import software.amazon.awssdk.services.cloudwatch.model.MissingRequiredParameterException;

/** CloudWatch's refusals (CloudWatch API Reference, "Common Errors" and each action's). */
public final class Faults {
    private Faults() {}

    public static RuntimeException invalidValue(String message) {
        return InvalidParameterValueException.builder().message(message).build();
    }

    /** The sentence of CloudWatch about a parameter's value. */
    public static RuntimeException invalidValue(Object value, String parameter) {
        return invalidValue("The value " + value + " for parameter " + parameter + " is invalid.");
    }

    public static RuntimeException invalidCombination(String message) {
        return InvalidParameterCombinationException.builder().message(message).build();
    }

    public static RuntimeException missing(String parameter) {
        return MissingRequiredParameterException.builder()
                .message("The parameter " + parameter + " is required.")
                .build();
    }

    public static RuntimeException limit(String message) {
        return LimitExceededException.builder().message(message).build();
    }

    public static RuntimeException invalidToken() {
        return InvalidNextTokenException.builder().message("Invalid nextToken").build();
    }

    /**
     * A part of a known action that is not there; refused, because a setting without effect is
     * found out too late.
     */
    public static AwsFault notImplemented(String what) {
        return AwsFault.of("NotImplemented", 501, what + " is not implemented by this server.");
    }
}
