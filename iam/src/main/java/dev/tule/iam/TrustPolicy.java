package dev.tule.iam;

import dev.tule.iam.PolicyDocument.Statement;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Decides who may assume a role. Evaluated are: Effect; Action with its wildcards; Principal of
 * kind AWS as {@code *}, an account's number, its root's ARN, or the ARN of a user, a role or a
 * role's session; and of conditions {@code sts:ExternalId} under StringEquals and StringLike.
 * Whatever else a statement says isn't evaluated, and then counts against the caller: it can't
 * allow, and it does deny.
 */
final class TrustPolicy {
    private static final String ACTION = "sts:AssumeRole";

    private final PolicyDocument document;

    TrustPolicy(String document) {
        this.document = PolicyDocument.trust(document);
    }

    /**
     * @param account the caller's
     * @param arns the caller's; of a role's session also the role's
     */
    boolean trusts(String account, Set<String> arns, Optional<String> externalId) {
        return decide(
                statement -> principal(statement.principals(), account, arns, !statement.allow()),
                externalId);
    }

    /**
     * @param service such as {@code ec2.amazonaws.com}
     */
    boolean trusts(String service) {
        return decide(
                statement -> {
                    List<String> others = statement.principals();
                    return others == null
                            ? !statement.allow()
                            : statement.services().contains(service) || others.contains("*");
                },
                Optional.empty());
    }

    private boolean decide(Predicate<Statement> principal, Optional<String> externalId) {
        boolean allowed = false;
        for (Statement statement : document.statements()) {
            boolean allow = statement.allow();
            boolean matches =
                    action(statement.actions(), !allow)
                            && principal.test(statement)
                            && conditions(statement.conditions(), externalId, !allow);
            if (matches && !allow) {
                return false;
            }
            allowed |= matches;
        }
        return allowed;
    }

    private static boolean action(@Nullable List<String> actions, boolean otherwise) {
        return actions == null
                ? otherwise
                : actions.stream().anyMatch(pattern -> like(pattern, ACTION, true));
    }

    private static boolean principal(
            @Nullable List<String> principals,
            String account,
            Set<String> arns,
            boolean otherwise) {
        if (principals == null) {
            return otherwise;
        }
        String root = "arn:aws:iam::" + account + ":root";
        return principals.stream()
                .anyMatch(
                        p ->
                                p.equals("*")
                                        || p.equals(account)
                                        || p.equals(root)
                                        || arns.contains(p));
    }

    private static boolean conditions(
            Map<?, ?> conditions, Optional<String> externalId, boolean otherwise) {
        for (Map.Entry<?, ?> operator : conditions.entrySet()) {
            if (!(operator.getValue() instanceof Map<?, ?> keys)) {
                return otherwise;
            }
            for (Map.Entry<?, ?> key : keys.entrySet()) {
                boolean known =
                        Set.of("StringEquals", "StringLike").contains(operator.getKey())
                                && key.getKey() instanceof String name
                                && name.equalsIgnoreCase("sts:ExternalId");
                if (!known) {
                    return otherwise;
                }
                boolean wildcards = operator.getKey().equals("StringLike");
                boolean met =
                        externalId.isPresent()
                                && PolicyDocument.strings(key.getValue()).stream()
                                        .anyMatch(
                                                p ->
                                                        wildcards
                                                                ? like(p, externalId.get(), false)
                                                                : p.equals(externalId.get()));
                if (!met) {
                    return false;
                }
            }
        }
        return true;
    }

    /** Whether a text is of a pattern with {@code *} and {@code ?}. */
    private static boolean like(String pattern, String text, boolean ignoreCase) {
        String p = ignoreCase ? pattern.toLowerCase(Locale.ROOT) : pattern;
        String t = ignoreCase ? text.toLowerCase(Locale.ROOT) : text;
        // Not a regular expression: patterns are the caller's, and must not blow up.
        int star = -1;
        int mark = 0;
        int i = 0;
        int j = 0;
        while (i < t.length()) {
            if (j < p.length() && p.charAt(j) == '*') {
                star = j++;
                mark = i;
            } else if (j < p.length() && (p.charAt(j) == '?' || p.charAt(j) == t.charAt(i))) {
                i++;
                j++;
            } else if (star >= 0) {
                j = star + 1;
                i = ++mark;
            } else {
                return false;
            }
        }
        while (j < p.length() && p.charAt(j) == '*') {
            j++;
        }
        return j == p.length();
    }
}
