package dev.tule.ec2.securitygroup;

import dev.tule.ec2.network.Foundation;
import dev.tule.ec2.network.InterfaceRows;
import dev.tule.ec2.network.Network;
import dev.tule.ec2.network.NetworkTables;
import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Filters;
import dev.tule.ec2.resource.Inquiry;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Listing;
import dev.tule.ec2.resource.TagRows;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.CreateSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSecurityGroupResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupsResponse;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;
import software.amazon.awssdk.services.ec2.model.Vpc;

/** Security groups: made, found, deleted. Safe for use by many threads. */
public final class SecurityGroups {
    private static final int MOST_GROUPS = 2_500;
    private static final Pattern NAME =
            Pattern.compile("[a-zA-Z0-9. _\\-:/()#,@\\[\\]+=&;{}!$*]{1,255}");
    private static final Filters<SecurityGroup> FILTERS = filters();
    private static final Inquiry.Shape<SecurityGroup> SHAPE =
            new Inquiry.Shape<>(
                    SecurityGroup::groupId, (group, tags) -> group.toBuilder().tags(tags).build());

    private final Network network;

    public SecurityGroups(Network network) {
        this.network = network;
    }

    private static Filters<SecurityGroup> filters() {
        Filters<SecurityGroup> filters =
                Filters.of(SecurityGroup.builder(), SecurityGroup.class)
                        .onMembers("description", "group-id", "group-name", "owner-id", "vpc-id");
        permissionFilters(filters, "ip-permission", "ip-permissions");
        permissionFilters(filters, "egress.ip-permission", "ip-permissions-egress");
        return filters;
    }

    private static void permissionFilters(
            Filters<SecurityGroup> to, String name, String permissions) {
        to.onPart(name, permissions, "from-port", "to-port")
                .onMember(name + ".protocol", permissions + ".ip-protocol")
                .onMember(name + ".cidr", permissions + ".ip-ranges.cidr-ip")
                .onMember(name + ".ipv6-cidr", permissions + ".ipv6-ranges.cidr-ipv6")
                .onPart(name, permissions + ".prefix-list-ids", "prefix-list-id")
                .onPart(
                        name,
                        permissions + ".user-id-group-pairs",
                        "group-id",
                        "group-name",
                        "user-id");
    }

    CreateSecurityGroupResponse create(CreateSecurityGroupRequest request) {
        String name = checkedName(Faults.require(request.groupName(), "GroupName"));
        String description = Faults.require(request.description(), "GroupDescription");
        if (!NAME.matcher(description).matches()) {
            throw Faults.invalidValue(
                    description,
                    "GroupDescription",
                    "Character sets beyond ASCII are not supported.");
        }
        List<Tag> tags = TagRows.asked(request.tagSpecifications(), Kind.SECURITY_GROUP);
        return network.transact(
                rows -> {
                    String vpcId =
                            request.vpcId() == null
                                    ? defaultVpc(rows).vpcId()
                                    : NetworkTables.VPCS.get(rows, request.vpcId()).vpcId();
                    refuseDuplicate(NetworkTables.GROUPS.all(rows).values(), vpcId, name);
                    SecurityGroup made =
                            network.foundation().layGroup(rows, vpcId, name, description);
                    TagRows.put(rows, made.groupId(), tags);
                    return CreateSecurityGroupResponse.builder()
                            .groupId(made.groupId())
                            .securityGroupArn(made.securityGroupArn())
                            .tags(tags)
                            .build();
                });
    }

    private static String checkedName(String name) {
        if (!NAME.matcher(name).matches() || name.startsWith("sg-")) {
            throw Faults.invalidValue(
                    name, "groupName", "A name has up to 255 ASCII characters, and no sg- first.");
        }
        if (name.equals("default")) {
            throw Faults.invalidValue("Cannot use reserved security group name: default");
        }
        return name;
    }

    private static void refuseDuplicate(Collection<SecurityGroup> all, String vpcId, String name) {
        if (all.size() >= MOST_GROUPS) {
            throw Faults.of(
                    "SecurityGroupLimitExceeded",
                    "The maximum number of security groups has been reached.");
        }
        if (all.stream().anyMatch(g -> g.vpcId().equals(vpcId) && g.groupName().equals(name))) {
            throw Faults.of(
                    "InvalidGroup.Duplicate",
                    "The security group '%s' already exists for VPC '%s'".formatted(name, vpcId));
        }
    }

    private static Vpc defaultVpc(Snapshot rows) {
        return Foundation.findDefault(rows)
                .orElseThrow(() -> Faults.of("VPCIdNotSpecified", "No default VPC for this user."));
    }

    /** The group of that id, or of that name in the default VPC, as old programs have it. */
    static SecurityGroup find(Snapshot rows, @Nullable String id, @Nullable String name) {
        if (id != null) {
            return NetworkTables.GROUPS.get(rows, id);
        }
        if (name == null) {
            throw Faults.missing("GroupName or GroupId");
        }
        String vpcId = defaultVpc(rows).vpcId();
        try {
            return InterfaceRows.group(rows, vpcId, name);
        } catch (dev.tule.aws.AwsFault absent) {
            throw Faults.of(
                    "InvalidGroup.NotFound",
                    "The security group '%s' does not exist in default VPC '%s'"
                            .formatted(name, vpcId));
        }
    }

    DeleteSecurityGroupResponse delete(DeleteSecurityGroupRequest request) {
        return network.transact(
                rows -> {
                    SecurityGroup group = find(rows, request.groupId(), request.groupName());
                    if (group.groupName().equals("default")) {
                        throw Faults.of(
                                "CannotDelete",
                                "the specified group: \"%s\" name: \"default\" cannot be deleted by a user"
                                        .formatted(group.groupId()));
                    }
                    refuseInUse(rows, group.groupId());
                    delete(rows, group.groupId());
                    return DeleteSecurityGroupResponse.builder()
                            .returnValue(true)
                            .groupId(group.groupId())
                            .build();
                });
    }

    private static void refuseInUse(Snapshot rows, String id) {
        boolean carried =
                NetworkTables.INTERFACES.all(rows).values().stream()
                        .anyMatch(
                                each ->
                                        each.groups().stream()
                                                .anyMatch(group -> group.groupId().equals(id)));
        boolean referenced =
                NetworkTables.RULES.all(rows).values().stream()
                        .filter(rule -> !rule.groupId().equals(id))
                        .anyMatch(
                                rule ->
                                        rule.referencedGroupInfo() != null
                                                && rule.referencedGroupInfo().groupId().equals(id));
        if (carried || referenced) {
            throw Faults.of(
                    "DependencyViolation", "resource %s has a dependent object".formatted(id));
        }
    }

    /** Deletes a group and its rules. */
    public static void delete(Transaction rows, String id) {
        for (SecurityGroupRule rule : NetworkTables.RULES.all(rows).values()) {
            if (rule.groupId().equals(id)) {
                NetworkTables.RULES.delete(rows, rule.securityGroupRuleId());
            }
        }
        NetworkTables.GROUPS.delete(rows, id);
    }

    DescribeSecurityGroupsResponse describe(DescribeSecurityGroupsRequest request) {
        return network.read(
                rows -> {
                    List<String> wanted = new ArrayList<>(request.groupIds());
                    for (String name : request.groupNames()) {
                        wanted.add(find(rows, null, name).groupId());
                    }
                    Inquiry asked =
                            new Inquiry(
                                    wanted,
                                    request.filters(),
                                    request.maxResults(),
                                    request.nextToken());
                    Listing<SecurityGroup> page =
                            asked.of(rows, NetworkTables.GROUPS, FILTERS, SHAPE, naming(rows));
                    return DescribeSecurityGroupsResponse.builder()
                            .securityGroups(
                                    page.items().stream().map(SecurityGroups::shown).toList())
                            .nextToken(page.nextToken())
                            .build();
                });
    }

    /** Gives groups their permissions. */
    private static UnaryOperator<SecurityGroup> complete(Snapshot rows) {
        Map<String, List<SecurityGroupRule>> in = new HashMap<>();
        Map<String, List<SecurityGroupRule>> out = new HashMap<>();
        for (SecurityGroupRule rule : NetworkTables.RULES.all(rows).values()) {
            (rule.isEgress() ? out : in)
                    .computeIfAbsent(rule.groupId(), _ -> new ArrayList<>())
                    .add(rule);
        }
        return group ->
                group.toBuilder()
                        .ipPermissions(permissions(in, group))
                        .ipPermissionsEgress(permissions(out, group))
                        .build();
    }

    /** As filters see groups: those that rules refer to by identifier have their names, too. */
    private static UnaryOperator<SecurityGroup> naming(Snapshot rows) {
        Map<String, SecurityGroup> groups = NetworkTables.GROUPS.all(rows);
        UnaryOperator<SecurityGroup> complete = complete(rows);
        return group ->
                withPairs(
                        complete.apply(group),
                        pair ->
                                Optional.ofNullable(groups.get(pair.groupId()))
                                        .map(of -> pair.copy(p -> p.groupName(of.groupName())))
                                        .orElse(pair));
    }

    /** As it is shown: the API gives names of groups in EC2-Classic alone. */
    private static SecurityGroup shown(SecurityGroup group) {
        return withPairs(group, pair -> pair.copy(p -> p.groupName(null)));
    }

    private static SecurityGroup withPairs(
            SecurityGroup group, UnaryOperator<UserIdGroupPair> change) {
        UnaryOperator<IpPermission> changed =
                each ->
                        each.copy(
                                p ->
                                        p.userIdGroupPairs(
                                                each.userIdGroupPairs().stream()
                                                        .map(change)
                                                        .toList()));
        return group.copy(
                g ->
                        g.ipPermissions(group.ipPermissions().stream().map(changed).toList())
                                .ipPermissionsEgress(
                                        group.ipPermissionsEgress().stream()
                                                .map(changed)
                                                .toList()));
    }

    private static List<IpPermission> permissions(
            Map<String, List<SecurityGroupRule>> rules, SecurityGroup of) {
        return Permissions.permissions(rules.getOrDefault(of.groupId(), List.of()));
    }
}
