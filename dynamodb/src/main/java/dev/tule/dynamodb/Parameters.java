package dev.tule.dynamodb;

import dev.tule.dynamodb.value.InvalidRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which of the expression parameters a request has, and which of the legacy ones: they don't mix.
 * Confined to one request.
 */
final class Parameters {
    private final List<String> expressions = new ArrayList<>();
    private final List<String> withValues = new ArrayList<>();
    private final List<String> legacy = new ArrayList<>();
    private boolean anyWithValues;

    /** A parameter that holds an expression with values in it. */
    Parameters expression(String name, @Nullable Object given) {
        withValues.add(name);
        anyWithValues |= given != null;
        return projection(name, given);
    }

    /** A parameter that holds an expression without values. */
    Parameters projection(String name, @Nullable Object given) {
        if (given != null) {
            expressions.add(name);
        }
        return this;
    }

    /** A parameter that preceded expressions. */
    Parameters legacy(String name, boolean given) {
        if (given) {
            legacy.add(name);
        }
        return this;
    }

    /**
     * Checks that both kinds aren't mixed, and that placeholders have expressions to be in.
     *
     * @param names whether the request has ExpressionAttributeNames
     * @param values whether the request has ExpressionAttributeValues
     * @throws InvalidRequest otherwise
     */
    void check(boolean names, boolean values) {
        if (!expressions.isEmpty() && !legacy.isEmpty()) {
            throw new InvalidRequest(
                    "Can not use both expression and non-expression parameters in the same"
                            + " request: Non-expression parameters: {"
                            + String.join(", ", legacy)
                            + "} Expression parameters: {"
                            + String.join(", ", expressions)
                            + "}");
        }
        if (names && expressions.isEmpty()) {
            throw new InvalidRequest(
                    "ExpressionAttributeNames can only be specified when using expressions");
        }
        if (values && !anyWithValues && !withValues.isEmpty()) {
            throw new InvalidRequest(
                    "ExpressionAttributeValues can only be specified when using expressions: "
                            + String.join(" and ", withValues)
                            + (withValues.size() > 1 ? " are null" : " is null"));
        }
    }

    /**
     * Checks an operator that joins legacy conditions.
     *
     * @param given whether the request has one
     * @param conditions how many conditions it has
     */
    static void checkConditionalOperator(boolean given, int conditions) {
        if (given && conditions == 0) {
            throw new InvalidRequest(
                    "ConditionalOperator cannot be used without Filter or Expected");
        }
        if (given && conditions == 1) {
            throw new InvalidRequest(
                    "ConditionalOperator can only be used when Filter or Expected has two or more"
                            + " elements");
        }
    }
}
