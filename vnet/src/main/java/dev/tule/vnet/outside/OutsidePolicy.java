package dev.tule.vnet.outside;

import dev.tule.vnet.NetworkInterface;
import dev.tule.vnet.packet.Cidr;
import dev.tule.vnet.packet.Ipv4Address;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.stream.Stream;

/** Which addresses outside a machine may reach, after routes, groups and ACLs have allowed it. */
@FunctionalInterface
public interface OutsidePolicy {
    /**
     * @param port 0 for protocols without ports
     */
    boolean allows(NetworkInterface from, Ipv4Address to, int port);

    /** Where the host is to connect for an address that was allowed: there, unless overridden. */
    default InetSocketAddress dial(Ipv4Address to, int port) {
        return new InetSocketAddress(to.toInetAddress(), port);
    }

    /** What is never the Internet: the host, its networks, and addresses that mean nothing. */
    List<Cidr> NOT_PUBLIC =
            Stream.of(
                            "0.0.0.0/8",
                            "10.0.0.0/8",
                            "100.64.0.0/10",
                            "127.0.0.0/8",
                            "169.254.0.0/16",
                            "172.16.0.0/12",
                            "192.0.0.0/24",
                            "192.0.2.0/24",
                            "192.168.0.0/16",
                            "198.18.0.0/15",
                            "198.51.100.0/24",
                            "203.0.113.0/24",
                            "224.0.0.0/3")
                    .map(Cidr::of)
                    .toList();

    /** Allows nothing. */
    OutsidePolicy NOTHING = (from, to, port) -> false;

    /**
     * Allows public addresses, but for the host's own: the server's ports must not be reached by
     * way of an address that the host has on the Internet.
     */
    OutsidePolicy PUBLIC =
            (from, to, port) ->
                    NOT_PUBLIC.stream().noneMatch(range -> range.contains(to))
                            && !HostAddresses.contains(to);
}
