package dev.tule.elb.plane;

import dev.tule.aws.AccountRegion;
import dev.tule.http.origin.Wire;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.List;

/** How targets are reached. Safe for use by many threads. */
@FunctionalInterface
public interface Backends {

    /**
     * Connects to a target.
     *
     * @param from the interfaces by which the balancer stands in its VPC
     * @param address an IPv4 address: a machine's in the VPC, or one that this host reaches
     * @throws java.net.SocketTimeoutException when nobody answers within the time
     * @throws IOException when the connection is refused
     */
    Wire connect(AccountRegion where, List<String> from, String address, int port, Duration timeout)
            throws IOException;

    /** By this host's own sockets, whatever the interfaces. */
    Backends HOST =
            (_, _, address, port, timeout) -> {
                Socket socket = new Socket();
                try {
                    socket.connect(
                            new InetSocketAddress(InetAddress.ofLiteral(address), port),
                            Math.toIntExact(timeout.toMillis()));
                    return Wire.of(socket);
                } catch (IOException | RuntimeException e) {
                    socket.close();
                    throw e;
                }
            };
}
