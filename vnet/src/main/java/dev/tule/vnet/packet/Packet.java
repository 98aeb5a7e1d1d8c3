package dev.tule.vnet.packet;

/**
 * A view of one frame: what {@link #read} found in it. Made once and moved from frame to frame, so
 * that forwarding allocates nothing. Confined to its owner; a view is good until the next read or
 * until the array is changed under it.
 *
 * <p>A packet that is a fragment other than the first has no ports: they are 0.
 */
public final class Packet {
    /** What a frame is. */
    public enum Kind {
        IPV4,
        ARP,
        /** A type of frame that isn't carried: IPv6, LLDP and so on. */
        OTHER,
        /** Too short, or a length or checksum that can't be. */
        MALFORMED
    }

    private byte[] bytes = new byte[0];
    private int start;
    private int length;
    private int transport;
    private int end;
    private int protocol;
    private int source;
    private int destination;
    private int fragment;
    private int sourcePort;
    private int destinationPort;

    /** Moves the view to a frame. */
    public Kind read(byte[] frame, int from, int frameLength) {
        bytes = frame;
        start = from;
        length = frameLength;
        if (frameLength < Ethernet.HEADER_BYTES) {
            return Kind.MALFORMED;
        }
        return switch (Ethernet.type(frame, from)) {
            case Ethernet.IPV4 -> readNetwork();
            case Ethernet.ARP -> Kind.ARP;
            default -> Kind.OTHER;
        };
    }

    private Kind readNetwork() {
        int header = network();
        int available = length - Ethernet.HEADER_BYTES;
        if (available < Ipv4.HEADER_BYTES) {
            return Kind.MALFORMED;
        }
        int versionAndLength = Bytes.u8(bytes, header);
        int headerLength = (versionAndLength & 15) * 4;
        int total = Bytes.u16(bytes, header + 2);
        if (versionAndLength >>> 4 != 4
                || headerLength < Ipv4.HEADER_BYTES
                || total < headerLength
                || total > available
                || Checksum.finish(Checksum.sum(bytes, header, headerLength, 0)) != 0) {
            return Kind.MALFORMED;
        }
        transport = header + headerLength;
        end = header + total;
        fragment = Bytes.u16(bytes, header + 6);
        protocol = Bytes.u8(bytes, header + 9);
        source = Bytes.i32(bytes, header + 12);
        destination = Bytes.i32(bytes, header + 16);
        sourcePort = 0;
        destinationPort = 0;
        return isLaterFragment() || readTransport() ? Kind.IPV4 : Kind.MALFORMED;
    }

    private boolean readTransport() {
        int available = end - transport;
        switch (protocol) {
            case Ipv4.TCP -> {
                if (available < TcpHeader.HEADER_BYTES
                        || TcpHeader.length(bytes, transport) < TcpHeader.HEADER_BYTES
                        || TcpHeader.length(bytes, transport) > available) {
                    return false;
                }
                readPorts();
            }
            case Ipv4.UDP -> {
                if (available < Udp.HEADER_BYTES
                        || Bytes.u16(bytes, transport + 4) < Udp.HEADER_BYTES
                        || (!isFragment() && Bytes.u16(bytes, transport + 4) > available)) {
                    return false;
                }
                readPorts();
            }
            case Ipv4.ICMP -> {
                if (available < Icmp.HEADER_BYTES) {
                    return false;
                }
                if (icmpType() == Icmp.ECHO || icmpType() == Icmp.ECHO_REPLY) {
                    sourcePort = Bytes.u16(bytes, transport + 4);
                    destinationPort = sourcePort;
                }
            }
            default -> {}
        }
        return true;
    }

    private void readPorts() {
        sourcePort = Bytes.u16(bytes, transport);
        destinationPort = Bytes.u16(bytes, transport + 2);
    }

    /** The array that holds the frame, among others perhaps. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where the frame begins. */
    public int start() {
        return start;
    }

    /** The frame's length, with padding behind the packet. */
    public int length() {
        return length;
    }

    /** Where the IPv4 header begins. */
    public int network() {
        return start + Ethernet.HEADER_BYTES;
    }

    /** Where what the IPv4 packet carries begins. */
    public int transport() {
        return transport;
    }

    /** Where the packet ends. */
    public int end() {
        return end;
    }

    /** Length of the IPv4 packet with its header. */
    public int packetLength() {
        return end - network();
    }

    public int protocol() {
        return protocol;
    }

    public int source() {
        return source;
    }

    public int destination() {
        return destination;
    }

    /** The port of TCP or UDP, the identifier of an ICMP echo or its reply, else 0. */
    public int sourcePort() {
        return sourcePort;
    }

    /** As {@link #sourcePort}. */
    public int destinationPort() {
        return destinationPort;
    }

    public boolean isFragment() {
        return (fragment & 0x3fff) != 0;
    }

    /** Whether this is a fragment that lacks the beginning. */
    public boolean isLaterFragment() {
        return (fragment & 0x1fff) != 0;
    }

    /** Where in the whole packet's payload this fragment's lies, in bytes. */
    public int fragmentOffset() {
        return (fragment & 0x1fff) * 8;
    }

    public boolean mayFragment() {
        return (fragment & 0x4000) == 0;
    }

    /** Tells fragments of one packet from those of another. */
    public int identification() {
        return Bytes.u16(bytes, network() + 4);
    }

    public boolean isTcp() {
        return protocol == Ipv4.TCP;
    }

    public boolean isUdp() {
        return protocol == Ipv4.UDP;
    }

    public boolean isIcmp() {
        return protocol == Ipv4.ICMP;
    }

    public int icmpType() {
        return Bytes.u8(bytes, transport);
    }

    public int icmpCode() {
        return Bytes.u8(bytes, transport + 1);
    }

    public int tcpFlags() {
        return TcpHeader.flags(bytes, transport);
    }

    /** Where TCP's or UDP's payload begins. */
    public int payload() {
        return transport + (isTcp() ? TcpHeader.length(bytes, transport) : Udp.HEADER_BYTES);
    }

    /** Where the payload ends, which for UDP may be before the packet does. */
    public int payloadEnd() {
        return isUdp() ? transport + Bytes.u16(bytes, transport + 4) : end;
    }

    /**
     * Whether the checksum over the transport header and payload is right. A packet that passes
     * through is not asked; a packet that ends here is.
     */
    public boolean isIntact() {
        int size = payloadEnd() - transport;
        return switch (protocol) {
            case Ipv4.ICMP -> Checksum.finish(Checksum.sum(bytes, transport, size, 0)) == 0;
            case Ipv4.TCP -> pseudoSumIsRight(size);
            case Ipv4.UDP -> Bytes.u16(bytes, transport + 6) == 0 || pseudoSumIsRight(size);
            default -> true;
        };
    }

    private boolean pseudoSumIsRight(int size) {
        long pseudo = Checksum.pseudoHeader(source, destination, protocol, size);
        return Checksum.finish(Checksum.sum(bytes, transport, size, pseudo)) == 0;
    }

    /** Writes another source into the packet and corrects its checksums. */
    public void rewriteSource(int address) {
        rewrite(network() + 12, source, address);
        source = address;
    }

    /** Writes another destination into the packet and corrects its checksums. */
    public void rewriteDestination(int address) {
        rewrite(network() + 16, destination, address);
        destination = address;
    }

    private void rewrite(int at, int before, int after) {
        Bytes.put32(bytes, at, after);
        correct(network() + 10, before, after);
        if (isLaterFragment()) {
            return;
        }
        if (isTcp()) {
            correct(transport + 16, before, after);
        } else if (isUdp() && Bytes.u16(bytes, transport + 6) != 0) {
            correct(transport + 6, before, after);
            if (Bytes.u16(bytes, transport + 6) == 0) {
                Bytes.put16(bytes, transport + 6, 0xffff);
            }
        }
    }

    private void correct(int at, int before, int after) {
        Bytes.put16(bytes, at, Checksum.update(Bytes.u16(bytes, at), before, after));
    }
}
