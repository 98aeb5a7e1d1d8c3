package dev.tule.vnet.packet;

/** UDP: <a href="https://www.rfc-editor.org/rfc/rfc768">RFC 768</a>. */
public final class Udp {
    public static final int HEADER_BYTES = 8;

    /** Where the payload begins in a frame that {@link #write} makes. */
    public static final int PAYLOAD = Ethernet.HEADER_BYTES + Ipv4.HEADER_BYTES + HEADER_BYTES;

    private Udp() {}

    /**
     * Writes the IPv4 and UDP headers before a payload that lies at {@link #PAYLOAD} already.
     *
     * @return the frame's length
     */
    public static int write(
            byte[] frame,
            int source,
            int sourcePort,
            int destination,
            int destinationPort,
            int payload) {
        int at = PAYLOAD - HEADER_BYTES;
        int length = HEADER_BYTES + payload;
        Ipv4.write(frame, Ethernet.HEADER_BYTES, Ipv4.UDP, source, destination, length);
        Bytes.put16(frame, at, sourcePort);
        Bytes.put16(frame, at + 2, destinationPort);
        Bytes.put16(frame, at + 4, length);
        Bytes.put16(frame, at + 6, 0);
        long pseudo = Checksum.pseudoHeader(source, destination, Ipv4.UDP, length);
        int checksum = Checksum.finish(Checksum.sum(frame, at, length, pseudo));
        Bytes.put16(frame, at + 6, checksum == 0 ? 0xffff : checksum);
        return PAYLOAD + payload;
    }
}
