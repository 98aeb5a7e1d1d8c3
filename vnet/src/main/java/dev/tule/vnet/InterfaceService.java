package dev.tule.vnet;

import dev.tule.vnet.tcp.TcpConnection;

/** Services that machines reach at an address of their router's, as 169.254.169.254. */
public final class InterfaceService {
    private InterfaceService() {}

    /** Answers TCP connections. */
    @FunctionalInterface
    public interface Tcp {
        /**
         * A machine wants to connect; see {@link dev.tule.vnet.tcp.TcpService#incoming}.
         *
         * @param from the interface that it came from, which says who asks
         */
        void incoming(NetworkInterface from, TcpConnection connection);
    }

    /** Answers UDP datagrams. */
    @FunctionalInterface
    public interface Udp {
        /** Takes a datagram, on the thread that reads the link: must not block. */
        void datagram(NetworkInterface from, Datagram datagram);
    }
}
