package dev.tule.vnet.outside;

import dev.tule.vnet.Datagram;
import dev.tule.vnet.ElasticAddresses;
import dev.tule.vnet.Gateway;
import dev.tule.vnet.NetworkInterface;
import dev.tule.vnet.packet.Ipv4Address;
import dev.tule.vnet.packet.Packet;
import dev.tule.vnet.tcp.TcpConnection;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/**
 * The outside as the host sees it: a machine's connection ends at its router, and a socket of the
 * host's leads on, as the host's own address. Only where the policy allows. Safe for use by many
 * threads.
 *
 * <p>A machine's SYN is answered only when the socket is connected, so a refusal is a refusal to
 * the machine as well. Echo requests are not carried, since that takes a privilege: they are
 * answered when the host finds the address reachable by its own means ({@link
 * java.net.InetAddress#isReachable(int)}), which is not always by ICMP.
 */
public final class HostNetwork implements Gateway, AutoCloseable {
    private static final int MOST_DATAGRAM_BYTES = 9_216;
    private static final int ECHO_TIMEOUT_MILLIS = 2_000;

    private final HostNetworkConfig config;
    private final OutsidePolicy policy;
    private final ElasticAddresses elasticAddresses;
    private final Semaphore connections;
    private final Semaphore echoes;
    private final Map<FlowKey, Flow> flows = new ConcurrentHashMap<>();
    private final AtomicLong refused = new AtomicLong();
    private volatile boolean closed;

    private record FlowKey(
            NetworkInterface from, Ipv4Address source, int sourcePort, Ipv4Address to, int port) {}

    /**
     * @param elasticAddresses of the fabric, for machines that reach others' public addresses from
     *     behind a NAT gateway
     */
    public HostNetwork(
            HostNetworkConfig config, OutsidePolicy policy, ElasticAddresses elasticAddresses) {
        this.config = config;
        this.policy = policy;
        this.elasticAddresses = elasticAddresses;
        this.connections = new Semaphore(config.mostConnections());
        this.echoes = new Semaphore(config.mostEchoes());
    }

    /** What was asked for and not allowed, or too much. */
    public long refused() {
        return refused.get();
    }

    @Override
    public void connection(NetworkInterface from, TcpConnection connection) {
        Ipv4Address to = connection.localAddress();
        ElasticAddresses.Association elastic = elasticAddresses.find(to);
        boolean allowed = elastic != null || policy.allows(from, to, connection.localPort());
        if (closed || !allowed || !connections.tryAcquire()) {
            refused.incrementAndGet();
            connection.refuse();
            return;
        }
        Thread.ofVirtual()
                .name("vnet-out-" + from.id())
                .start(
                        () -> {
                            try {
                                if (elastic == null) {
                                    carry(connection, to);
                                } else {
                                    carry(from, connection, elastic);
                                }
                            } catch (IOException e) {
                                connection.refuse();
                            } finally {
                                connections.release();
                            }
                        });
    }

    private void carry(TcpConnection connection, Ipv4Address to) throws IOException {
        try (Socket socket = new Socket()) {
            socket.setTcpNoDelay(true);
            socket.connect(
                    policy.dial(to, connection.localPort()),
                    Math.toIntExact(config.connectTimeout().toMillis()));
            connection.accept();
            Relay.run(connection, socket);
        }
    }

    /** To a public address of another machine: it sees whom the NAT gateway stands for. */
    private static void carry(
            NetworkInterface from, TcpConnection connection, ElasticAddresses.Association to)
            throws IOException {
        Ipv4Address as = from.natAddress(connection.localAddress());
        TcpConnection onward =
                to.to()
                        .connect(
                                as,
                                connection.remotePort(),
                                to.privateAddress(),
                                connection.localPort());
        connection.accept();
        Relay.run(connection, onward);
    }

    @Override
    public void datagram(NetworkInterface from, Datagram datagram) {
        Ipv4Address to = datagram.destination();
        int port = datagram.destinationPort();
        FlowKey key = new FlowKey(from, datagram.source(), datagram.sourcePort(), to, port);
        Flow flow = flows.get(key);
        if (flow == null) {
            boolean full = flows.size() >= config.mostFlows();
            if (closed || full || !policy.allows(from, to, port)) {
                refused.incrementAndGet();
                return;
            }
            try {
                flow = new Flow(key, datagram.answer());
            } catch (IOException e) {
                refused.incrementAndGet();
                return;
            }
            flows.put(key, flow);
            Thread.ofVirtual().name("vnet-out-udp-" + from.id()).start(flow);
        }
        flow.send(datagram.payload());
    }

    /** One UDP conversation: a socket, and the thread that waits for what comes back. */
    private final class Flow implements Runnable {
        private final FlowKey key;
        private final Consumer<byte[]> answer;
        private final DatagramSocket socket;

        Flow(FlowKey key, Consumer<byte[]> answer) throws IOException {
            this.key = key;
            this.answer = answer;
            this.socket = new DatagramSocket();
            socket.connect(policy.dial(key.to, key.port));
            socket.setSoTimeout(Math.toIntExact(config.flowTimeout().toMillis()));
        }

        void send(byte[] payload) {
            try {
                socket.send(new DatagramPacket(payload, payload.length));
            } catch (IOException e) {
                refused.incrementAndGet();
            }
        }

        @Override
        public void run() {
            byte[] buffer = new byte[MOST_DATAGRAM_BYTES];
            try (socket) {
                while (!closed) {
                    DatagramPacket packet = new DatagramPacket(buffer, buffer.length);
                    socket.receive(packet);
                    answer.accept(Arrays.copyOf(buffer, packet.getLength()));
                }
            } catch (SocketTimeoutException e) {
                // Silent for long enough.
            } catch (IOException e) {
                System.getLogger(HostNetwork.class.getName())
                        .log(System.Logger.Level.DEBUG, "a datagram socket ended", e);
            } finally {
                flows.remove(key, this);
            }
        }
    }

    @Override
    public void echo(NetworkInterface from, Packet echo) {
        Ipv4Address to = new Ipv4Address(echo.destination());
        if (closed || !policy.allows(from, to, 0) || !echoes.tryAcquire()) {
            refused.incrementAndGet();
            return;
        }
        byte[] frame = Arrays.copyOfRange(echo.bytes(), echo.start(), echo.end());
        Thread.ofVirtual()
                .name("vnet-out-echo")
                .start(
                        () -> {
                            try {
                                if (to.toInetAddress().isReachable(ECHO_TIMEOUT_MILLIS)) {
                                    from.answerEcho(frame);
                                }
                            } catch (IOException e) {
                                refused.incrementAndGet();
                            } finally {
                                echoes.release();
                            }
                        });
    }

    /** Lets nothing more out, and ends the datagram sockets. */
    @Override
    public void close() {
        closed = true;
        flows.values().forEach(flow -> flow.socket.close());
    }
}
