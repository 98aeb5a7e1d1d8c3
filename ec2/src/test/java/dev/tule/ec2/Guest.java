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
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
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

    /** Asks the VPC's resolver for a name's address, and returns the answer's code. */
    int asks(String resolver, String name) throws IOException {
        ByteArrayOutputStream question = new ByteArrayOutputStream();
        // An identifier; recursion desired; one question.
        question.writeBytes(new byte[] {7, 7, 1, 0, 0, 1, 0, 0, 0, 0, 0, 0});
        for (String label : name.split("\\.", -1)) {
            question.write(label.length());
            question.writeBytes(label.getBytes(StandardCharsets.US_ASCII));
        }
        question.writeBytes(new byte[] {0, 0, 1, 0, 1});
        TcpConnection connection =
                stack.start(
                        stack.prepare(
                                Ipv4Address.of(address).bits(),
                                Ipv4Address.of(resolver).bits(),
                                53));
        try (DataInputStream in = new DataInputStream(connection.input())) {
            connection.awaitEstablished(PATIENCE);
            DataOutputStream out = new DataOutputStream(connection.output());
            out.writeShort(question.size());
            out.write(question.toByteArray());
            out.flush();
            byte[] answer = new byte[in.readUnsignedShort()];
            in.readFully(answer);
            return answer[3] & 0xf;
        } finally {
            connection.reset();
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
