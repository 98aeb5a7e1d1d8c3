package dev.tule.ec2.securitygroup;

import dev.tule.ec2.network.AddressRange;
import dev.tule.ec2.network.InterfaceRows;
import dev.tule.ec2.network.NetworkTables;
import dev.tule.ec2.resource.Faults;
import dev.tule.store.Snapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.IpPermission;
import software.amazon.awssdk.services.ec2.model.IpRange;
import software.amazon.awssdk.services.ec2.model.Ipv6Range;
import software.amazon.awssdk.services.ec2.model.ReferencedSecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroup;
import software.amazon.awssdk.services.ec2.model.SecurityGroupRule;
import software.amazon.awssdk.services.ec2.model.UserIdGroupPair;

/** Rules as permissions, and permissions as rules. */
final class Permissions {
    private static final Pattern DESCRIPTION =
            Pattern.compile("[a-zA-Z0-9. _\\-:/()#,@\\[\\]+=&;{}!$*]{0,255}");
    private static final int LAST_PORT = 65_535;

    private Permissions() {}

    /** What rules of one permission have in common. */
    private record Common(String protocol, int from, int to) {}

    /** The rules' content, without identifiers and direction. */
    static List<SecurityGroupRule> rules(
            Snapshot rows, SecurityGroup of, List<IpPermission> permissions) {
        List<SecurityGroupRule> rules = new ArrayList<>();
        for (IpPermission permission : permissions) {
            SecurityGroupRule common =
                    common(permission.ipProtocol(), permission.fromPort(), permission.toPort());
            int before = rules.size();
            for (IpRange range : permission.ipRanges()) {
                String cidr = cidr(Faults.require(range.cidrIp(), "CidrIp"));
                rules.add(with(common.toBuilder().cidrIpv4(cidr), range.description()));
            }
            for (Ipv6Range range : permission.ipv6Ranges()) {
                String cidr = cidrIpv6(Faults.require(range.cidrIpv6(), "CidrIpv6"));
                rules.add(with(common.toBuilder().cidrIpv6(cidr), range.description()));
            }
            for (UserIdGroupPair pair : permission.userIdGroupPairs()) {
                ReferencedSecurityGroup peer = referenced(rows, of, pair);
                rules.add(with(common.toBuilder().referencedGroupInfo(peer), pair.description()));
            }
            if (!permission.prefixListIds().isEmpty()) {
                throw Faults.notImplemented("A rule with a prefix list");
            }
            if (rules.size() == before) {
                throw Faults.missing("IpRanges, Ipv6Ranges or Groups");
            }
        }
        return rules;
    }

    private static SecurityGroupRule with(
            SecurityGroupRule.Builder rule, @Nullable String description) {
        return rule.description(checkedDescription(description)).build();
    }

    static @Nullable String checkedDescription(@Nullable String description) {
        if (description != null && !DESCRIPTION.matcher(description).matches()) {
            throw Faults.invalidValue(
                    "Invalid rule description. Valid descriptions are strings less than 256"
                            + " characters from the following set: "
                            + " a-zA-Z0-9. _-:/()#,@[]+=&;{}!$*");
        }
        return description;
    }

    /** Protocol and ports, checked. */
    static SecurityGroupRule common(
            @Nullable String given, @Nullable Integer from, @Nullable Integer to) {
        String protocol = protocol(Faults.require(given, "IpProtocol"));
        SecurityGroupRule.Builder rule = SecurityGroupRule.builder().ipProtocol(protocol);
        switch (protocol) {
            case "tcp", "udp" -> {
                if (from == null || to == null || (from == -1 && to != -1)) {
                    throw Faults.invalidValue(
                            "Invalid value 'Must specify both from and to ports with TCP/UDP.' for"
                                    + " portRange.");
                }
                boolean all = from == -1;
                int first = all ? 0 : from;
                int last = all ? LAST_PORT : to;
                if (first < 0 || last > LAST_PORT || first > last) {
                    throw Faults.invalidValue(
                            "Invalid TCP/UDP port range (%d:%d)".formatted(from, to));
                }
                rule.fromPort(first).toPort(last);
            }
            case "icmp", "icmpv6" -> {
                int type = from == null ? -1 : from;
                int code = to == null ? -1 : to;
                if (type < -1 || type > 255 || code < -1 || code > 255) {
                    throw Faults.invalidValue(
                            "ICMP type (%d) or code (%d) is out of range".formatted(type, code));
                }
                rule.fromPort(type).toPort(code);
            }
            default -> rule.fromPort(-1).toPort(-1);
        }
        return rule.build();
    }

    private static String protocol(String given) {
        String word = given.toLowerCase(Locale.ROOT);
        return switch (word) {
            case "tcp", "udp", "icmp", "icmpv6", "-1" -> word;
            case "6" -> "tcp";
            case "17" -> "udp";
            case "1" -> "icmp";
            case "58" -> "icmpv6";
            case "all" -> "-1";
            default -> {
                if (word.matches("[0-9]{1,3}") && Integer.parseInt(word) <= 255) {
                    yield String.valueOf(Integer.parseInt(word));
                }
                throw Faults.invalidValue(
                        "Invalid value '%s' for IP protocol. Unknown protocol.".formatted(given));
            }
        };
    }

    static String cidr(String text) {
        try {
            return AddressRange.of(text).toString();
        } catch (dev.tule.aws.AwsFault malformed) {
            throw Faults.invalidValue("CIDR block %s is malformed".formatted(text));
        }
    }

    /** Kept and shown; no packet here is of IPv6. */
    static String cidrIpv6(String text) {
        if (!text.matches("[0-9a-fA-F:.]{2,45}/[0-9]{1,3}") || !text.contains(":")) {
            throw Faults.invalidValue("CIDR block %s is malformed".formatted(text));
        }
        return text.toLowerCase(Locale.ROOT);
    }

    private static ReferencedSecurityGroup referenced(
            Snapshot rows, SecurityGroup of, UserIdGroupPair pair) {
        if (pair.groupId() == null && pair.groupName() == null) {
            throw Faults.missing("GroupId");
        }
        String id =
                pair.groupId() == null
                        ? InterfaceRows.group(rows, of.vpcId(), pair.groupName()).groupId()
                        : pair.groupId();
        return referenced(rows, of, id);
    }

    static ReferencedSecurityGroup referenced(Snapshot rows, SecurityGroup of, String id) {
        SecurityGroup peer = NetworkTables.GROUPS.get(rows, id);
        if (!peer.vpcId().equals(of.vpcId())) {
            throw Faults.of(
                    "InvalidGroup.NotFound",
                    "You have specified two resources that belong to different networks.");
        }
        return ReferencedSecurityGroup.builder().groupId(id).userId(peer.ownerId()).build();
    }

    /** Whether two rules allow the same, whatever their descriptions. */
    static boolean areSame(SecurityGroupRule one, SecurityGroupRule other) {
        return content(one).equals(content(other));
    }

    private static SecurityGroupRule content(SecurityGroupRule rule) {
        return SecurityGroupRule.builder()
                .ipProtocol(rule.ipProtocol())
                .fromPort(rule.fromPort())
                .toPort(rule.toPort())
                .cidrIpv4(rule.cidrIpv4())
                .cidrIpv6(rule.cidrIpv6())
                .referencedGroupInfo(rule.referencedGroupInfo())
                .build();
    }

    /** As the error messages of AWS name a rule. */
    static String text(SecurityGroupRule rule) {
        String peer =
                rule.cidrIpv4() != null
                        ? rule.cidrIpv4()
                        : rule.cidrIpv6() != null
                                ? rule.cidrIpv6()
                                : rule.referencedGroupInfo().groupId();
        String protocol = rule.ipProtocol().equals("-1") ? "ALL" : rule.ipProtocol();
        String ports =
                rule.fromPort() == -1 && rule.toPort() == -1
                        ? ""
                        : ", from port: %d, to port: %d".formatted(rule.fromPort(), rule.toPort());
        return "peer: %s, %s%s, ALLOW".formatted(peer, protocol.toUpperCase(Locale.ROOT), ports);
    }

    /** A group's rules of one direction, as DescribeSecurityGroups shows them. */
    static List<IpPermission> permissions(Collection<SecurityGroupRule> rules) {
        Map<Common, IpPermission.Builder> byCommon = new LinkedHashMap<>();
        Map<Common, List<SecurityGroupRule>> grouped = new LinkedHashMap<>();
        for (SecurityGroupRule rule : rules) {
            Common common = new Common(rule.ipProtocol(), rule.fromPort(), rule.toPort());
            grouped.computeIfAbsent(common, _ -> new ArrayList<>()).add(rule);
            byCommon.computeIfAbsent(common, Permissions::permission);
        }
        List<IpPermission> permissions = new ArrayList<>();
        byCommon.forEach(
                (common, permission) -> {
                    List<SecurityGroupRule> of = grouped.getOrDefault(common, List.of());
                    permissions.add(
                            permission
                                    .ipRanges(of.stream().flatMap(Permissions::range).toList())
                                    .ipv6Ranges(of.stream().flatMap(Permissions::range6).toList())
                                    .userIdGroupPairs(
                                            of.stream().flatMap(Permissions::pair).toList())
                                    .prefixListIds(List.of())
                                    .build());
                });
        return permissions;
    }

    private static IpPermission.Builder permission(Common common) {
        IpPermission.Builder permission = IpPermission.builder().ipProtocol(common.protocol);
        return common.protocol.equals("-1")
                ? permission
                : permission.fromPort(common.from).toPort(common.to);
    }

    private static Stream<IpRange> range(SecurityGroupRule rule) {
        return rule.cidrIpv4() == null
                ? Stream.of()
                : Stream.of(
                        IpRange.builder()
                                .cidrIp(rule.cidrIpv4())
                                .description(rule.description())
                                .build());
    }

    private static Stream<Ipv6Range> range6(SecurityGroupRule rule) {
        return rule.cidrIpv6() == null
                ? Stream.of()
                : Stream.of(
                        Ipv6Range.builder()
                                .cidrIpv6(rule.cidrIpv6())
                                .description(rule.description())
                                .build());
    }

    private static Stream<UserIdGroupPair> pair(SecurityGroupRule rule) {
        return rule.referencedGroupInfo() == null
                ? Stream.of()
                : Stream.of(
                        UserIdGroupPair.builder()
                                .groupId(rule.referencedGroupInfo().groupId())
                                .userId(rule.referencedGroupInfo().userId())
                                .description(rule.description())
                                .build());
    }
}
