package dev.tule.iam;

import dev.tule.iam.policy.Asked;
import dev.tule.iam.policy.ConditionKeys;
import dev.tule.iam.policy.MalformedPolicyException;
import dev.tule.iam.policy.PolicyDocument;
import dev.tule.iam.policy.PolicyDocument.Kind;
import dev.tule.iam.policy.Statement;
import dev.tule.iam.policy.Statement.Principals;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * Decides whom a role trusts: principals of kind AWS as {@code *}, an account's number, its root's
 * ARN, or the ARN of a user, a role or a role's session; and services. A statement that would allow
 * all but some (NotPrincipal) allows nobody.
 */
final class TrustPolicy {
    private final List<Statement> statements;
    private final String role;
    private final String account;

    /** Whom a role trusts. */
    enum Trust {
        NO,
        /** The caller's account, which then decides by the caller's own policies. */
        ACCOUNT,
        /** The caller. */
        CALLER
    }

    TrustPolicy(Identity.Role role) {
        this.statements = statements(role.trustPolicy());
        this.role = role.arn();
        this.account = role.account();
    }

    /** None where an earlier version has kept what can't be read: it trusts nobody. */
    private static List<Statement> statements(String document) {
        try {
            return PolicyDocument.parse(document, Kind.TRUST).statements();
        } catch (MalformedPolicyException e) {
            return List.of();
        }
    }

    /**
     * @param caller the caller's account
     * @param arns the caller's; of a role's session also the role's
     */
    Trust trusts(String caller, Set<String> arns, ConditionKeys keys) {
        Predicate<Principals> itself =
                named -> named.aws().stream().anyMatch(p -> p.equals("*") || arns.contains(p));
        String root = "arn:aws:iam::" + caller + ":root";
        Predicate<Principals> whole =
                itself.or(
                        named ->
                                named.aws().stream()
                                        .anyMatch(p -> p.equals(caller) || p.equals(root)));
        if (!decide(whole, keys)) {
            return Trust.NO;
        }
        return decide(itself, keys) ? Trust.CALLER : Trust.ACCOUNT;
    }

    /**
     * @param service such as {@code ec2.amazonaws.com}, which asks for the role's own account
     */
    boolean trusts(String service) {
        return decide(
                named -> named.services().contains(service) || named.aws().contains("*"),
                key -> key.equals("aws:sourceaccount") ? List.of(account) : null);
    }

    private boolean decide(Predicate<Principals> principal, ConditionKeys keys) {
        Asked asked = new Asked(AccountAuthoriser.ASSUME_ROLE, role, keys);
        boolean allowed = false;
        for (Statement statement : statements) {
            boolean about =
                    statement
                            .principals()
                            .filter(named -> !named.not() || !statement.allow())
                            .filter(named -> named.not() != principal.test(named))
                            .isPresent();
            if (about && statement.isAbout(asked)) {
                if (!statement.allow()) {
                    return false;
                }
                allowed = true;
            }
        }
        return allowed;
    }
}
