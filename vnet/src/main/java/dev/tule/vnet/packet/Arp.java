package dev.tule.vnet.packet;

/** ARP for IPv4 over Ethernet: <a href="https://www.rfc-editor.org/rfc/rfc826">RFC 826</a>. */
public final class Arp {
    /** Length of a frame that holds one message. */
    public static final int FRAME_BYTES = Ethernet.HEADER_BYTES + 28;

    private static final int REQUEST = 1;
    private static final int REPLY = 2;
    private static final long ETHERNET_IPV4 = 0x0001_0800_0604L;

    private Arp() {}

    public static boolean isRequest(byte[] bytes, int frame, int length) {
        return length >= FRAME_BYTES
                && Bytes.u48(bytes, frame + 14) == ETHERNET_IPV4
                && Bytes.u16(bytes, frame + 20) == REQUEST;
    }

    public static int senderAddress(byte[] bytes, int frame) {
        return Bytes.i32(bytes, frame + 28);
    }

    public static int targetAddress(byte[] bytes, int frame) {
        return Bytes.i32(bytes, frame + 38);
    }

    /** Turns the request in place into the reply that the address asked for is at {@code owner}. */
    public static void answer(byte[] bytes, int frame, long owner) {
        long asker = Bytes.u48(bytes, frame + 22);
        int askerAddress = senderAddress(bytes, frame);
        int target = targetAddress(bytes, frame);
        Ethernet.readdress(bytes, frame, asker, owner);
        write(bytes, frame, REPLY, owner, target, asker, askerAddress);
    }

    /** Writes a request, without its Ethernet header. */
    public static void request(byte[] bytes, int frame, long sender, int address, int target) {
        write(bytes, frame, REQUEST, sender, address, 0, target);
    }

    private static void write(
            byte[] bytes,
            int frame,
            int operation,
            long sender,
            int senderAddress,
            long target,
            int targetAddress) {
        Bytes.put48(bytes, frame + 14, ETHERNET_IPV4);
        Bytes.put16(bytes, frame + 20, operation);
        Bytes.put48(bytes, frame + 22, sender);
        Bytes.put32(bytes, frame + 28, senderAddress);
        Bytes.put48(bytes, frame + 32, target);
        Bytes.put32(bytes, frame + 38, targetAddress);
    }
}
