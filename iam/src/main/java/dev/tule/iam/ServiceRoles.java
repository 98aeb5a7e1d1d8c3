package dev.tule.iam;

import dev.tule.aws.Principal;
import dev.tule.iam.Identity.Kind;
import dev.tule.iam.Identity.Role;
import java.util.Optional;
import java.util.function.Function;

/**
 * Roles as services of this server take them on, for what they do on an account's behalf (IAM User
 * Guide, "Create a role to delegate permissions to an AWS service"). Safe for use by many threads.
 */
public final class ServiceRoles {
    private final Function<String, Context> contexts;

    ServiceRoles(Function<String, Context> contexts) {
        this.contexts = contexts;
    }

    /** Whether an account has a role. */
    public boolean has(String account, String arn) {
        return role(account, arn).isPresent();
    }

    /**
     * Who a service is that takes on a role.
     *
     * @param service such as {@code export.rds.amazonaws.com}
     * @param session the name that it gives itself
     * @return empty where there is no such role, or it doesn't trust the service
     */
    public Optional<Principal> assume(String account, String arn, String service, String session) {
        return role(account, arn)
                .filter(role -> new TrustPolicy(role).trusts(service))
                .map(role -> StsService.assumed(account, role, session));
    }

    private Optional<Role> role(String account, String arn) {
        String name = arn.substring(arn.lastIndexOf('/') + 1);
        return contexts.apply(account)
                .read(rows -> new Identities(account).find(rows, Kind.ROLE, name))
                .filter(role -> role.arn().equals(arn))
                .map(Role.class::cast);
    }
}
