package dev.tule.vnet.filter;

import dev.tule.vnet.packet.Cidr;

/**
 * One thing that a security group allows.
 *
 * @param traffic protocol and ports
 * @param peer whom from, or whom to
 */
public record SecurityGroupRule(Traffic traffic, Peer peer) {
    /** The other side of a rule. */
    public sealed interface Peer {}

    /** Addresses. */
    public record CidrIpv4(Cidr range) implements Peer {}

    /** The interfaces that are in a group, which may be the rule's own. */
    public record ReferencedGroup(String groupId) implements Peer {}

    public static SecurityGroupRule of(Traffic traffic, Cidr range) {
        return new SecurityGroupRule(traffic, new CidrIpv4(range));
    }

    public static SecurityGroupRule of(Traffic traffic, SecurityGroup group) {
        return new SecurityGroupRule(traffic, new ReferencedGroup(group.id()));
    }

    /** Whether the peer is everybody: such a rule can leave a flow untracked. */
    boolean isOpenToAll() {
        return peer instanceof CidrIpv4(Cidr range) && range.prefixLength() == 0;
    }
}
