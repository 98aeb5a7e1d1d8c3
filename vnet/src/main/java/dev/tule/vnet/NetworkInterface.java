package dev.tule.vnet;

import dev.tule.vnet.filter.Conversation;
import dev.tule.vnet.filter.Direction;
import dev.tule.vnet.filter.InterfaceFilter;
import dev.tule.vnet.filter.NetworkAcl;
import dev.tule.vnet.filter.SecurityGroup;
import dev.tule.vnet.filter.Verdict;
import dev.tule.vnet.link.FrameReceiver;
import dev.tule.vnet.link.Link;
import dev.tule.vnet.packet.Arp;
import dev.tule.vnet.packet.Ethernet;
import dev.tule.vnet.packet.Icmp;
import dev.tule.vnet.packet.Ipv4;
import dev.tule.vnet.packet.Ipv4Address;
import dev.tule.vnet.packet.Packet;
import dev.tule.vnet.tcp.TcpConnection;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An elastic network interface: a machine's link into a VPC. What comes out of the link goes, on
 * the link's thread, through the interface's filter and along its subnet's routes to the filter and
 * the link of another interface, to a service of the router, or to the gateway. Safe for use by
 * many threads.
 */
public final class NetworkInterface implements AutoCloseable {
    private static final int DHCP_SERVER = 67;
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(10);

    private final Vpc vpc;
    private final Fabric fabric;
    private final InterfaceConfig config;
    private final Link link;

    /** Private ones, the primary first; replaced whole. */
    private volatile int[] addresses;

    private final InterfaceFilter filter;
    private final RouterPort router;
    private final long routerMac;
    private final DropCounters drops = new DropCounters();
    private volatile boolean sourceDestCheck;

    /**
     * The machine's hardware address: the configured one until a frame shows another. A machine
     * resumed from another's memory image has that one's, and on a link of its own it doesn't
     * matter.
     */
    private volatile long machineMac;

    NetworkInterface(Vpc vpc, InterfaceConfig config, Link link) {
        this.vpc = vpc;
        this.fabric = vpc.fabric();
        this.config = config;
        this.link = link;
        this.addresses = bits(config.addresses());
        this.machineMac = config.mac().bits();
        this.routerMac = fabric.config().router().bits();
        this.sourceDestCheck = config.sourceDestCheck();
        this.filter = fabric.newFilter(config.id(), vpc.epoch());
        filter.replaceGroups(config.groups());
        this.router = new RouterPort(this, fabric);
    }

    void open() {
        link.open(new Arrivals());
    }

    public String id() {
        return config.id();
    }

    public Vpc vpc() {
        return vpc;
    }

    public Subnet subnet() {
        return config.subnet();
    }

    public InterfaceConfig config() {
        return config;
    }

    private static int[] bits(List<Ipv4Address> addresses) {
        return addresses.stream().mapToInt(Ipv4Address::bits).toArray();
    }

    /** The primary private address. */
    public Ipv4Address address() {
        return config.addresses().getFirst();
    }

    /** The private addresses that it has now, the primary first. */
    public List<Ipv4Address> addresses() {
        return Arrays.stream(addresses).mapToObj(Ipv4Address::new).toList();
    }

    /**
     * Gives the interface these addresses in place of those that it had.
     *
     * @param changed the primary first, which can't change
     * @throws IllegalArgumentException when one is another interface's, reserved, or not within the
     *     subnet; then nothing has changed
     */
    public void replaceAddresses(List<Ipv4Address> changed) {
        config.checkAddresses(changed);
        if (!changed.getFirst().equals(address())) {
            throw new IllegalArgumentException("the primary address of " + id() + " can't change");
        }
        vpc.replaceAddresses(this, changed);
        addresses = bits(changed);
    }

    public List<SecurityGroup> groups() {
        return filter.groups();
    }

    /** Puts the interface into these groups, and takes it out of all others. */
    public void replaceGroups(List<SecurityGroup> changed) {
        filter.replaceGroups(changed);
    }

    public void replaceSourceDestCheck(boolean check) {
        sourceDestCheck = check;
    }

    boolean has(int address) {
        for (int own : addresses) {
            if (own == address) {
                return true;
            }
        }
        return false;
    }

    InterfaceFilter filter() {
        return filter;
    }

    /** As {@link #connect(Ipv4Address, int, Ipv4Address, int)}, to the primary address. */
    public TcpConnection connect(Ipv4Address peer, int peerPort, int port) throws IOException {
        return connect(peer, peerPort, address(), port);
    }

    /**
     * Connects to the machine from outside the VPC, as its peer would: for published ports. The
     * security groups and the network ACL are asked with the peer's own address. The machine sees
     * that address as well, but for those that would mean something else to it (this host's
     * loopback, the VPC's own): then it sees its router's.
     *
     * @param to which of the interface's private addresses
     * @throws IOException when groups or ACLs don't allow it, or the machine doesn't accept it
     *     within ten seconds
     */
    public TcpConnection connect(Ipv4Address peer, int peerPort, Ipv4Address to, int port)
            throws IOException {
        if (!has(to.bits())) {
            throw new IOException(to + " is no address of " + id());
        }
        TcpConnection prepared = router.prepare(shownAs(peer), to.bits(), port);
        Conversation packets =
                new Conversation(Ipv4.TCP, to.bits(), port, prepared.local(), prepared.localPort());
        Verdict verdict =
                filter.admit(packets, peer.bits(), subnet().acl(), fabric.clock().getAsLong());
        if (verdict != Verdict.ACCEPTED) {
            prepared.reset();
            throw new IOException(
                    "no connection from " + peer + ":" + peerPort + " to " + id() + ": " + verdict);
        }
        router.start(prepared);
        prepared.awaitEstablished(CONNECT_TIMEOUT);
        return prepared;
    }

    private int shownAs(Ipv4Address peer) {
        boolean ambiguous =
                peer.toInetAddress().isLoopbackAddress()
                        || peer.toInetAddress().isLinkLocalAddress()
                        || peer.toInetAddress().isAnyLocalAddress()
                        || vpc.range().contains(peer);
        return ambiguous ? subnet().router().bits() : peer.bits();
    }

    /** By which address this interface is seen at a public one: its own, or its NAT gateway's. */
    public Ipv4Address natAddress(Ipv4Address destination) {
        return subnet().routeTable().lookup(destination.bits())
                        instanceof Route.NatGateway(var _, var publicAddress)
                ? publicAddress
                : address();
    }

    /**
     * Answers an echo request of the machine's to an address outside.
     *
     * @param frame the request's frame, which becomes the answer's
     */
    public void answerEcho(byte[] frame) {
        Packet packet = new Packet();
        if (packet.read(frame, 0, frame.length) == Packet.Kind.IPV4 && packet.isIcmp()) {
            Icmp.answer(packet);
            router.sendThroughFilter(packet, frame, frame.length);
            flush();
        }
    }

    public InterfaceStatistics statistics() {
        return new InterfaceStatistics(
                link.statistics(),
                filter.statistics(),
                router.statistics(),
                drops.malformed.get(),
                drops.unsupported.get(),
                drops.spoofed.get(),
                drops.unroutable.get(),
                drops.rejected.get(),
                drops.tooBig.get());
    }

    /** Takes the interface out of its VPC, and closes its link. */
    @Override
    public void close() {
        vpc.unplug(this);
        router.close();
        link.close();
        fabric.flush(this);
    }

    // ---- Towards the machine.

    /**
     * Sends a frame whose Ethernet header is to be written, without asking the filter: what the
     * router itself has to say.
     */
    boolean send(byte[] frame, int from, int length) {
        Ethernet.write(frame, from, machineMac, routerMac, Ethernet.IPV4);
        return link.send(frame, from, length);
    }

    /** Writes the Ethernet header of a frame for the machine. */
    void writeHeader(byte[] frame) {
        Ethernet.write(frame, 0, machineMac, routerMac, Ethernet.IPV4);
    }

    void flush() {
        link.flush();
    }

    /**
     * Sends a packet that has come from elsewhere, if the filter lets it in.
     *
     * @param sender the interface that it came from, where that is one of this VPC's
     */
    boolean deliver(Packet packet, @Nullable NetworkInterface sender) {
        if (sourceDestCheck && !has(packet.destination())) {
            drops.spoofed.incrementAndGet();
            return false;
        }
        NetworkAcl acl = sender != null && sender.subnet().equals(subnet()) ? null : subnet().acl();
        InterfaceFilter peer = sender == null ? null : sender.filter;
        long now = fabric.clock().getAsLong();
        if (filter.check(Direction.INGRESS, packet, peer, acl, now) != Verdict.ACCEPTED) {
            drops.rejected.incrementAndGet();
            return false;
        }
        return send(packet.bytes(), packet.start(), packet.end() - packet.start());
    }

    // ---- From the machine. All of this runs on the link's thread.

    private final class Arrivals implements FrameReceiver {
        private final Packet packet = new Packet();
        private final byte[] error = new byte[Icmp.MOST_ERROR_BYTES];

        /** Links to which something was sent in this batch. */
        private final List<NetworkInterface> touched = new ArrayList<>();

        @Override
        public void frame(byte[] bytes, int from, int length) {
            switch (packet.read(bytes, from, length)) {
                case IPV4 -> {
                    learn(bytes, from);
                    route();
                }
                case ARP -> {
                    learn(bytes, from);
                    answerArp(bytes, from, length);
                }
                case OTHER -> drops.unsupported.incrementAndGet();
                case MALFORMED -> drops.malformed.incrementAndGet();
            }
        }

        @Override
        public void endOfBatch() {
            router.endOfBatch();
            for (int i = 0; i < touched.size(); i++) {
                touched.get(i).flush();
            }
            touched.clear();
            flush();
        }

        private void learn(byte[] bytes, int from) {
            long source = Ethernet.source(bytes, from);
            if (source != machineMac && !Ethernet.isGroup(source)) {
                machineMac = source;
            }
        }

        /**
         * Every address but the machine's own is at the router; whoever only probes hears nothing.
         */
        private void answerArp(byte[] bytes, int from, int length) {
            if (!Arp.isRequest(bytes, from, length)) {
                return;
            }
            int sender = Arp.senderAddress(bytes, from);
            int target = Arp.targetAddress(bytes, from);
            if (sender != 0 && sender != target && !has(target)) {
                Arp.answer(bytes, from, routerMac);
                link.send(bytes, from, Arp.FRAME_BYTES);
            }
        }

        private void route() {
            if (packet.isUdp() && packet.destinationPort() == DHCP_SERVER) {
                router.dhcp(packet);
                return;
            }
            if (sourceDestCheck && !has(packet.source())) {
                drops.spoofed.incrementAndGet();
                return;
            }
            int destination = packet.destination();
            if (destination >>> 28 >= 14 || destination >>> 24 == 127 || destination >>> 24 == 0) {
                drops.unsupported.incrementAndGet();
            } else if (router.isReserved(destination)) {
                router.receive(packet);
            } else if (destination == subnet().router().bits()) {
                if (mayLeave(null)) {
                    router.receive(packet);
                }
            } else {
                follow(subnet().routeTable().lookup(destination));
            }
        }

        private void follow(Route.@Nullable Target target) {
            switch (target) {
                case Route.Local() -> {
                    NetworkInterface peer = vpc.find(packet.destination());
                    if (peer == null) {
                        unreachable();
                    } else if (mayLeave(peer)) {
                        forward(peer, NetworkInterface.this);
                    }
                }
                case Route.ToInterface(var appliance) -> {
                    if (mayLeave(null)) {
                        forward(appliance, NetworkInterface.this);
                    }
                }
                case Route.InternetGateway(var _) -> {
                    Ipv4Address source = new Ipv4Address(packet.source());
                    ElasticAddresses elastic = fabric.elasticAddresses();
                    leave(elastic.publicAddress(NetworkInterface.this, source), true);
                }
                case Route.NatGateway(var _, var publicAddress) -> leave(publicAddress, false);
                case Route.Blackhole() -> drops.unroutable.incrementAndGet();
                case null -> {
                    if (router.knows(packet) && mayLeave(null)) {
                        router.receive(packet);
                    } else {
                        drops.unroutable.incrementAndGet();
                    }
                }
            }
        }

        private boolean mayLeave(@Nullable NetworkInterface peer) {
            boolean stays = peer != null && peer.subnet().equals(subnet());
            NetworkAcl acl = stays ? null : subnet().acl();
            InterfaceFilter other = peer == null ? null : peer.filter;
            long now = fabric.clock().getAsLong();
            if (filter.check(Direction.EGRESS, packet, other, acl, now) == Verdict.ACCEPTED) {
                return true;
            }
            drops.rejected.incrementAndGet();
            return false;
        }

        /**
         * Sends a packet towards the outside.
         *
         * @param publicAddress by which this interface is known there, if it is
         * @param alone whether that address stands for nobody else
         */
        private void leave(@Nullable Ipv4Address publicAddress, boolean alone) {
            boolean known = router.knows(packet);
            if (publicAddress == null && !known) {
                drops.unroutable.incrementAndGet();
                return;
            }
            if (!mayLeave(null)) {
                return;
            }
            // Behind a NAT gateway the connection ends at the router, and another leads on.
            ElasticAddresses.Association elastic =
                    known || !alone
                            ? null
                            : fabric.elasticAddresses().find(new Ipv4Address(packet.destination()));
            if (publicAddress == null || elastic == null) {
                router.receive(packet);
                return;
            }
            packet.rewriteSource(publicAddress.bits());
            packet.rewriteDestination(elastic.privateAddress().bits());
            forward(elastic.to(), null);
        }

        private void forward(NetworkInterface to, @Nullable NetworkInterface sender) {
            if (packet.packetLength() > to.config.mtu()) {
                drops.tooBig.incrementAndGet();
                if (!packet.mayFragment()) {
                    tell(Icmp.FRAGMENTATION_NEEDED, to.config.mtu());
                }
                return;
            }
            if (to.deliver(packet, sender) && !touched.contains(to)) {
                touched.add(to);
            }
        }

        private void unreachable() {
            drops.unroutable.incrementAndGet();
            tell(Icmp.HOST, 0);
        }

        /** Complains to the machine about its packet; never about a complaint (RFC 1122, 3.2.2). */
        private void tell(int code, int mtu) {
            boolean complaint = packet.isIcmp() && Icmp.isError(packet.icmpType());
            if (!complaint && !packet.isLaterFragment()) {
                int from = subnet().router().bits();
                int length = Icmp.unreachable(error, packet, from, code, mtu);
                send(error, 0, length);
            }
        }
    }

    @Override
    public String toString() {
        return id();
    }
}
