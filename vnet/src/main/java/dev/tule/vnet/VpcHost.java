package dev.tule.vnet;

import dev.tule.vnet.link.FrameReceiver;
import dev.tule.vnet.link.Link;
import dev.tule.vnet.link.MemoryLink;
import dev.tule.vnet.packet.Ethernet;
import dev.tule.vnet.packet.Icmp;
import dev.tule.vnet.packet.Ipv4Address;
import dev.tule.vnet.packet.Packet;
import dev.tule.vnet.tcp.SegmentOutput;
import dev.tule.vnet.tcp.TcpConnection;
import dev.tule.vnet.tcp.TcpService;
import dev.tule.vnet.tcp.TcpStack;
import dev.tule.vnet.tcp.TcpStatistics;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;

/**
 * A host in a VPC that is this process itself, at a network interface like any other: with
 * addresses, security groups and everything else that an interface has. Load balancers, database
 * endpoints and the like are made of it. It speaks TCP and answers echo requests. Safe for use by
 * many threads.
 */
public final class VpcHost implements AutoCloseable {
    private static final int QUEUE_BYTES = 2 << 20;

    private final NetworkInterface at;
    private final MemoryLink link;
    private final TcpStack stack;
    private final Map<Integer, TcpService> listening = new ConcurrentHashMap<>();

    /**
     * Plugs a host into a VPC.
     *
     * @param lane runs what the host receives, and what the network receives from it: {@link
     *     dev.tule.vnet.link.Lanes#lane}
     */
    public VpcHost(Vpc vpc, InterfaceConfig config, Executor lane) {
        MemoryLink network = MemoryLink.pair(lane, lane, QUEUE_BYTES);
        this.link = network.peer();
        Output output = new Output(link, config.mac().bits(), vpc.fabric());
        this.stack =
                vpc.fabric().newStack((address, port) -> listening.get(port), output, config.mtu());
        this.at = vpc.plug(config, network);
        link.open(new Arrivals());
    }

    /** Where it is plugged in. */
    public NetworkInterface at() {
        return at;
    }

    /** Answers connections to a port, in place of whoever did before. */
    public void listen(int port, TcpService service) {
        listening.put(port, service);
    }

    public void stopListening(int port) {
        listening.remove(port);
    }

    /**
     * Connects from the host's primary address.
     *
     * @throws IOException when the connection is refused or not answered within the time
     */
    public TcpConnection connect(Ipv4Address to, int port, Duration timeout) throws IOException {
        TcpConnection connection = stack.start(stack.prepare(at.address().bits(), to.bits(), port));
        connection.awaitEstablished(timeout);
        return connection;
    }

    public TcpStatistics statistics() {
        return stack.statistics();
    }

    @Override
    public void close() {
        at.close();
        stack.close();
        link.close();
    }

    private record Output(Link link, long mac, Fabric fabric) implements SegmentOutput {
        @Override
        public void segment(byte[] frame, int length) {
            Ethernet.write(frame, 0, fabric.config().router().bits(), mac, Ethernet.IPV4);
            link.send(frame, 0, length);
        }

        @Override
        public void flush() {
            link.flush();
        }
    }

    private final class Arrivals implements FrameReceiver {
        private final Packet packet = new Packet();

        @Override
        public void frame(byte[] bytes, int from, int length) {
            if (packet.read(bytes, from, length) != Packet.Kind.IPV4) {
                return;
            }
            if (packet.isTcp()) {
                stack.receive(packet);
            } else if (packet.isIcmp()
                    && packet.icmpType() == Icmp.ECHO
                    && !packet.isFragment()
                    && packet.isIntact()) {
                Icmp.answer(packet);
                link.send(bytes, from, packet.end() - from);
            }
        }

        @Override
        public void endOfBatch() {
            stack.endOfBatch();
            link.flush();
        }
    }
}
