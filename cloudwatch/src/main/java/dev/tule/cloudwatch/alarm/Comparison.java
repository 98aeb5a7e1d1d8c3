package dev.tule.cloudwatch.alarm;

import dev.tule.cloudwatch.resource.Faults;
import software.amazon.awssdk.services.cloudwatch.model.ComparisonOperator;

/** Compares a point with a threshold. */
record Comparison(ComparisonOperator operator, double threshold) {
    Comparison {
        switch (operator) {
            case GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
                    GREATER_THAN_THRESHOLD,
                    LESS_THAN_THRESHOLD,
                    LESS_THAN_OR_EQUAL_TO_THRESHOLD -> {}
            default -> throw Faults.notImplemented("The comparison operator " + operator);
        }
    }

    boolean breaches(double value) {
        return switch (operator) {
            case GREATER_THAN_OR_EQUAL_TO_THRESHOLD -> value >= threshold;
            case GREATER_THAN_THRESHOLD -> value > threshold;
            case LESS_THAN_THRESHOLD -> value < threshold;
            case LESS_THAN_OR_EQUAL_TO_THRESHOLD -> value <= threshold;
            default -> throw new IllegalStateException("no comparison " + operator);
        };
    }

    /** In the words of an alarm's reason. */
    String words() {
        return switch (operator) {
            case GREATER_THAN_OR_EQUAL_TO_THRESHOLD -> "greater than or equal to the threshold";
            case GREATER_THAN_THRESHOLD -> "greater than the threshold";
            case LESS_THAN_THRESHOLD -> "less than the threshold";
            case LESS_THAN_OR_EQUAL_TO_THRESHOLD -> "less than or equal to the threshold";
            default -> throw new IllegalStateException("no comparison " + operator);
        };
    }
}
