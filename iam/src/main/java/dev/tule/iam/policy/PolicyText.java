package dev.tule.iam.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A text of a policy, in which variables may stand (IAM User Guide, "IAM policy elements: Variables
 * and tags"): {@code ${aws:username}}, or with a default, {@code ${aws:username, 'nobody'}}. {@code
 * ${*}}, {@code ${?}} and {@code ${$}} are the characters.
 */
final class PolicyText {
    private final List<Part> parts;

    /** What it is always, where it has no variables. */
    private final @Nullable Value fixed;

    private sealed interface Part {}

    /** Wildcards are such in it. */
    private record Plain(String text) implements Part {}

    private record Literal(String text) implements Part {}

    /**
     * @param key in lower case
     */
    private record Variable(String key, @Nullable String otherwise) implements Part {}

    /** What a text is for one request. */
    record Value(Pattern pattern, String plain) {}

    private PolicyText(List<Part> parts) {
        this.parts = parts;
        boolean varies = parts.stream().anyMatch(Variable.class::isInstance);
        this.fixed = varies ? null : value(_ -> "");
    }

    /** As it stands. */
    static PolicyText plain(String text) {
        return new PolicyText(List.of(new Plain(text)));
    }

    /**
     * With its variables.
     *
     * @throws MalformedPolicyException where one doesn't end
     */
    static PolicyText of(String text) {
        List<Part> parts = new ArrayList<>();
        int at = 0;
        while (true) {
            int start = text.indexOf("${", at);
            if (start < 0) {
                parts.add(new Plain(text.substring(at)));
                return new PolicyText(parts);
            }
            int end = text.indexOf('}', start);
            if (end < 0) {
                throw new MalformedPolicyException(
                        "Syntax errors in policy: a variable doesn't end in " + text + ".");
            }
            parts.add(new Plain(text.substring(at, start)));
            parts.add(variable(text.substring(start + 2, end).strip()));
            at = end + 1;
        }
    }

    private static Part variable(String inner) {
        if (inner.equals("*") || inner.equals("?") || inner.equals("$")) {
            return new Literal(inner);
        }
        int comma = inner.indexOf(',');
        String key = comma < 0 ? inner : inner.substring(0, comma);
        String otherwise = comma < 0 ? null : unquoted(inner.substring(comma + 1).strip());
        return new Variable(key.strip().toLowerCase(Locale.ROOT), otherwise);
    }

    private static String unquoted(String text) {
        if (text.length() < 2 || text.charAt(0) != '\'' || !text.endsWith("'")) {
            throw new MalformedPolicyException(
                    "Syntax errors in policy: a variable's default must stand in single quotes.");
        }
        return text.substring(1, text.length() - 1);
    }

    /**
     * Whether something holds of what this text is for a request. It doesn't hold where a variable
     * has no value.
     */
    Answer test(ConditionKeys keys, Predicate<Value> holds) {
        if (fixed != null) {
            return Answer.of(holds.test(fixed));
        }
        boolean absent = false;
        for (Part part : parts) {
            if (part instanceof Variable variable && variable.otherwise == null) {
                List<String> values = keys.values(variable.key);
                if (values == null || values.size() > 1) {
                    return Answer.UNKNOWN;
                }
                absent |= values.isEmpty();
            }
        }
        return Answer.of(!absent && holds.test(value(variable -> value(variable, keys))));
    }

    private static String value(Variable variable, ConditionKeys keys) {
        List<String> values = keys.values(variable.key);
        return values == null || values.isEmpty()
                ? String.valueOf(variable.otherwise)
                : values.getFirst();
    }

    private Value value(Function<Variable, String> variables) {
        Pattern.Builder pattern = new Pattern.Builder();
        StringBuilder plain = new StringBuilder();
        for (Part part : parts) {
            String text =
                    switch (part) {
                        case Plain(String it) -> it;
                        case Literal(String it) -> it;
                        case Variable variable -> variables.apply(variable);
                    };
            plain.append(text);
            if (part instanceof Plain) {
                pattern.pattern(text);
            } else {
                pattern.literal(text);
            }
        }
        return new Value(pattern.build(), plain.toString());
    }
}
