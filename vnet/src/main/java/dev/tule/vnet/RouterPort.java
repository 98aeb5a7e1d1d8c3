package dev.tule.vnet;

import dev.tule.vnet.filter.Direction;
import dev.tule.vnet.filter.Verdict;
import dev.tule.vnet.packet.Ethernet;
import dev.tule.vnet.packet.Icmp;
import dev.tule.vnet.packet.Ipv4Address;
import dev.tule.vnet.packet.Packet;
import dev.tule.vnet.packet.Udp;
import dev.tule.vnet.tcp.SegmentOutput;
import dev.tule.vnet.tcp.TcpConnection;
import dev.tule.vnet.tcp.TcpService;
import dev.tule.vnet.tcp.TcpStack;
import dev.tule.vnet.tcp.TcpStatistics;
import java.io.IOException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The router's end of an interface's link: what ends there rather than being carried on. Services
 * at link-local addresses and the VPC's resolver, which no filter stands before, as on EC2; the
 * near end of published ports; and the near end of what the machine opens to the outside.
 */
final class RouterPort implements AutoCloseable {
    private static final int LINK_LOCAL = 0xa9fe;

    private final NetworkInterface machine;
    private final Fabric fabric;
    private final TcpStack stack;

    RouterPort(NetworkInterface machine, Fabric fabric) {
        this.machine = machine;
        this.fabric = fabric;
        this.stack = fabric.newStack(this::tcpService, new Output(), machine.config().mtu());
    }

    /** Addresses whose packets are for services, whatever routes and groups say. */
    boolean isReserved(int address) {
        return address >>> 16 == LINK_LOCAL || address == machine.vpc().resolver().bits();
    }

    /** Whether a packet belongs to a connection that was begun from this side. */
    boolean knows(Packet packet) {
        return packet.isTcp() && stack.knows(packet);
    }

    TcpConnection prepare(int from, int to, int port) throws IOException {
        return stack.prepare(from, to, port);
    }

    void start(TcpConnection prepared) {
        stack.start(prepared);
    }

    TcpStatistics statistics() {
        return stack.statistics();
    }

    void endOfBatch() {
        stack.endOfBatch();
    }

    /** Takes a packet that has come as far as the router, on the link's thread. */
    void receive(Packet packet) {
        if (packet.isTcp()) {
            stack.receive(packet);
        } else if (!packet.isFragment() && packet.isIntact()) {
            if (packet.isUdp()) {
                datagram(packet);
            } else if (packet.isIcmp() && packet.icmpType() == Icmp.ECHO) {
                echo(packet);
            }
        }
    }

    private boolean isOutside(int address) {
        return !isReserved(address) && address != machine.subnet().router().bits();
    }

    private @Nullable TcpService tcpService(int address, int port) {
        if (isOutside(address)) {
            return connection -> fabric.gateway().connection(machine, connection);
        }
        InterfaceService.Tcp service = machine.vpc().tcpService(address, port);
        return service == null ? null : connection -> service.incoming(machine, connection);
    }

    private void echo(Packet packet) {
        if (isOutside(packet.destination())) {
            fabric.gateway().echo(machine, packet);
        } else {
            Icmp.answer(packet);
            machine.send(packet.bytes(), packet.start(), packet.end() - packet.start());
        }
    }

    private void datagram(Packet packet) {
        Ipv4Address source = new Ipv4Address(packet.source());
        Ipv4Address destination = new Ipv4Address(packet.destination());
        int sourcePort = packet.sourcePort();
        int destinationPort = packet.destinationPort();
        boolean outside = isOutside(packet.destination());
        InterfaceService.Udp service =
                outside
                        ? fabric.gateway()::datagram
                        : machine.vpc().udpService(packet.destination(), destinationPort);
        if (service == null) {
            byte[] error = new byte[Icmp.MOST_ERROR_BYTES];
            int length = Icmp.unreachable(error, packet, packet.destination(), Icmp.PORT, 0);
            machine.send(error, 0, length);
            return;
        }
        byte[] payload = Arrays.copyOfRange(packet.bytes(), packet.payload(), packet.payloadEnd());
        service.datagram(
                machine,
                new Datagram(
                        source,
                        sourcePort,
                        destination,
                        destinationPort,
                        payload,
                        answer ->
                                sendDatagram(
                                        destination, destinationPort, source, sourcePort, answer)));
    }

    private void sendDatagram(
            Ipv4Address from, int fromPort, Ipv4Address to, int toPort, byte[] payload) {
        byte[] frame = new byte[Udp.PAYLOAD + payload.length];
        if (frame.length > machine.config().mtu() + Ethernet.HEADER_BYTES) {
            return;
        }
        System.arraycopy(payload, 0, frame, Udp.PAYLOAD, payload.length);
        int length = Udp.write(frame, from.bits(), fromPort, to.bits(), toPort, payload.length);
        sendThroughFilter(new Packet(), frame, length);
        machine.flush();
    }

    /** Sends a frame of the router's; what comes from outside is shown to the filter. */
    void sendThroughFilter(Packet view, byte[] frame, int length) {
        machine.writeHeader(frame);
        if (view.read(frame, 0, length) != Packet.Kind.IPV4) {
            throw new IllegalStateException("the router wrote a malformed packet");
        }
        if (isReserved(view.source()) || mayEnter(view)) {
            machine.send(frame, 0, length);
        }
    }

    private boolean mayEnter(Packet packet) {
        long now = fabric.clock().getAsLong();
        return machine.filter().check(Direction.INGRESS, packet, null, machine.subnet().acl(), now)
                == Verdict.ACCEPTED;
    }

    /** Answers a DHCP message, if it is one. */
    void dhcp(Packet packet) {
        byte[] answer = DhcpServer.answer(packet, machine);
        if (answer != null) {
            machine.send(answer, 0, answer.length);
        }
    }

    @Override
    public void close() {
        stack.close();
    }

    /** Called under the stack's output lock, which guards the view. */
    private final class Output implements SegmentOutput {
        private final Packet view = new Packet();

        @Override
        public void segment(byte[] frame, int length) {
            sendThroughFilter(view, frame, length);
        }

        @Override
        public void flush() {
            machine.flush();
        }
    }
}
