package dev.tule.vnet;

import dev.tule.vnet.packet.Bytes;
import dev.tule.vnet.packet.Ipv4Address;
import dev.tule.vnet.packet.Packet;
import dev.tule.vnet.packet.Udp;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The DHCP server of every interface: offers the address that the interface has, and no other. <a
 * href="https://www.rfc-editor.org/rfc/rfc2131">RFC 2131</a>, options of <a
 * href="https://www.rfc-editor.org/rfc/rfc2132">RFC 2132</a>. It keeps nothing: the interface is
 * the lease.
 */
final class DhcpServer {
    private static final int CLIENT_PORT = 68;
    private static final int SERVER_PORT = 67;
    private static final int FIXED_BYTES = 240;
    private static final int COOKIE = 0x6382_5363;
    private static final int LEASE_SECONDS = 3_600;
    private static final int MOST_BYTES = 1_200;

    // Message types (RFC 2132, 9.6).
    private static final int DISCOVER = 1;
    private static final int OFFER = 2;
    private static final int REQUEST = 3;
    private static final int ACK = 5;
    private static final int NAK = 6;
    private static final int INFORM = 8;

    // Options.
    private static final int SUBNET_MASK = 1;
    private static final int ROUTER = 3;
    private static final int DNS = 6;
    private static final int HOST_NAME = 12;
    private static final int DOMAIN_NAME = 15;
    private static final int INTERFACE_MTU = 26;
    private static final int REQUESTED_ADDRESS = 50;
    private static final int LEASE_TIME = 51;
    private static final int MESSAGE_TYPE = 53;
    private static final int SERVER = 54;
    private static final int END = 255;

    private final NetworkInterface of;
    private final byte[] frame = new byte[MOST_BYTES];
    private int at = Udp.PAYLOAD + FIXED_BYTES;

    private DhcpServer(NetworkInterface of) {
        this.of = of;
    }

    /**
     * The frame that answers a client's message, but for its Ethernet header; null when there is
     * nothing to answer.
     */
    static byte @Nullable [] answer(Packet packet, NetworkInterface of) {
        byte[] bytes = packet.bytes();
        int message = packet.payload();
        int end = packet.payloadEnd();
        if (packet.isFragment()
                || end - message < FIXED_BYTES
                || bytes[message] != 1
                || bytes[message + 1] != 1
                || bytes[message + 2] != 6
                || Bytes.i32(bytes, message + 236) != COOKIE
                || !packet.isIntact()) {
            return null;
        }
        int type = option(bytes, message, end, MESSAGE_TYPE, 1);
        if (type < 0) {
            return null;
        }
        return switch (Bytes.u8(bytes, type)) {
            case DISCOVER -> new DhcpServer(of).write(bytes, message, OFFER);
            case REQUEST ->
                    new DhcpServer(of).write(bytes, message, verdict(bytes, message, end, of));
            case INFORM -> new DhcpServer(of).write(bytes, message, ACK);
            default -> null;
        };
    }

    /** A client may ask for our address, by either field, and for no other (RFC 2131, 4.3.2). */
    private static int verdict(byte[] bytes, int message, int end, NetworkInterface of) {
        int requested = option(bytes, message, end, REQUESTED_ADDRESS, 4);
        int wanted = requested < 0 ? Bytes.i32(bytes, message + 12) : Bytes.i32(bytes, requested);
        return wanted == of.address().bits() ? ACK : NAK;
    }

    /** Where an option's value is, or -1. */
    private static int option(byte[] bytes, int message, int end, int code, int length) {
        int at = message + FIXED_BYTES;
        while (at + 1 < end && Bytes.u8(bytes, at) != END) {
            if (bytes[at] == 0) {
                at++;
                continue;
            }
            int size = Bytes.u8(bytes, at + 1);
            if (at + 2 + size > end) {
                return -1;
            }
            if (Bytes.u8(bytes, at) == code && size >= length) {
                return at + 2;
            }
            at += 2 + size;
        }
        return -1;
    }

    private byte[] write(byte[] request, int message, int type) {
        int address = of.address().bits();
        int router = of.subnet().router().bits();
        int reply = Udp.PAYLOAD;
        Bytes.put32(frame, reply, 0x0201_0600);
        // Transaction, then hop count and flags; the client's own address stays as it said.
        System.arraycopy(request, message + 4, frame, reply + 4, 4);
        System.arraycopy(request, message + 10, frame, reply + 10, 6);
        System.arraycopy(request, message + 28, frame, reply + 28, 16);
        Bytes.put32(frame, reply + 236, COOKIE);
        put(MESSAGE_TYPE, (byte) type);
        putAddress(SERVER, router);
        if (type != NAK) {
            Bytes.put32(frame, reply + 16, address);
            Bytes.put32(frame, reply + 20, router);
            putAddress(LEASE_TIME, LEASE_SECONDS);
            putAddress(SUBNET_MASK, of.subnet().range().mask());
            putAddress(ROUTER, router);
            putAddresses(DNS, nameServers());
            putText(HOST_NAME, of.config().hostName());
            putText(DOMAIN_NAME, of.config().domainName());
            int mtu = of.config().mtu();
            put(INTERFACE_MTU, (byte) (mtu >>> 8), (byte) mtu);
        }
        frame[at++] = (byte) END;
        int length = Udp.write(frame, router, SERVER_PORT, -1, CLIENT_PORT, at - Udp.PAYLOAD);
        return Arrays.copyOf(frame, length);
    }

    private void put(int code, byte... value) {
        frame[at++] = (byte) code;
        frame[at++] = (byte) value.length;
        System.arraycopy(value, 0, frame, at, value.length);
        at += value.length;
    }

    private List<Ipv4Address> nameServers() {
        List<Ipv4Address> own = of.config().nameServers();
        return own.isEmpty() ? List.of(of.vpc().resolver()) : own;
    }

    private void putAddresses(int code, List<Ipv4Address> values) {
        byte[] bytes = new byte[4 * values.size()];
        for (int i = 0; i < values.size(); i++) {
            Bytes.put32(bytes, 4 * i, values.get(i).bits());
        }
        put(code, bytes);
    }

    private void putAddress(int code, int value) {
        byte[] bytes = new byte[4];
        Bytes.put32(bytes, 0, value);
        put(code, bytes);
    }

    private void putText(int code, String text) {
        if (!text.isEmpty()) {
            put(code, text.getBytes(StandardCharsets.US_ASCII));
        }
    }
}
