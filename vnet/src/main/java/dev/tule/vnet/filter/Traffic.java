package dev.tule.vnet.filter;

import dev.tule.vnet.packet.Ipv4;

/**
 * What a rule is about: protocol and ports, or ICMP's type and code in the ports' places, as AWS
 * has it.
 *
 * @param protocol an IP protocol number, or -1 for all
 * @param from first destination port, or ICMP type; -1 for all types
 * @param to last destination port, or ICMP code; -1 for all codes
 */
public record Traffic(int protocol, int from, int to) {
    public static final Traffic ALL = new Traffic(-1, -1, -1);

    public Traffic {
        if (protocol < -1 || protocol > 255) {
            throw new IllegalArgumentException("no such protocol: " + protocol);
        }
        boolean ports = protocol == Ipv4.TCP || protocol == Ipv4.UDP;
        if (ports && (from < 0 || to > 65_535 || from > to)) {
            throw new IllegalArgumentException("no range of ports: " + from + " to " + to);
        }
        if (protocol == Ipv4.ICMP && (from < -1 || from > 255 || to < -1 || to > 255)) {
            throw new IllegalArgumentException("no ICMP type and code: " + from + ", " + to);
        }
    }

    public static Traffic tcp(int from, int to) {
        return new Traffic(Ipv4.TCP, from, to);
    }

    public static Traffic tcp(int port) {
        return tcp(port, port);
    }

    public static Traffic udp(int from, int to) {
        return new Traffic(Ipv4.UDP, from, to);
    }

    public static Traffic udp(int port) {
        return udp(port, port);
    }

    public static Traffic icmp(int type, int code) {
        return new Traffic(Ipv4.ICMP, type, code);
    }

    /** Whether this takes in a destination port of a protocol other than ICMP. */
    boolean matches(int packetProtocol, int port) {
        if (protocol == -1) {
            return true;
        }
        boolean ports = protocol == Ipv4.TCP || protocol == Ipv4.UDP;
        return protocol == packetProtocol && (!ports || (port >= from && port <= to));
    }

    /** Whether this takes in every port of a protocol. */
    boolean matchesAll(int packetProtocol) {
        return protocol == -1
                || (protocol == packetProtocol && from <= 0 && (to == -1 || to >= 65_535));
    }
}
