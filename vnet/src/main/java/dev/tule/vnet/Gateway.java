package dev.tule.vnet;

import dev.tule.vnet.packet.Packet;
import dev.tule.vnet.tcp.TcpConnection;

/**
 * What lies beyond the internet gateway and NAT gateways. What gets here has passed routes, groups
 * and ACLs. Called on the threads that read links: must not block.
 */
public interface Gateway {
    /** A machine opens a connection to an address outside: see {@code TcpService.incoming}. */
    void connection(NetworkInterface from, TcpConnection connection);

    /** A machine sends a datagram to an address outside. */
    void datagram(NetworkInterface from, Datagram datagram);

    /**
     * A machine sends an ICMP echo request to an address outside; the packet is only good until the
     * return.
     */
    void echo(NetworkInterface from, Packet echo);

    /** Nothing lies beyond: connections are refused, all else is dropped. */
    Gateway NONE =
            new Gateway() {
                @Override
                public void connection(NetworkInterface from, TcpConnection connection) {
                    connection.refuse();
                }

                @Override
                public void datagram(NetworkInterface from, Datagram datagram) {}

                @Override
                public void echo(NetworkInterface from, Packet echo) {}
            };
}
