package dev.tule.vnet.outside;

import dev.tule.vnet.packet.Ipv4Address;
import java.net.NetworkInterface;
import java.net.SocketException;

/** The addresses that the host has now. */
final class HostAddresses {
    private HostAddresses() {}

    /** True as well when the host can't tell: what isn't known is refused. */
    static boolean contains(Ipv4Address address) {
        try {
            return NetworkInterface.getByInetAddress(address.toInetAddress()) != null;
        } catch (SocketException e) {
            return true;
        }
    }
}
