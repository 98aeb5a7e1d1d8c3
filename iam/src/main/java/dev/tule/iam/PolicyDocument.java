package dev.tule.iam;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * A policy document ("IAM JSON policy elements reference"), checked for its grammar.
 *
 * @param statements its statements, in order
 */
record PolicyDocument(List<Statement> statements) {
    private static final Set<String> VERSIONS = Set.of("2012-10-17", "2008-10-17");
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

    /**
     * One statement.
     *
     * @param actions null where NotAction stands instead
     * @param principals of kind AWS, or {@code *}; null where NotPrincipal stands instead, or
     *     nothing
     * @param services principals of kind Service
     * @param conditions operator to key to values
     */
    record Statement(
            boolean allow,
            @Nullable List<String> actions,
            @Nullable List<String> principals,
            List<String> services,
            Map<?, ?> conditions) {}

    /** An identity's policy, as it is if it is legal. */
    static String checked(@Nullable String document, int longest) {
        parse(document, longest, false);
        return java.util.Objects.requireNonNull(document);
    }

    /** A role's trust policy, as it is if it is legal. */
    static String checkedTrust(@Nullable String document, int longest) {
        parse(document, longest, true);
        return java.util.Objects.requireNonNull(document);
    }

    /** A trust policy that has been checked before. */
    static PolicyDocument trust(String document) {
        return parse(document, document.length(), true);
    }

    private static PolicyDocument parse(@Nullable String document, int longest, boolean trust) {
        if (document == null || document.isEmpty()) {
            throw Faults.malformedPolicy("The policy document is empty.");
        }
        if (document.length() > longest) {
            throw Faults.limitExceeded("PolicySize: " + longest);
        }
        Map<?, ?> policy = object(Json.parse(document), "The policy");
        onlyKnown(policy, ELEMENTS);
        Object version = policy.get("Version");
        if (version != null && !(version instanceof String text && VERSIONS.contains(text))) {
            throw Faults.malformedPolicy("The policy must contain a valid version string");
        }
        List<Statement> statements = new ArrayList<>();
        for (Object statement : list(policy.get("Statement"))) {
            statements.add(statement(object(statement, "A statement"), trust));
        }
        if (statements.isEmpty()) {
            throw Faults.malformedPolicy("The policy must contain at least one statement");
        }
        return new PolicyDocument(statements);
    }

    private static Statement statement(Map<?, ?> statement, boolean trust) {
        onlyKnown(statement, STATEMENT_ELEMENTS);
        Object effect = statement.get("Effect");
        if (!"Allow".equals(effect) && !"Deny".equals(effect)) {
            throw Faults.malformedPolicy("A statement's Effect must be Allow or Deny.");
        }
        requireOneOf(statement, "Action", "NotAction", true);
        requireOneOf(statement, "Principal", "NotPrincipal", trust);
        requireOneOf(statement, "Resource", "NotResource", !trust);
        strings(statement.get("Resource"));
        strings(statement.get("NotResource"));
        strings(statement.get("NotAction"));
        Object condition = statement.get("Condition");
        return new Statement(
                "Allow".equals(effect),
                statement.containsKey("Action") ? strings(statement.get("Action")) : null,
                statement.containsKey("Principal") ? aws(statement.get("Principal")) : null,
                services(statement.get("Principal")),
                condition == null ? Map.of() : object(condition, "A Condition"));
    }

    private static void requireOneOf(Map<?, ?> in, String one, String other, boolean wanted) {
        int found = (in.containsKey(one) ? 1 : 0) + (in.containsKey(other) ? 1 : 0);
        if (wanted && found != 1) {
            throw Faults.malformedPolicy(
                    "A statement must have one of " + one + ", " + other + ".");
        }
        if (!wanted && found > 0) {
            throw Faults.malformedPolicy("This policy must not have " + one + ".");
        }
    }

    /** Federations don't sign with keys of ours: they match nobody. */
    private static List<String> aws(@Nullable Object principal) {
        return principal instanceof String text
                ? List.of(text)
                : strings(object(principal, "A Principal").get("AWS"));
    }

    private static List<String> services(@Nullable Object principal) {
        return principal instanceof Map<?, ?> kinds ? strings(kinds.get("Service")) : List.of();
    }

    private static void onlyKnown(Map<?, ?> object, Set<String> known) {
        for (Object element : object.keySet()) {
            if (!(element instanceof String name && known.contains(name))) {
                throw Faults.malformedPolicy("Syntax errors in policy: unknown " + element + ".");
            }
        }
    }

    private static Map<?, ?> object(@Nullable Object value, String what) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw Faults.malformedPolicy("Syntax errors in policy: " + what + " must be an object.");
    }

    private static List<?> list(@Nullable Object value) {
        return value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
    }

    static List<String> strings(@Nullable Object value) {
        List<String> strings = new ArrayList<>();
        for (Object element : list(value)) {
            if (!(element instanceof String text)) {
                throw Faults.malformedPolicy("Syntax errors in policy: a string was expected.");
            }
            strings.add(text);
        }
        return strings;
    }
}
