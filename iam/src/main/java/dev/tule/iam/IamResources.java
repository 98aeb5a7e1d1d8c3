package dev.tule.iam;

import dev.tule.aws.Permission;
import dev.tule.iam.Identity.Kind;
import dev.tule.store.Snapshot;
import java.util.Optional;
import java.util.Set;

/**
 * The ARNs of what requests name by names: a request for a user says nothing of the path in the
 * user's ARN, and one that gives machines an instance profile passes the role in it.
 */
record IamResources(Snapshot rows) {
    private static final String PREFIX = "arn:aws:iam::";
    private static final String PASS_ROLE = "iam:PassRole";

    /** Those that are about the caller where they name nobody (IAM API Reference). */
    private static final Set<String> ABOUT_ONESELF =
            Set.of(
                    "iam:CreateAccessKey",
                    "iam:DeleteAccessKey",
                    "iam:GetUser",
                    "iam:ListAccessKeys",
                    "iam:UpdateAccessKey");

    /**
     * The resource that a permission is for.
     *
     * @param caller empty for root
     * @return empty where it takes no permission, because there is no role that would be passed
     */
    Optional<String> of(Permission permission, Optional<Identity> caller) {
        String resource = permission.resource();
        if (!permission.action().startsWith("iam:")) {
            return Optional.of(resource);
        }
        if (resource.equals(Permission.ANY)) {
            return Optional.of(
                    caller.filter(_ -> ABOUT_ONESELF.contains(permission.action()))
                            .map(Identity::arn)
                            .orElse(resource));
        }
        int account = resource.indexOf(':', PREFIX.length());
        if (!resource.startsWith(PREFIX) || account < 0) {
            return Optional.of(resource);
        }
        String owner = resource.substring(PREFIX.length(), account);
        String kind = resource.substring(account + 1, Math.max(account + 1, resource.indexOf('/')));
        String name = resource.substring(resource.lastIndexOf('/') + 1);
        return switch (kind) {
            case "user" -> Optional.of(arn(owner, Kind.USER, name).orElse(resource));
            case "role" -> Optional.of(arn(owner, Kind.ROLE, name).orElse(resource));
            case "instance-profile" -> profile(permission, owner, name);
            default -> Optional.of(resource);
        };
    }

    private Optional<String> arn(String account, Kind kind, String name) {
        return new Identities(account).find(rows, kind, name).map(Identity::arn);
    }

    private Optional<String> profile(Permission permission, String account, String name) {
        Optional<InstanceProfileRow> profile = InstanceProfiles.find(rows, account, name);
        return permission.action().equals(PASS_ROLE)
                ? profile.flatMap(row -> Identities.byId(rows, row.roleId())).map(Identity::arn)
                : Optional.of(profile.map(InstanceProfileRow::arn).orElse(permission.resource()));
    }
}
