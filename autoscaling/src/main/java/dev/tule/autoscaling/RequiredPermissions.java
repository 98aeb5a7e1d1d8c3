package dev.tule.autoscaling;

import dev.tule.aws.AccountRegion;
import dev.tule.aws.Permission;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplate;
import software.amazon.awssdk.services.autoscaling.model.LaunchTemplateSpecification;
import software.amazon.awssdk.services.autoscaling.model.MixedInstancesPolicy;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;

/**
 * What requests need to be allowed (Service Authorization Reference, "Amazon EC2 Auto Scaling";
 * Auto Scaling User Guide, "Control Amazon EC2 launch template usage"): the action on the group or
 * launch configuration, and, where machines are to be launched from a template or get a role, what
 * launching them would need. Describing has no resources.
 *
 * @param ec2 knows what launch templates hold
 */
record RequiredPermissions(AccountRegion where, Ec2Client ec2) {
    private static final String MACHINES = "ec2.amazonaws.com";

    List<Permission> of(String operation, SdkRequest request) {
        String action = "autoscaling:" + operation;
        List<Permission> needed = new ArrayList<>();
        needed.add(
                new Permission(
                        action,
                        operation.startsWith("Describe") ? Permission.ANY : resource(request)));
        request.getValueForField("IamInstanceProfile", String.class)
                .ifPresent(profile -> needed.add(Permission.toPass(profile(profile), MACHINES)));
        template(request)
                .ifPresent(
                        wanted -> {
                            needed.add(new Permission("ec2:RunInstances", template(wanted)));
                            profileIn(wanted)
                                    .ifPresent(arn -> needed.add(Permission.toPass(arn, MACHINES)));
                        });
        return needed;
    }

    /** ARNs of groups and configurations have a random part, which a request doesn't name. */
    private String resource(SdkRequest request) {
        String prefix = "arn:aws:autoscaling:%s:%s:".formatted(where.region(), where.account());
        return request.getValueForField("AutoScalingGroupName", String.class)
                .map(name -> prefix + "autoScalingGroup:*:autoScalingGroupName/" + name)
                .or(
                        () ->
                                request.getValueForField("LaunchConfigurationName", String.class)
                                        .map(
                                                name ->
                                                        prefix
                                                                + "launchConfiguration:*:launchConfigurationName/"
                                                                + name))
                .orElse(Permission.ANY);
    }

    private static Optional<LaunchTemplateSpecification> template(SdkRequest request) {
        return request.getValueForField("LaunchTemplate", LaunchTemplateSpecification.class)
                .or(
                        () ->
                                request.getValueForField(
                                                "MixedInstancesPolicy", MixedInstancesPolicy.class)
                                        .flatMap(
                                                mixed ->
                                                        Optional.ofNullable(mixed.launchTemplate()))
                                        .map(LaunchTemplate::launchTemplateSpecification));
    }

    private String template(LaunchTemplateSpecification wanted) {
        String id = wanted.launchTemplateId() == null ? "*" : wanted.launchTemplateId();
        return "arn:aws:ec2:%s:%s:launch-template/%s"
                .formatted(where.region(), where.account(), id);
    }

    private String profile(String nameOrArn) {
        return nameOrArn.startsWith("arn:")
                ? nameOrArn
                : "arn:aws:iam::" + where.account() + ":instance-profile/" + nameOrArn;
    }

    /** The instance profile in a launch template; none where there is no such template. */
    private Optional<String> profileIn(LaunchTemplateSpecification wanted) {
        try {
            return ec2
                    .describeLaunchTemplateVersions(
                            asked ->
                                    asked.launchTemplateId(wanted.launchTemplateId())
                                            .launchTemplateName(wanted.launchTemplateName())
                                            .versions(
                                                    wanted.version() == null
                                                            ? "$Default"
                                                            : wanted.version()))
                    .launchTemplateVersions()
                    .stream()
                    .map(LaunchTemplateVersion::launchTemplateData)
                    .flatMap(data -> Optional.ofNullable(data.iamInstanceProfile()).stream())
                    .map(held -> profile(held.arn() == null ? held.name() : held.arn()))
                    .findFirst();
        } catch (AwsServiceException none) {
            return Optional.empty(); // the operation says so itself
        }
    }
}
