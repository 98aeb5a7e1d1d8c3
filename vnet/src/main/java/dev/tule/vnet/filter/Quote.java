package dev.tule.vnet.filter;

import dev.tule.vnet.packet.Bytes;
import dev.tule.vnet.packet.Icmp;
import dev.tule.vnet.packet.Ipv4;
import dev.tule.vnet.packet.Packet;
import org.jspecify.annotations.Nullable;

/** The packet that an ICMP error quotes. */
record Quote(int protocol, int source, int sourcePort, int destination, int destinationPort) {
    /** Null when the quotation is too short to say. */
    static @Nullable Quote of(Packet error) {
        byte[] bytes = error.bytes();
        int header = error.transport() + Icmp.HEADER_BYTES;
        if (error.end() - header < Ipv4.HEADER_BYTES) {
            return null;
        }
        int length = (Bytes.u8(bytes, header) & 15) * 4;
        int at = header + length;
        if (length < Ipv4.HEADER_BYTES || error.end() - at < Icmp.HEADER_BYTES) {
            return null;
        }
        int protocol = Bytes.u8(bytes, header + 9);
        int source = Bytes.i32(bytes, header + 12);
        int destination = Bytes.i32(bytes, header + 16);
        return switch (protocol) {
            case Ipv4.TCP, Ipv4.UDP ->
                    new Quote(
                            protocol,
                            source,
                            Bytes.u16(bytes, at),
                            destination,
                            Bytes.u16(bytes, at + 2));
            case Ipv4.ICMP -> {
                int identifier = Bytes.u16(bytes, at + 4);
                yield new Quote(protocol, source, identifier, destination, identifier);
            }
            default -> new Quote(protocol, source, 0, destination, 0);
        };
    }
}
