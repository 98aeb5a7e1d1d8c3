package dev.tule.ec2.network.live;

import com.google.errorprone.annotations.concurrent.GuardedBy;
import dev.tule.vnet.NetworkInterface;
import dev.tule.vnet.outside.PublishedPort;
import dev.tule.vnet.packet.Ipv4Address;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * The ports of this host's loopback addresses that lead to machines. A port that an ordinary user
 * may not listen on, those below 1024 on most systems, answers 10,000 above: SSH at 10022. Safe for
 * use by many threads.
 */
final class PublishedPorts implements AutoCloseable {
    /** Added to a port below {@link #PRIVILEGED} that this process may not listen on. */
    static final int SHIFT = 10_000;

    private static final System.Logger LOG = System.getLogger(PublishedPorts.class.getName());
    private static final int PRIVILEGED = 1_024;
    private static final int MOST_CONNECTIONS = 256;

    @GuardedBy("this")
    private final Map<Publication, PublishedPort> open = new HashMap<>();

    /** Those that could not be opened, so that it is said once. */
    @GuardedBy("this")
    private final Set<Publication> failed = new HashSet<>();

    /** A port of a public address, and the machine that it leads to. */
    record Publication(
            Ipv4Address publicAddress, int port, NetworkInterface at, Ipv4Address privateAddress) {}

    /** Closes and opens until these are published and no others. */
    synchronized void replace(Set<Publication> wanted) {
        failed.retainAll(wanted);
        open.entrySet()
                .removeIf(
                        each -> {
                            boolean gone = !wanted.contains(each.getKey());
                            if (gone) {
                                close(each.getValue());
                            }
                            return gone;
                        });
        for (Publication each : wanted) {
            if (!open.containsKey(each)) {
                publish(each);
            }
        }
    }

    @GuardedBy("this")
    private void publish(Publication wanted) {
        try {
            open.put(wanted, listen(wanted));
            failed.remove(wanted);
        } catch (IOException e) {
            if (failed.add(wanted)) {
                LOG.log(
                        System.Logger.Level.WARNING,
                        "Port {0} of {1} can''t be published at {2}: {3}",
                        String.valueOf(wanted.port),
                        wanted.at.id(),
                        wanted.publicAddress,
                        e.getMessage());
            }
        }
    }

    private static PublishedPort listen(Publication wanted) throws IOException {
        try {
            return listen(wanted, wanted.port);
        } catch (IOException e) {
            if (wanted.port >= PRIVILEGED) {
                throw e;
            }
            return listen(wanted, wanted.port + SHIFT);
        }
    }

    private static PublishedPort listen(Publication wanted, int port) throws IOException {
        InetSocketAddress bind = new InetSocketAddress(wanted.publicAddress.toInetAddress(), port);
        return PublishedPort.open(
                bind, wanted.at, wanted.privateAddress, wanted.port, MOST_CONNECTIONS);
    }

    private static void close(PublishedPort port) {
        try {
            port.close();
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "closing a published port", e);
        }
    }

    @Override
    public synchronized void close() {
        replace(Set.of());
    }
}
