package dev.tule.ec2.securitygroup;

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
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupEgressResponse;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.AuthorizeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSecurityGroupRulesResponse;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.ModifySecurityGroupRulesRequest;
import software.amazon.awssdk.services.ec2.model.ModifySecurityGroupRulesResponse;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupEgressResponse;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressRequest;
import software.amazon.awssdk.services.ec2.model.RevokeSecurityGroupIngressResponse;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleDescription;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleRequest;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRuleUpdate;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsEgressRequest;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsEgressResponse;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsIngressRequest;
import software.amazon.awssdk.services.ec2.model.UpdateSecurityGroupRuleDescriptionsIngressResponse;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** The rules of security groups. Safe for use by many threads. */
public final class GroupRules {
    /** AWS's quota for each direction. */
    private static final int MOST_RULES = 60;

    private static final Filters<SecurityGroupRule> FILTERS =
            Filters.of(SecurityGroupRule.builder(), SecurityGroupRule.class)
                    .onMembers("group-id", "security-group-rule-id");

    private static final Inquiry.Shape<SecurityGroupRule> SHAPE =
            new Inquiry.Shape<>(
                    SecurityGroupRule::securityGroupRuleId,
                    (rule, tags) -> rule.toBuilder().tags(tags).build());

    private final Network network;

    public GroupRules(Network network) {
        this.network = network;
    }

    AuthorizeSecurityGroupIngressResponse authorize(AuthorizeSecurityGroupIngressRequest request) {
        List<Tag> tags = TagRows.asked(request.tagSpecifications(), Kind.SECURITY_GROUP_RULE);
        List<SecurityGroupRule> added =
                network.transact(
                        rows -> {
                            SecurityGroup group =
                                    SecurityGroups.find(
                                            rows, request.groupId(), request.groupName());
                            List<IpPermission> asked =
                                    asked(
                                            request.ipPermissions(),
                                            flat(
                                                    request.ipProtocol(),
                                                    request.fromPort(),
                                                    request.toPort(),
                                                    request.cidrIp(),
                                                    request.sourceSecurityGroupName()));
                            return add(rows, group, false, asked, tags);
                        });
        return AuthorizeSecurityGroupIngressResponse.builder()
                .returnValue(true)
                .securityGroupRules(added)
                .build();
    }

    AuthorizeSecurityGroupEgressResponse authorize(AuthorizeSecurityGroupEgressRequest request) {
        List<Tag> tags = TagRows.asked(request.tagSpecifications(), Kind.SECURITY_GROUP_RULE);
        List<SecurityGroupRule> added =
                network.transact(
                        rows -> {
                            SecurityGroup group =
                                    SecurityGroups.find(rows, request.groupId(), null);
                            List<IpPermission> asked =
                                    asked(
                                            request.ipPermissions(),
                                            flat(
                                                    request.ipProtocol(),
                                                    request.fromPort(),
                                                    request.toPort(),
                                                    request.cidrIp(),
                                                    request.sourceSecurityGroupName()));
                            return add(rows, group, true, asked, tags);
                        });
        return AuthorizeSecurityGroupEgressResponse.builder()
                .returnValue(true)
                .securityGroupRules(added)
                .build();
    }

    private static List<IpPermission> asked(List<IpPermission> given, List<IpPermission> flat) {
        if (given.isEmpty() && flat.isEmpty()) {
            throw Faults.missing("IpPermissions");
        }
        if (!given.isEmpty() && !flat.isEmpty()) {
            throw Faults.invalidCombination(
                    "The parameter ipPermissions cannot be used with flat rule parameters");
        }
        return given.isEmpty() ? flat : given;
    }

    /** The parameters of older clients, which name one rule without a structure. */
    private static List<IpPermission> flat(
            @Nullable String protocol,
            @Nullable Integer from,
            @Nullable Integer to,
            @Nullable String cidr,
            @Nullable String group) {
        if (group != null) {
            UserIdGroupPair source = UserIdGroupPair.builder().groupName(group).build();
            if (protocol != null) {
                return List.of(flat(protocol, from, to).userIdGroupPairs(source).build());
            }
            // A group alone stands for all that it sends.
            return List.of(
                    flat("tcp", 0, 65_535).userIdGroupPairs(source).build(),
                    flat("udp", 0, 65_535).userIdGroupPairs(source).build(),
                    flat("icmp", -1, -1).userIdGroupPairs(source).build());
        }
        if (protocol == null && cidr == null) {
            return List.of();
        }
        IpRange range = IpRange.builder().cidrIp(Faults.require(cidr, "CidrIp")).build();
        return List.of(flat(protocol, from, to).ipRanges(range).build());
    }

    private static IpPermission.Builder flat(
            @Nullable String protocol, @Nullable Integer from, @Nullable Integer to) {
        return IpPermission.builder().ipProtocol(protocol).fromPort(from).toPort(to);
    }

    private List<SecurityGroupRule> add(
            Transaction rows,
            SecurityGroup group,
            boolean egress,
            List<IpPermission> asked,
            List<Tag> tags) {
        List<SecurityGroupRule> present = rulesOf(rows, group.groupId(), egress);
        List<SecurityGroupRule> added = new ArrayList<>();
        for (SecurityGroupRule rule : Permissions.rules(rows, group, asked)) {
            refuseDuplicate(present, rule);
            String id = network.place().newId(Kind.SECURITY_GROUP_RULE);
            SecurityGroupRule made =
                    rule.toBuilder()
                            .securityGroupRuleId(id)
                            .securityGroupRuleArn(network.place().arn("security-group-rule/" + id))
                            .groupId(group.groupId())
                            .groupOwnerId(group.ownerId())
                            .isEgress(egress)
                            .build();
            present.add(made);
            added.add(made.toBuilder().tags(tags).build());
            NetworkTables.RULES.put(rows, id, made);
            TagRows.put(rows, id, tags);
        }
        if (present.size() > MOST_RULES) {
            throw Faults.of(
                    "RulesPerSecurityGroupLimitExceeded",
                    "The maximum number of rules per security group has been reached.");
        }
        return added;
    }

    private static void refuseDuplicate(List<SecurityGroupRule> present, SecurityGroupRule rule) {
        if (present.stream().anyMatch(each -> Permissions.areSame(each, rule))) {
            throw Faults.of(
                    "InvalidPermission.Duplicate",
                    "the specified rule \"%s\" already exists".formatted(Permissions.text(rule)));
        }
    }

    private static List<SecurityGroupRule> rulesOf(Snapshot rows, String groupId, boolean egress) {
        List<SecurityGroupRule> rules = new ArrayList<>();
        for (SecurityGroupRule rule : NetworkTables.RULES.all(rows).values()) {
            if (rule.groupId().equals(groupId) && rule.isEgress() == egress) {
                rules.add(rule);
            }
        }
        return rules;
    }

    RevokeSecurityGroupIngressResponse revoke(RevokeSecurityGroupIngressRequest request) {
        network.change(
                rows -> {
                    SecurityGroup group =
                            SecurityGroups.find(rows, request.groupId(), request.groupName());
                    List<IpPermission> flat =
                            flat(
                                    request.ipProtocol(),
                                    request.fromPort(),
                                    request.toPort(),
                                    request.cidrIp(),
                                    request.sourceSecurityGroupName());
                    remove(
                            rows,
                            group,
                            false,
                            request.securityGroupRuleIds(),
                            request.ipPermissions().isEmpty() ? flat : request.ipPermissions());
                });
        return RevokeSecurityGroupIngressResponse.builder().returnValue(true).build();
    }

    RevokeSecurityGroupEgressResponse revoke(RevokeSecurityGroupEgressRequest request) {
        network.change(
                rows -> {
                    SecurityGroup group = SecurityGroups.find(rows, request.groupId(), null);
                    List<IpPermission> flat =
                            flat(
                                    request.ipProtocol(),
                                    request.fromPort(),
                                    request.toPort(),
                                    request.cidrIp(),
                                    request.sourceSecurityGroupName());
                    remove(
                            rows,
                            group,
                            true,
                            request.securityGroupRuleIds(),
                            request.ipPermissions().isEmpty() ? flat : request.ipPermissions());
                });
        return RevokeSecurityGroupEgressResponse.builder().returnValue(true).build();
    }

    private static void remove(
            Transaction rows,
            SecurityGroup group,
            boolean egress,
            List<String> ids,
            List<IpPermission> asked) {
        if (ids.isEmpty() && asked.isEmpty()) {
            throw Faults.missing("IpPermissions or SecurityGroupRuleIds");
        }
        List<SecurityGroupRule> present = rulesOf(rows, group.groupId(), egress);
        for (String id : ids) {
            if (present.stream().noneMatch(rule -> rule.securityGroupRuleId().equals(id))) {
                throw Kind.SECURITY_GROUP_RULE.notFound(id);
            }
            NetworkTables.RULES.delete(rows, id);
        }
        for (SecurityGroupRule rule : Permissions.rules(rows, group, asked)) {
            NetworkTables.RULES.delete(rows, same(present, rule).securityGroupRuleId());
        }
    }

    private static SecurityGroupRule same(List<SecurityGroupRule> present, SecurityGroupRule rule) {
        return present.stream()
                .filter(each -> Permissions.areSame(each, rule))
                .findFirst()
                .orElseThrow(
                        () ->
                                Faults.of(
                                        "InvalidPermission.NotFound",
                                        "The specified rule does not exist in this security"
                                                + " group."));
    }

    DescribeSecurityGroupRulesResponse describe(DescribeSecurityGroupRulesRequest request) {
        Inquiry asked =
                new Inquiry(
                        request.securityGroupRuleIds(),
                        request.filters(),
                        request.maxResults(),
                        request.nextToken());
        Listing<SecurityGroupRule> page =
                network.read(rows -> asked.of(rows, NetworkTables.RULES, FILTERS, SHAPE));
        return DescribeSecurityGroupRulesResponse.builder()
                .securityGroupRules(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    ModifySecurityGroupRulesResponse modify(ModifySecurityGroupRulesRequest request) {
        network.change(
                rows -> {
                    SecurityGroup group =
                            SecurityGroups.find(
                                    rows, Faults.require(request.groupId(), "GroupId"), null);
                    for (SecurityGroupRuleUpdate update : request.securityGroupRules()) {
                        modify(rows, group, update);
                    }
                });
        return ModifySecurityGroupRulesResponse.builder().returnValue(true).build();
    }

    private static void modify(
            Transaction rows, SecurityGroup group, SecurityGroupRuleUpdate update) {
        String id = Faults.require(update.securityGroupRuleId(), "SecurityGroupRuleId");
        SecurityGroupRuleRequest asked =
                Faults.require(update.securityGroupRule(), "SecurityGroupRule");
        SecurityGroupRule known = ruleOf(rows, group, id);
        SecurityGroupRule.Builder changed =
                Permissions.common(asked.ipProtocol(), asked.fromPort(), asked.toPort()).toBuilder()
                        .securityGroupRuleId(id)
                        .securityGroupRuleArn(known.securityGroupRuleArn())
                        .groupId(known.groupId())
                        .groupOwnerId(known.groupOwnerId())
                        .isEgress(known.isEgress())
                        .description(Permissions.checkedDescription(asked.description()));
        if (asked.prefixListId() != null) {
            throw Faults.notImplemented("A rule with a prefix list");
        } else if (asked.cidrIpv4() != null) {
            changed.cidrIpv4(Permissions.cidr(asked.cidrIpv4()));
        } else if (asked.cidrIpv6() != null) {
            changed.cidrIpv6(Permissions.cidrIpv6(asked.cidrIpv6()));
        } else {
            String peer = Faults.require(asked.referencedGroupId(), "ReferencedGroupId");
            changed.referencedGroupInfo(Permissions.referenced(rows, group, peer));
        }
        List<SecurityGroupRule> others = rulesOf(rows, group.groupId(), known.isEgress());
        others.removeIf(rule -> rule.securityGroupRuleId().equals(id));
        refuseDuplicate(others, changed.build());
        NetworkTables.RULES.put(rows, id, changed.build());
    }

    private static SecurityGroupRule ruleOf(Snapshot rows, SecurityGroup group, String id) {
        SecurityGroupRule known = NetworkTables.RULES.get(rows, id);
        if (!known.groupId().equals(group.groupId())) {
            throw Kind.SECURITY_GROUP_RULE.notFound(id);
        }
        return known;
    }

    UpdateSecurityGroupRuleDescriptionsIngressResponse describeAgain(
            UpdateSecurityGroupRuleDescriptionsIngressRequest request) {
        network.change(
                rows -> {
                    SecurityGroup group =
                            SecurityGroups.find(rows, request.groupId(), request.groupName());
                    describeAgain(
                            rows,
                            group,
                            false,
                            request.ipPermissions(),
                            request.securityGroupRuleDescriptions());
                });
        return UpdateSecurityGroupRuleDescriptionsIngressResponse.builder()
                .returnValue(true)
                .build();
    }

    UpdateSecurityGroupRuleDescriptionsEgressResponse describeAgain(
            UpdateSecurityGroupRuleDescriptionsEgressRequest request) {
        network.change(
                rows -> {
                    SecurityGroup group =
                            SecurityGroups.find(rows, request.groupId(), request.groupName());
                    describeAgain(
                            rows,
                            group,
                            true,
                            request.ipPermissions(),
                            request.securityGroupRuleDescriptions());
                });
        return UpdateSecurityGroupRuleDescriptionsEgressResponse.builder()
                .returnValue(true)
                .build();
    }

    private static void describeAgain(
            Transaction rows,
            SecurityGroup group,
            boolean egress,
            List<IpPermission> asked,
            List<SecurityGroupRuleDescription> byId) {
        if (asked.isEmpty() == byId.isEmpty()) {
            throw Faults.invalidCombination(
                    "Either ipPermissions or securityGroupRuleDescriptions must be given");
        }
        List<SecurityGroupRule> present = rulesOf(rows, group.groupId(), egress);
        for (SecurityGroupRule rule : Permissions.rules(rows, group, asked)) {
            put(rows, same(present, rule), rule.description());
        }
        for (SecurityGroupRuleDescription each : byId) {
            String id = Faults.require(each.securityGroupRuleId(), "SecurityGroupRuleId");
            String text = Permissions.checkedDescription(each.description());
            put(rows, ruleOf(rows, group, id), text);
        }
    }

    private static void put(Transaction rows, SecurityGroupRule rule, @Nullable String text) {
        NetworkTables.RULES.put(
                rows, rule.securityGroupRuleId(), rule.toBuilder().description(text).build());
    }
}
