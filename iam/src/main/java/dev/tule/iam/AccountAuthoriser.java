package dev.tule.iam;

import dev.tule.aws.Authoriser;
import dev.tule.aws.Principal;
import dev.tule.store.Store;
import java.util.Set;

/**
 * Decides who may do what. Policies aren't evaluated yet, so the rules are few:
 *
 * <ul>
 *   <li>root may do everything in its account;
 *   <li>users and roles may use every service but IAM, <em>whatever their policies say</em>;
 *   <li>IAM, where one could make oneself administrator, is open to users and roles only if
 *       AdministratorAccess or IAMFullAccess is attached to them; looking oneself up ({@code
 *       iam:GetUser} of one's own ARN) is open to all;
 *   <li>who didn't sign may do nothing.
 * </ul>
 *
 * Whether a role may be assumed is decided by its trust policy, in STS. That a key is known, in use
 * and not ended has been checked before anybody asks here. Safe for use by many threads.
 */
public final class AccountAuthoriser implements Authoriser {
    private static final Set<String> ADMINISTRATORS =
            Set.of(
                    "arn:aws:iam::aws:policy/AdministratorAccess",
                    "arn:aws:iam::aws:policy/IAMFullAccess");

    private final Store store;

    AccountAuthoriser(Store store) {
        this.store = store;
    }

    @Override
    public Decision authorise(Principal principal, String action, String resource) {
        boolean allowed =
                switch (principal.kind()) {
                    case ROOT -> true;
                    case USER, ASSUMED_ROLE, FEDERATED_USER ->
                            !action.startsWith("iam:")
                                    || isOwnUser(principal, action, resource)
                                    || isAdministrator(principal);
                    case ANONYMOUS -> false;
                };
        return allowed ? Decision.ALLOW : Decision.DENY;
    }

    private static boolean isOwnUser(Principal principal, String action, String resource) {
        // A GetUser without a name asks for the caller.
        return action.equals("iam:GetUser")
                && (resource.equals("*") || resource.equals(principal.arn()));
    }

    private boolean isAdministrator(Principal principal) {
        int colon = principal.userId().indexOf(':'); // AROA...:session of an assumed role
        String id = colon < 0 ? principal.userId() : principal.userId().substring(0, colon);
        return store.read(
                Rows.SHARD,
                rows ->
                        ADMINISTRATORS.stream()
                                .anyMatch(
                                        arn -> rows.get(Rows.attached(id).with(arn)).isPresent()));
    }
}
