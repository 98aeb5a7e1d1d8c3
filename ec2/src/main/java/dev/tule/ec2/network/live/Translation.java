package dev.tule.ec2.network.live;

import dev.tule.ec2.network.NetworkState;
import dev.tule.vnet.filter.AclEntry;
import dev.tule.vnet.filter.SecurityGroupRule;
import dev.tule.vnet.filter.SecurityGroupRule.CidrIpv4;
import dev.tule.vnet.filter.SecurityGroupRule.Peer;
import dev.tule.vnet.filter.SecurityGroupRule.ReferencedGroup;
import dev.tule.vnet.filter.Traffic;
import dev.tule.vnet.packet.Cidr;
import dev.tule.vnet.packet.Ipv4;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.NetworkAclEntry;

/** Rows in the words of the virtual network. */
final class Translation {
    private static final int LAST_ACL_ENTRY = 32_767;

    private Translation() {}

    /** A group's rules in one direction; those about IPv6 have nothing to act on. */
    static List<SecurityGroupRule> rules(NetworkState state, String groupId, boolean egress) {
        return state.rulesOf(groupId)
                .filter(rule -> rule.isEgress() == egress)
                .flatMap(rule -> rule(rule).stream())
                .toList();
    }

    private static Optional<SecurityGroupRule> rule(
            software.amazon.awssdk.services.ec2.model.SecurityGroupRule row) {
        Peer peer;
        if (row.cidrIpv4() != null) {
            peer = new CidrIpv4(Cidr.of(row.cidrIpv4()));
        } else if (row.referencedGroupInfo() != null) {
            peer = new ReferencedGroup(row.referencedGroupInfo().groupId());
        } else {
            return Optional.empty();
        }
        return traffic(row.ipProtocol(), row.fromPort(), row.toPort())
                .map(traffic -> new SecurityGroupRule(traffic, peer));
    }

    /** An ACL's entries in one direction, without the last, which denies what none matches. */
    static List<AclEntry> entries(List<NetworkAclEntry> rows, boolean egress) {
        return rows.stream()
                .filter(row -> row.egress() == egress && row.ruleNumber() != LAST_ACL_ENTRY)
                .filter(row -> row.cidrBlock() != null)
                .flatMap(row -> entry(row).stream())
                .toList();
    }

    private static Optional<AclEntry> entry(NetworkAclEntry row) {
        int from = -1;
        int to = -1;
        if (row.portRange() != null) {
            from = row.portRange().from();
            to = row.portRange().to();
        } else if (row.icmpTypeCode() != null) {
            from = row.icmpTypeCode().type();
            to = row.icmpTypeCode().code();
        }
        boolean allow = row.ruleActionAsString().equals("allow");
        return traffic(row.protocol(), from, to)
                .map(
                        traffic ->
                                new AclEntry(
                                        row.ruleNumber(),
                                        traffic,
                                        Cidr.of(row.cidrBlock()),
                                        allow));
    }

    /** Empty for ICMPv6, which no packet here is of. */
    private static Optional<Traffic> traffic(String protocol, int from, int to) {
        return switch (protocol) {
            case "-1" -> Optional.of(Traffic.ALL);
            case "tcp", "6" -> Optional.of(ports(Ipv4.TCP, from, to));
            case "udp", "17" -> Optional.of(ports(Ipv4.UDP, from, to));
            case "icmp", "1" -> Optional.of(Traffic.icmp(from, to));
            case "icmpv6", "58" -> Optional.empty();
            default -> Optional.of(new Traffic(Integer.parseInt(protocol), -1, -1));
        };
    }

    private static Traffic ports(int protocol, int from, int to) {
        return from == -1 ? new Traffic(protocol, 0, 65_535) : new Traffic(protocol, from, to);
    }
}
