package dev.tule.ec2;

import dev.tule.vnet.link.FrameReceiver;
import dev.tule.vnet.link.MemoryLink;
import dev.tule.vnet.packet.Ethernet;
import dev.tule.vnet.packet.Ipv4Address;
import dev.tule.vnet.packet.MacAddress;
import dev.tule.vnet.packet.Packet;
import dev.tule.vnet.tcp.Deadlines;
import dev.tule.vnet.tcp.SegmentOutput;
import dev.tule.vnet.tcp.TcpConfig;
import dev.tule.vnet.tcp.TcpConnection;
import dev.tule.vnet.tcp.TcpService;
import dev.tule.vnet.tcp.TcpStack;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A machine's system, as far as the network goes: a TCP at the other end of an interface's link.
 */
final class Guest implements FrameReceiver {
    private static final int MTU = 1_500;
    private static final long ROUTER = 0x0200_0000_0001L;
    private static final Duration PATIENCE = Duration.ofMillis(700);

    final String instanceId;
    final String address;
    private final long mac;
    private final MemoryLink link;
    private final TcpStack stack;
    private final Map<Integer, TcpService> listening = new ConcurrentHashMap<>();
    private final Packet packet = new Packet();

    Guest(String instanceId, String address, String mac, MemoryLink link, Deadlines deadlines) {
        this.instanceId = instanceId;
        this.address = address;
        this.mac = MacAddress.of(mac).bits();
        this.link = link;
        this.stack =
                new TcpStack(
                        TcpConfig.DEFAULT,
                        (_, port) -> listening.get(port),
                        new Output(),
                        MTU,
                        deadlines,
                        System::nanoTime,
                        new SplittableRandom(address.hashCode()));
        link.open(this);
    }

    /** Sends back what comes to a port. */
    Guest echoing(int port) {
        listening.put(port, Guest::echo);
        return this;
    }

    private static void echo(TcpConnection connection) {
        connection.accept();
        Thread.ofVirtual()
                .start(
                        () -> {
                            try (InputStream in = connection.input()) {
                                in.transferTo(connection.output());
                                connection.shutdownOutput();
                            } catch (IOException e) {
                                connection.reset();
                            }
                        });
    }

    /** Whether a connection to there is answered, and not only let through. */
    boolean reaches(String to, int port) {
        try {
            TcpConnection connection =
                    stack.start(
                            stack.prepare(
                                    Ipv4Address.of(address).bits(),
                                    Ipv4Address.of(to).bits(),
                                    port));
            try {
                connection.awaitEstablished(PATIENCE);
                return true;
            } finally {
                connection.reset();
            }
        } catch (IOException e) {
            return false;
        }
    }

    @Override
    public void frame(byte[] bytes, int from, int length) {
        if (packet.read(bytes, from, length) == Packet.Kind.IPV4 && packet.isTcp()) {
            stack.receive(packet);
        }
    }

    @Override
    public void endOfBatch() {
        stack.endOfBatch();
    }

    private final class Output implements SegmentOutput {
        @Override
        public void segment(byte[] frame, int length) {
            Ethernet.write(frame, 0, ROUTER, mac, Ethernet.IPV4);
            link.send(frame, 0, length);
        }

        @Override
        public void flush() {
            link.flush();
        }
    }
}
