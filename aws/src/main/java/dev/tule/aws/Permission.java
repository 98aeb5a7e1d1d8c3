package dev.tule.aws;

import java.util.List;
import java.util.Map;

/**
 * What a request needs to be allowed: an action on a resource (Service Authorization Reference).
 *
 * @param action service prefix and operation, such as {@code s3:GetObject}
 * @param resource the ARN it is done to, or {@code *} where the action has none
 * @param conditionKeys the service's own condition keys for the action, in lower case, such as
 *     {@code s3:prefix}; one without values is one that this request doesn't have
 */
public record Permission(String action, String resource, Map<String, List<String>> conditionKeys) {
    /** For actions that have no resource. */
    public static final String ANY = "*";

    public Permission {
        conditionKeys = Map.copyOf(conditionKeys);
    }

    /** One that has no condition keys of its own. */
    public Permission(String action, String resource) {
        this(action, resource, Map.of());
    }

    /** What it takes to do something that has no resource. */
    public static List<Permission> onAny(String action) {
        return List.of(new Permission(action, ANY));
    }

    /**
     * What it takes to hand a role on to a service (IAM User Guide, "Granting a user permissions to
     * pass a role to an AWS service").
     *
     * @param arn the role's, or that of an instance profile, which stands for the role in it
     * @param service such as {@code ec2.amazonaws.com}
     */
    public static Permission toPass(String arn, String service) {
        return new Permission("iam:PassRole", arn, Map.of("iam:passedtoservice", List.of(service)));
    }
}
