package dev.tule.vnet.packet;

/**
 * The IPv4 header: <a href="https://www.rfc-editor.org/rfc/rfc791#section-3.1">RFC 791, 3.1</a>.
 * Positions are those of the header's first byte.
 */
public final class Ipv4 {
    public static final int HEADER_BYTES = 20;
    public static final int ICMP = 1;
    public static final int TCP = 6;
    public static final int UDP = 17;

    private static final int DONT_FRAGMENT = 0x4000;

    /** What packets have that nobody wants kept near. */
    public static final int TIME_TO_LIVE = 64;

    private Ipv4() {}

    /** Writes a header without options for one whole packet, with its checksum. */
    public static void write(
            byte[] bytes, int header, int protocol, int source, int destination, int payload) {
        write(bytes, header, protocol, source, destination, payload, TIME_TO_LIVE);
    }

    /** The same for a packet that lives over so many hops, 1 to 255. */
    public static void write(
            byte[] bytes,
            int header,
            int protocol,
            int source,
            int destination,
            int payload,
            int timeToLive) {
        Bytes.put16(bytes, header, 0x4500);
        Bytes.put16(bytes, header + 2, HEADER_BYTES + payload);
        // Never fragmented, so the identification means nothing (RFC 6864, 4.1).
        Bytes.put32(bytes, header + 4, DONT_FRAGMENT);
        Bytes.put16(bytes, header + 8, (timeToLive << 8) | protocol);
        Bytes.put16(bytes, header + 10, 0);
        Bytes.put32(bytes, header + 12, source);
        Bytes.put32(bytes, header + 16, destination);
        int checksum = Checksum.finish(Checksum.sum(bytes, header, HEADER_BYTES, 0));
        Bytes.put16(bytes, header + 10, checksum);
    }
}
