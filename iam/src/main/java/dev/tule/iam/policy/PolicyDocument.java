package dev.tule.iam.policy;

import dev.tule.aws.Authoriser.Decision;
import dev.tule.iam.policy.Statement.Names;
import dev.tule.iam.policy.Statement.Principals;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A policy document, read and checked for its grammar.
 *
 * @param statements its statements, in order
 */
public record PolicyDocument(List<Statement> statements) {
    private static final String LATEST = "2012-10-17";
    private static final Set<String> VERSIONS = Set.of(LATEST, "2008-10-17");
    private static final int MOST_DIGITS = 30;

    /** An ARN's components. */
    private static final int ARN = 6;

    private static final Set<String> ELEMENTS = Set.of("Version", "Id", "Statement");
    private static final Set<String> STATEMENT_ELEMENTS =
            Set.of(
                    "Sid",
                    "Effect",
                    "Principal",
                    "NotPrincipal",
                    "Action",
                    "NotAction",
                    "Resource",
                    "NotResource",
                    "Condition");

    /** What a policy is attached to. */
    public enum Kind {
        /** It says what the identity that has it may do to which resources. */
        IDENTITY,
        /** It says who may assume the role that has it. */
        TRUST
    }

    /**
     * Reads a document.
     *
     * @throws MalformedPolicyException where it isn't one
     */
    public static PolicyDocument parse(String document, Kind kind) {
        Map<?, ?> policy = object(Json.parse(document), "The policy");
        onlyKnown(policy, ELEMENTS);
        Object version = policy.get("Version");
        if (version != null && !(version instanceof String text && VERSIONS.contains(text))) {
            throw new MalformedPolicyException("The policy must contain a valid version string");
        }
        // Variables came with the later version; in the earlier one they are texts.
        Reading reading =
                new Reading(kind, LATEST.equals(version) ? PolicyText::of : PolicyText::plain);
        List<Statement> statements = new ArrayList<>();
        for (Object statement : list(policy.get("Statement"))) {
            statements.add(reading.statement(object(statement, "A statement")));
        }
        if (statements.isEmpty()) {
            throw new MalformedPolicyException("The policy must contain at least one statement");
        }
        return new PolicyDocument(statements);
    }

    /** What policies together say: one denial is enough to deny, then one that allows to allow. */
    public static Decision decide(List<PolicyDocument> policies, Asked asked) {
        boolean allowed = false;
        for (PolicyDocument policy : policies) {
            for (Statement statement : policy.statements) {
                boolean undecided = !statement.allow() || !allowed;
                if (undecided && statement.isAbout(asked)) {
                    if (!statement.allow()) {
                        return Decision.EXPLICIT_DENY;
                    }
                    allowed = true;
                }
            }
        }
        return allowed ? Decision.ALLOW : Decision.IMPLICIT_DENY;
    }

    /** How the statements of one document are read. */
    private record Reading(Kind kind, Function<String, PolicyText> texts) {

        Statement statement(Map<?, ?> statement) {
            onlyKnown(statement, STATEMENT_ELEMENTS);
            Object effect = statement.get("Effect");
            if (!"Allow".equals(effect) && !"Deny".equals(effect)) {
                throw new MalformedPolicyException("A statement's Effect must be Allow or Deny.");
            }
            boolean trust = kind == Kind.TRUST;
            requireOneOf(statement, "Action", "NotAction", true);
            requireOneOf(statement, "Principal", "NotPrincipal", trust);
            requireOneOf(statement, "Resource", "NotResource", !trust);
            return new Statement(
                    "Allow".equals(effect),
                    actions(statement),
                    trust ? Optional.empty() : Optional.of(resources(statement)),
                    trust ? Optional.of(principals(statement)) : Optional.empty(),
                    conditions(statement.get("Condition")));
        }

        private static Names actions(Map<?, ?> statement) {
            boolean not = statement.containsKey("NotAction");
            List<String> names = strings(statement.get(not ? "NotAction" : "Action"));
            for (String name : names) {
                if (!name.equals("*") && name.indexOf(':') <= 0) {
                    throw new MalformedPolicyException(
                            "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2,"
                                    + " etc.");
                }
            }
            return new Names(not, names.stream().map(PolicyText::plain).toList());
        }

        private Names resources(Map<?, ?> statement) {
            boolean not = statement.containsKey("NotResource");
            List<String> names = strings(statement.get(not ? "NotResource" : "Resource"));
            for (String name : names) {
                boolean arn = name.startsWith("arn:") && name.split(":", ARN).length == ARN;
                if (!arn && !name.startsWith("*")) {
                    throw new MalformedPolicyException(
                            "Resource " + name + " must be in ARN format or \"*\".");
                }
            }
            return new Names(not, names.stream().map(texts).toList());
        }

        /** Federations don't sign with keys of ours: they are nobody. */
        private static Principals principals(Map<?, ?> statement) {
            boolean not = statement.containsKey("NotPrincipal");
            Object principal = statement.get(not ? "NotPrincipal" : "Principal");
            if (principal instanceof String text) {
                return new Principals(not, List.of(text), List.of());
            }
            Map<?, ?> kinds = object(principal, "A Principal");
            return new Principals(not, strings(kinds.get("AWS")), strings(kinds.get("Service")));
        }

        private List<Condition> conditions(@Nullable Object condition) {
            if (condition == null) {
                return List.of();
            }
            List<Condition> conditions = new ArrayList<>();
            object(condition, "A Condition")
                    .forEach(
                            (operator, keys) ->
                                    object(keys, "A condition operator")
                                            .forEach(
                                                    (key, values) ->
                                                            conditions.add(
                                                                    condition(
                                                                            operator, key,
                                                                            values))));
            return conditions;
        }

        private Condition condition(Object operator, Object key, @Nullable Object values) {
            return Condition.of(
                    operator.toString(),
                    key.toString().toLowerCase(Locale.ROOT),
                    list(values).stream().map(PolicyDocument::scalar).map(texts).toList());
        }
    }

    private static void requireOneOf(Map<?, ?> in, String one, String other, boolean wanted) {
        int found = (in.containsKey(one) ? 1 : 0) + (in.containsKey(other) ? 1 : 0);
        if (wanted && found != 1) {
            throw new MalformedPolicyException(
                    "A statement must have one of " + one + ", " + other + ".");
        }
        if (!wanted && found > 0) {
            throw new MalformedPolicyException("This policy must not have " + one + ".");
        }
    }

    private static void onlyKnown(Map<?, ?> object, Set<String> known) {
        for (Object element : object.keySet()) {
            if (!(element instanceof String name && known.contains(name))) {
                throw new MalformedPolicyException(
                        "Syntax errors in policy: unknown " + element + ".");
            }
        }
    }

    private static Map<?, ?> object(@Nullable Object value, String what) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw new MalformedPolicyException(
                "Syntax errors in policy: " + what + " must be an object.");
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
    }

    private static List<String> strings(@Nullable Object value) {
        List<String> strings = new ArrayList<>();
        for (Object element : list(value)) {
            if (!(element instanceof String text)) {
                throw new MalformedPolicyException(
                        "Syntax errors in policy: a string was expected.");
            }
            strings.add(text);
        }
        return strings;
    }

    /** Conditions may say numbers and truths without quotes. */
    private static String scalar(Object value) {
        return switch (value) {
            case String text -> text;
            case Boolean truth -> truth.toString();
            case BigDecimal number when Math.abs(number.scale()) <= MOST_DIGITS ->
                    number.toPlainString();
            default ->
                    throw new MalformedPolicyException(
                            "Syntax errors in policy: a condition's value must be a string.");
        };
    }
}
