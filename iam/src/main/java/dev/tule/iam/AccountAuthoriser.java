package dev.tule.iam;

import dev.tule.aws.Authoriser;
import dev.tule.aws.Circumstances;
import dev.tule.aws.Permission;
import dev.tule.aws.Principal;
import dev.tule.iam.policy.Asked;
import dev.tule.iam.policy.PolicyDocument;
import dev.tule.store.Store;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Decides who may do what (IAM User Guide, "Policy evaluation logic"):
 *
 * <ul>
 *   <li>root may do everything in its account;
 *   <li>users and roles may do what their policies allow and none of them denies;
 *   <li>who they are, and credentials for themselves, everybody may ask for who has signed;
 *   <li>a role may be assumed if nothing denies it: whether it is allowed, its trust policy has a
 *       say in, in STS;
 *   <li>who didn't sign may do nothing.
 * </ul>
 *
 * That a key is known, in use and not ended has been checked before anybody asks here. Safe for use
 * by many threads.
 */
public final class AccountAuthoriser implements Authoriser {
    private static final Set<String> FREE = Set.of("sts:GetCallerIdentity", "sts:GetSessionToken");
    static final String ASSUME_ROLE = "sts:AssumeRole";

    private final Store store;
    private final GrantedPolicies granted = new GrantedPolicies();

    AccountAuthoriser(Store store) {
        this.store = store;
    }

    @Override
    public Decision authorise(
            Principal principal, Permission permission, Circumstances circumstances) {
        if (principal.kind() == Principal.Kind.ANONYMOUS) {
            return Decision.IMPLICIT_DENY;
        }
        if (FREE.contains(permission.action())) {
            return Decision.ALLOW;
        }
        Decision decision = byPolicies(principal, permission, circumstances);
        return decision == Decision.IMPLICIT_DENY && permission.action().equals(ASSUME_ROLE)
                ? Decision.ALLOW
                : decision;
    }

    /** What the principal's own policies say. */
    Decision byPolicies(Principal principal, Permission permission, Circumstances circumstances) {
        if (principal.kind() == Principal.Kind.ROOT) {
            return Decision.ALLOW;
        }
        String id = Identities.id(principal);
        return store.read(
                Rows.SHARD,
                rows -> {
                    Optional<Identity> identity = Identities.byId(rows, id);
                    Optional<String> resource = new IamResources(rows).of(permission, identity);
                    if (resource.isEmpty()) {
                        return Decision.ALLOW;
                    }
                    RequestKeys keys =
                            new RequestKeys(
                                    principal, identity, permission.conditionKeys(), circumstances);
                    List<PolicyDocument> policies = granted.of(rows, id);
                    return PolicyDocument.decide(
                            policies, new Asked(permission.action(), resource.get(), keys));
                });
    }
}
