package dev.tule.iam.policy;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One key of a statement's Condition.
 *
 * @param quantifier what has to be true of a key's values, where there are several
 * @param ifExists whether it holds where the request doesn't have the key
 * @param key in lower case
 * @param values of which one is enough
 */
record Condition(
        Quantifier quantifier,
        Operator operator,
        boolean ifExists,
        String key,
        List<PolicyText> values) {
    private static final String IF_EXISTS = "IfExists";

    /** IAM User Guide, "Multivalued context keys". */
    enum Quantifier {
        NONE(""),
        FOR_ALL_VALUES("ForAllValues:"),
        FOR_ANY_VALUE("ForAnyValue:");

        private final String prefix;

        Quantifier(String prefix) {
            this.prefix = prefix;
        }
    }

    /** One of an operator as policies write it, such as {@code ForAnyValue:StringLikeIfExists}. */
    static Condition of(String operator, String key, List<PolicyText> values) {
        Quantifier quantifier = Quantifier.NONE;
        for (Quantifier each : Quantifier.values()) {
            quantifier = operator.startsWith(each.prefix) ? each : quantifier;
        }
        String bare = operator.substring(quantifier.prefix.length());
        boolean ifExists = bare.endsWith(IF_EXISTS);
        String word = ifExists ? bare.substring(0, bare.length() - IF_EXISTS.length()) : bare;
        Operator known =
                Operator.named(word)
                        .orElseThrow(
                                () ->
                                        new MalformedPolicyException(
                                                "Syntax errors in policy: unknown condition"
                                                        + " operator "
                                                        + operator
                                                        + "."));
        return new Condition(quantifier, known, ifExists, key, values);
    }

    Answer holds(ConditionKeys keys) {
        @Nullable List<String> found = keys.values(key);
        if (found == null) {
            return Answer.UNKNOWN;
        }
        if (operator == Operator.NULL) {
            return matches(String.valueOf(found.isEmpty()), keys);
        }
        if (found.isEmpty()) {
            return Answer.of(
                    switch (quantifier) {
                        case NONE -> ifExists || operator.isNegated();
                        case FOR_ALL_VALUES -> true;
                        case FOR_ANY_VALUE -> ifExists;
                    });
        }
        boolean any =
                quantifier == Quantifier.FOR_ANY_VALUE
                        || (quantifier == Quantifier.NONE && !operator.isNegated());
        Answer answer = Answer.of(!any);
        for (String value : found) {
            Answer one = matches(value, keys);
            Answer holds = operator.isNegated() ? one.not() : one;
            answer = any ? answer.or(holds) : answer.and(holds);
        }
        return answer;
    }

    private Answer matches(String value, ConditionKeys keys) {
        Answer answer = Answer.NO;
        for (PolicyText policy : values) {
            answer = answer.or(policy.test(keys, it -> operator.matches(value, it)));
        }
        return answer;
    }
}
