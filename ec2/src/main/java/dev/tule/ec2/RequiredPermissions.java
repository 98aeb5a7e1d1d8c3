package dev.tule.ec2;

import dev.tule.aws.AccountRegion;
import dev.tule.aws.Permission;
import dev.tule.ec2.resource.Kind;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.SdkField;
import software.amazon.awssdk.core.SdkPojo;
import software.amazon.awssdk.core.SdkRequest;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.IamInstanceProfileSpecification;
import software.amazon.awssdk.services.ec2.model.LaunchTemplateVersion;

/**
 * What requests need to be allowed (Service Authorization Reference, "Actions, resources, and
 * condition keys for Amazon EC2"): the action on everything that the request names by an
 * identifier, and on a new one of what it makes; and for who gives machines a role, to pass it on.
 * Describing has no resources. What is named by a name, or chosen by default, is asked for as any
 * of its kind, so that a policy for some of them doesn't allow it.
 *
 * @param ec2 knows what launch templates hold
 */
record RequiredPermissions(AccountRegion where, Ec2Client ec2) {
    private static final String PREFIX = "ec2:";
    private static final String EC2_SERVICE = "ec2.amazonaws.com";
    private static final String ANY = "*";

    /** What operations make. */
    private static final Map<String, List<Kind>> MADE =
            Map.ofEntries(
                    Map.entry("AllocateAddress", List.of(Kind.ELASTIC_IP)),
                    Map.entry("CopyImage", List.of(Kind.IMAGE)),
                    Map.entry("CopySnapshot", List.of(Kind.SNAPSHOT)),
                    Map.entry("CreateDhcpOptions", List.of(Kind.DHCP_OPTIONS)),
                    Map.entry("CreateFleet", List.of(Kind.FLEET, Kind.INSTANCE)),
                    Map.entry("CreateFlowLogs", List.of(Kind.FLOW_LOG)),
                    Map.entry("CreateImage", List.of(Kind.IMAGE)),
                    Map.entry("CreateInternetGateway", List.of(Kind.INTERNET_GATEWAY)),
                    Map.entry("CreateLaunchTemplate", List.of(Kind.LAUNCH_TEMPLATE)),
                    Map.entry("CreateNatGateway", List.of(Kind.NAT_GATEWAY)),
                    Map.entry("CreateNetworkAcl", List.of(Kind.NETWORK_ACL)),
                    Map.entry("CreateNetworkInterface", List.of(Kind.NETWORK_INTERFACE)),
                    Map.entry("CreateRouteTable", List.of(Kind.ROUTE_TABLE)),
                    Map.entry("CreateSecurityGroup", List.of(Kind.SECURITY_GROUP)),
                    Map.entry("CreateSnapshot", List.of(Kind.SNAPSHOT)),
                    Map.entry("CreateSubnet", List.of(Kind.SUBNET)),
                    Map.entry("CreateVolume", List.of(Kind.VOLUME)),
                    Map.entry("CreateVpc", List.of(Kind.VPC)),
                    Map.entry("ImportImage", List.of(Kind.IMAGE)),
                    Map.entry("ImportSnapshot", List.of(Kind.SNAPSHOT)),
                    Map.entry("RegisterImage", List.of(Kind.IMAGE)),
                    Map.entry("RequestSpotInstances", List.of(Kind.SPOT_REQUEST, Kind.INSTANCE)),
                    Map.entry(
                            "RunInstances",
                            List.of(Kind.INSTANCE, Kind.VOLUME, Kind.NETWORK_INTERFACE)));

    /** Identifiers of these stand for what they tie together, which has no ARN of its own. */
    private static final Set<Kind> TIES =
            Set.of(
                    Kind.RESERVATION,
                    Kind.PROFILE_ASSOCIATION,
                    Kind.ROUTE_TABLE_ASSOCIATION,
                    Kind.NETWORK_INTERFACE_ATTACHMENT,
                    Kind.ELASTIC_IP_ASSOCIATION,
                    Kind.NETWORK_ACL_ASSOCIATION,
                    Kind.VPC_CIDR_ASSOCIATION);

    /** What members name by a name or an address, and not by an identifier. */
    private static final Map<String, Kind> NAMES =
            Map.of(
                    "GroupName", Kind.SECURITY_GROUP,
                    "SecurityGroups", Kind.SECURITY_GROUP,
                    "LaunchTemplateName", Kind.LAUNCH_TEMPLATE,
                    "PublicIp", Kind.ELASTIC_IP);

    List<Permission> of(String operation, SdkRequest request) {
        String action = PREFIX + operation;
        if (operation.startsWith("Describe")) {
            return Permission.onAny(action);
        }
        Set<String> resources = new LinkedHashSet<>();
        MADE.getOrDefault(operation, List.of()).forEach(kind -> resources.add(arn(kind, ANY)));
        named(request, resources);
        if (operation.equals("RunInstances")) {
            defaults(resources);
        }
        if (resources.isEmpty()) {
            resources.add(Permission.ANY);
        }
        List<Permission> needed = new ArrayList<>();
        resources.forEach(resource -> needed.add(new Permission(action, resource)));
        roles(request).forEach(arn -> needed.add(Permission.toPass(arn, EC2_SERVICE)));
        return needed;
    }

    /** What a launch takes where the request is silent. */
    private void defaults(Set<String> resources) {
        for (Kind kind : List.of(Kind.SUBNET, Kind.SECURITY_GROUP)) {
            String prefix = arn(kind, "");
            if (resources.stream().noneMatch(resource -> resource.startsWith(prefix))) {
                resources.add(arn(kind, ANY));
            }
        }
    }

    /** Collects what a structure and those in it name. */
    private void named(SdkPojo structure, Set<String> resources) {
        for (SdkField<?> field : structure.sdkFields()) {
            for (Object value : values(field, structure)) {
                if (value instanceof SdkPojo inner) {
                    named(inner, resources);
                } else if (value instanceof String text) {
                    named(field.memberName(), text).ifPresent(resources::add);
                }
            }
        }
    }

    private Optional<String> named(String member, String text) {
        if (member.equals("KeyName")) {
            return Optional.of(arn(Kind.KEY_PAIR, text));
        }
        Kind kind = NAMES.get(member);
        if (kind != null) {
            return Optional.of(arn(kind, ANY));
        }
        boolean identifies =
                member.endsWith("Id") || member.endsWith("Ids") || member.equals("Resources");
        return identifies
                ? Kind.of(text).filter(of -> !TIES.contains(of)).map(of -> arn(of, text))
                : Optional.empty();
    }

    private static List<?> values(SdkField<?> field, SdkPojo of) {
        Object value = field.getValueOrDefault(of);
        return value instanceof List<?> list ? list : value == null ? List.of() : List.of(value);
    }

    /** Images and snapshots belong to no account, where ARNs are concerned. */
    private String arn(Kind kind, String id) {
        boolean shared = kind == Kind.IMAGE || kind == Kind.SNAPSHOT;
        return "arn:aws:ec2:%s:%s:%s/%s"
                .formatted(where.region(), shared ? "" : where.account(), kind.tagType(), id);
    }

    /** The instance profiles that machines are given, by the request or a launch template in it. */
    private List<String> roles(SdkPojo structure) {
        List<String> profiles = new ArrayList<>();
        if (structure instanceof IamInstanceProfileSpecification profile) {
            Optional.ofNullable(profile.arn())
                    .or(() -> Optional.ofNullable(profile.name()).map(this::profile))
                    .ifPresent(profiles::add);
        }
        template(structure).ifPresent(profiles::add);
        for (SdkField<?> field : structure.sdkFields()) {
            for (Object value : values(field, structure)) {
                if (value instanceof SdkPojo inner) {
                    profiles.addAll(roles(inner));
                }
            }
        }
        return profiles;
    }

    private String profile(String name) {
        return "arn:aws:iam::" + where.account() + ":instance-profile/" + name;
    }

    /** The profile in a launch template, where the structure names one that is there. */
    private Optional<String> template(SdkPojo structure) {
        if (!structure.getClass().getSimpleName().contains("LaunchTemplateSpecification")) {
            return Optional.empty();
        }
        Map<String, String> members = new HashMap<>();
        for (SdkField<?> field : structure.sdkFields()) {
            if (field.getValueOrDefault(structure) instanceof String text) {
                members.put(field.memberName(), text);
            }
        }
        try {
            return ec2
                    .describeLaunchTemplateVersions(
                            asked ->
                                    asked.launchTemplateId(members.get("LaunchTemplateId"))
                                            .launchTemplateName(members.get("LaunchTemplateName"))
                                            .versions(members.getOrDefault("Version", "$Default")))
                    .launchTemplateVersions()
                    .stream()
                    .map(LaunchTemplateVersion::launchTemplateData)
                    .flatMap(data -> Optional.ofNullable(data.iamInstanceProfile()).stream())
                    .map(held -> held.arn() == null ? profile(held.name()) : held.arn())
                    .findFirst();
        } catch (AwsServiceException none) {
            return Optional.empty(); // the operation says so itself
        }
    }
}
