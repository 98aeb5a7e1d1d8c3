package dev.tule.vnet;

import dev.tule.vnet.packet.Arp;
import dev.tule.vnet.packet.Bytes;
import dev.tule.vnet.packet.Checksum;
import dev.tule.vnet.packet.Ethernet;
import dev.tule.vnet.packet.Icmp;
import dev.tule.vnet.packet.Ipv4;
import dev.tule.vnet.packet.Ipv4Address;
import dev.tule.vnet.packet.MacAddress;
import dev.tule.vnet.packet.Packet;
import dev.tule.vnet.packet.TcpHeader;
import dev.tule.vnet.packet.Udp;
import java.util.Arrays;

/** Frames as machines make them, and the short text by which tests tell them apart. */
final class Frames {
    private static final int TRANSPORT = Ethernet.HEADER_BYTES + Ipv4.HEADER_BYTES;

    private Frames() {}

    static int address(String text) {
        return Ipv4Address.of(text).bits();
    }

    static byte[] tcp(String from, int fromPort, String to, int toPort, int flags) {
        return tcp(from, fromPort, to, toPort, flags, 0);
    }

    static byte[] tcp(String from, int fromPort, String to, int toPort, int flags, int payload) {
        int length = TcpHeader.HEADER_BYTES + payload;
        byte[] frame = new byte[TRANSPORT + length];
        Bytes.put16(frame, TRANSPORT, fromPort);
        Bytes.put16(frame, TRANSPORT + 2, toPort);
        Bytes.put8(frame, TRANSPORT + 12, TcpHeader.HEADER_BYTES << 2);
        Bytes.put8(frame, TRANSPORT + 13, flags);
        long pseudo = Checksum.pseudoHeader(address(from), address(to), Ipv4.TCP, length);
        int checksum = Checksum.finish(Checksum.sum(frame, TRANSPORT, length, pseudo));
        Bytes.put16(frame, TRANSPORT + 16, checksum);
        return packet(frame, Ipv4.TCP, from, to, length);
    }

    static byte[] udp(String from, int fromPort, String to, int toPort, int payload) {
        return udp(from, fromPort, to, toPort, new byte[payload]);
    }

    static byte[] udp(String from, int fromPort, String to, int toPort, byte[] payload) {
        byte[] frame = new byte[Udp.PAYLOAD + payload.length];
        System.arraycopy(payload, 0, frame, Udp.PAYLOAD, payload.length);
        Udp.write(frame, address(from), fromPort, address(to), toPort, payload.length);
        Bytes.put16(frame, 12, Ethernet.IPV4);
        return frame;
    }

    static byte[] icmp(String from, String to, int type, int code, int identifier) {
        byte[] frame = new byte[TRANSPORT + Icmp.HEADER_BYTES];
        Bytes.put16(frame, TRANSPORT, (type << 8) | code);
        Bytes.put16(frame, TRANSPORT + 4, identifier);
        Bytes.put16(
                frame,
                TRANSPORT + 2,
                Checksum.finish(Checksum.sum(frame, TRANSPORT, Icmp.HEADER_BYTES, 0)));
        return packet(frame, Ipv4.ICMP, from, to, Icmp.HEADER_BYTES);
    }

    static byte[] echo(String from, String to) {
        return icmp(from, to, Icmp.ECHO, 0, 7);
    }

    static byte[] other(int protocol, String from, String to) {
        return packet(new byte[TRANSPORT + 8], protocol, from, to, 8);
    }

    private static byte[] packet(byte[] frame, int protocol, String from, String to, int length) {
        Ipv4.write(frame, Ethernet.HEADER_BYTES, protocol, address(from), address(to), length);
        Bytes.put16(frame, 12, Ethernet.IPV4);
        return frame;
    }

    static byte[] arp(long mac, String from, String to) {
        byte[] frame = new byte[Arp.FRAME_BYTES];
        Ethernet.write(frame, 0, Ethernet.BROADCAST, mac, Ethernet.ARP);
        Arp.request(frame, 0, mac, address(from), address(to));
        return frame;
    }

    /** The same packet with other fragment bits: flags and offset as the header has them. */
    static byte[] fragment(byte[] whole, int flagsAndOffset) {
        byte[] frame = whole.clone();
        int header = Ethernet.HEADER_BYTES;
        Bytes.put16(frame, header + 4, 77);
        Bytes.put16(frame, header + 6, flagsAndOffset);
        Bytes.put16(frame, header + 10, 0);
        int checksum = Checksum.finish(Checksum.sum(frame, header, Ipv4.HEADER_BYTES, 0));
        Bytes.put16(frame, header + 10, checksum);
        return frame;
    }

    /** As {@code tcp 10.0.0.10:4000 > 10.0.0.11:80 S}. */
    static String text(byte[] frame) {
        Packet packet = new Packet();
        return switch (packet.read(frame, 0, frame.length)) {
            case ARP ->
                    "arp "
                            + new Ipv4Address(Arp.senderAddress(frame, 0))
                            + " is at "
                            + new MacAddress(Bytes.u48(frame, 22));
            case IPV4 -> text(packet);
            case OTHER, MALFORMED -> "?" + Arrays.toString(frame);
        };
    }

    private static String text(Packet packet) {
        String source = new Ipv4Address(packet.source()).toString();
        String destination = new Ipv4Address(packet.destination()).toString();
        String damaged = packet.isFragment() || packet.isIntact() ? "" : " damaged";
        if (packet.isLaterFragment()) {
            return "fragment " + source + " > " + destination;
        }
        return switch (packet.protocol()) {
            case Ipv4.TCP, Ipv4.UDP -> {
                String name = packet.isTcp() ? "tcp " : "udp ";
                String ends =
                        source
                                + ":"
                                + packet.sourcePort()
                                + " > "
                                + destination
                                + ":"
                                + packet.destinationPort();
                yield name + ends + (packet.isTcp() ? flags(packet.tcpFlags()) : "") + damaged;
            }
            case Ipv4.ICMP ->
                    "icmp "
                            + source
                            + " > "
                            + destination
                            + " "
                            + packet.icmpType()
                            + "/"
                            + packet.icmpCode()
                            + damaged;
            default -> packet.protocol() + " " + source + " > " + destination;
        };
    }

    private static String flags(int flags) {
        StringBuilder text = new StringBuilder(" ");
        text.append((flags & TcpHeader.SYN) != 0 ? "S" : "");
        text.append((flags & TcpHeader.ACK) != 0 ? "A" : "");
        text.append((flags & TcpHeader.FIN) != 0 ? "F" : "");
        text.append((flags & TcpHeader.RST) != 0 ? "R" : "");
        return text.toString();
    }
}
