package dev.tule.vnet.outside;

import dev.tule.vnet.NetworkInterface;
import dev.tule.vnet.packet.Ipv4Address;
import dev.tule.vnet.tcp.TcpConnection;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A port of the host whose connections go to a port of a machine. The machine's security groups and
 * network ACL are asked with the peer's address. Safe for use by many threads.
 */
public final class PublishedPort implements AutoCloseable {
    private static final int BACKLOG = 128;

    private final ServerSocket socket;
    private final NetworkInterface machine;
    private final Ipv4Address to;
    private final int port;
    private final Semaphore connections;
    private final AtomicLong relayed = new AtomicLong();
    private final AtomicLong refused = new AtomicLong();

    private PublishedPort(
            ServerSocket socket,
            NetworkInterface machine,
            Ipv4Address to,
            int port,
            int mostConnections) {
        this.socket = socket;
        this.machine = machine;
        this.to = to;
        this.port = port;
        this.connections = new Semaphore(mostConnections);
    }

    /** As the other {@code open}, for the machine's primary address. */
    public static PublishedPort open(
            SocketAddress bind, NetworkInterface machine, int port, int mostConnections)
            throws IOException {
        return open(bind, machine, machine.address(), port, mostConnections);
    }

    /**
     * Begins to listen.
     *
     * @param bind address and port of the host; port 0 takes a free one
     * @param to one of the machine's private addresses
     * @param port of the machine
     * @param mostConnections at one time; a further one is closed at once
     */
    public static PublishedPort open(
            SocketAddress bind,
            NetworkInterface machine,
            Ipv4Address to,
            int port,
            int mostConnections)
            throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(true);
            socket.bind(bind, BACKLOG);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
        PublishedPort made = new PublishedPort(socket, machine, to, port, mostConnections);
        Thread.ofVirtual().name("vnet-published-" + machine.id()).start(made::listen);
        return made;
    }

    /** Where the host listens. */
    public InetSocketAddress address() {
        return (InetSocketAddress) socket.getLocalSocketAddress();
    }

    /** Connections that were carried to the machine since the port was opened. */
    public long relayed() {
        return relayed.get();
    }

    /** Connections that were not: too many, not allowed, or not accepted by the machine. */
    public long refused() {
        return refused.get();
    }

    private void listen() {
        while (!socket.isClosed()) {
            try {
                Socket accepted = socket.accept();
                if (connections.tryAcquire()) {
                    Thread.ofVirtual().name("vnet-relay").start(() -> carry(accepted));
                } else {
                    refused.incrementAndGet();
                    accepted.close();
                }
            } catch (IOException e) {
                if (!socket.isClosed()) {
                    System.getLogger(PublishedPort.class.getName())
                            .log(System.Logger.Level.WARNING, "accepting for " + machine, e);
                }
            }
        }
    }

    private void carry(Socket accepted) {
        try (accepted) {
            accepted.setTcpNoDelay(true);
            TcpConnection connection =
                    machine.connect(peer(accepted), accepted.getPort(), to, port);
            relayed.incrementAndGet();
            Relay.run(connection, accepted);
        } catch (IOException e) {
            refused.incrementAndGet();
        } finally {
            connections.release();
        }
    }

    /** The peer's address; the only one that has none of IPv4 is a local one. */
    private static Ipv4Address peer(Socket accepted) throws IOException {
        if (accepted.getInetAddress() instanceof Inet4Address address) {
            return Ipv4Address.of(address);
        }
        if (accepted.getInetAddress().isLoopbackAddress()) {
            return Ipv4Address.of("127.0.0.1");
        }
        throw new IOException("security groups know no IPv6 yet: " + accepted.getInetAddress());
    }

    /** Stops listening; connections that are there stay. */
    @Override
    public void close() throws IOException {
        socket.close();
    }
}
