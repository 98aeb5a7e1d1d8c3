package dev.tule.vnet.filter;

import dev.tule.vnet.packet.Packet;

/**
 * What rules are asked about.
 *
 * @param port the destination's; 0 for protocols without
 * @param icmpType -1 when this isn't ICMP
 * @param icmpCode -1 when this isn't ICMP
 */
record Question(int protocol, int port, int icmpType, int icmpCode) {
    static Question of(Packet packet) {
        return packet.isIcmp() && !packet.isLaterFragment()
                ? new Question(packet.protocol(), 0, packet.icmpType(), packet.icmpCode())
                : new Question(packet.protocol(), packet.destinationPort(), -1, -1);
    }

    boolean isMatchedBy(Traffic traffic) {
        if (icmpType >= 0 && traffic.protocol() == protocol) {
            return (traffic.from() == -1 || traffic.from() == icmpType)
                    && (traffic.to() == -1 || traffic.to() == icmpCode);
        }
        return traffic.matches(protocol, port);
    }
}
