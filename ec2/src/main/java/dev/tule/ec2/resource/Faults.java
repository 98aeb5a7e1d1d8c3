package dev.tule.ec2.resource;

import dev.tule.aws.AwsFault;

/** EC2's refusals that have no resource of their own (EC2 API Reference, "Error codes"). */
public final class Faults {
    private static final int STATUS = 400;

    private Faults() {}

    public static AwsFault of(String code, String message) {
        return AwsFault.of(code, STATUS, message);
    }

    public static AwsFault invalidValue(String message) {
        return of("InvalidParameterValue", message);
    }

    /**
     * @param value what was given
     * @param parameter the parameter's name
     */
    public static AwsFault invalidValue(Object value, String parameter, String why) {
        return invalidValue(
                "Value (%s) for parameter %s is invalid. %s".formatted(value, parameter, why));
    }

    public static AwsFault invalidCombination(String message) {
        return of("InvalidParameterCombination", message);
    }

    public static AwsFault missing(String parameter) {
        return of("MissingParameter", "The request must contain the parameter " + parameter);
    }

    public static AwsFault incorrectState(String message) {
        return of("IncorrectState", message);
    }

    /**
     * A part of a known action that is not there. Refused rather than ignored, because a setting
     * without effect is found out too late.
     */
    public static AwsFault notImplemented(String what) {
        return AwsFault.of("NotImplemented", 501, what + " is not implemented by this server.");
    }

    /** The answer to a request with DryRun that may be done. */
    static AwsFault dryRun() {
        return AwsFault.of(
                "DryRunOperation", 412, "Request would have succeeded, but DryRun flag is set.");
    }

    /** A value that must be there. */
    public static <T> T require(@org.jspecify.annotations.Nullable T value, String parameter) {
        if (value == null || value.equals("")) {
            throw missing(parameter);
        }
        return value;
    }
}
