package dev.tule.vnet.packet;

/** ICMP: <a href="https://www.rfc-editor.org/rfc/rfc792">RFC 792</a>. */
public final class Icmp {
    public static final int HEADER_BYTES = 8;
    public static final int ECHO_REPLY = 0;
    public static final int UNREACHABLE = 3;
    public static final int ECHO = 8;
    public static final int TIME_EXCEEDED = 11;
    public static final int PARAMETER_PROBLEM = 12;

    /** Codes of {@link #UNREACHABLE}. */
    public static final int HOST = 1;

    public static final int PORT = 3;
    public static final int FRAGMENTATION_NEEDED = 4;
    public static final int PROHIBITED = 13;

    private static final int MESSAGE = Ethernet.HEADER_BYTES + Ipv4.HEADER_BYTES;

    /** How much of the packet complained about is sent back, beyond its IPv4 header. */
    private static final int QUOTED_BYTES = 8;

    /** A frame that {@link #unreachable} makes is no longer than this. */
    public static final int MOST_ERROR_BYTES = MESSAGE + HEADER_BYTES + 60 + QUOTED_BYTES;

    private Icmp() {}

    /** Whether a message of this type complains about a packet, and quotes it. */
    public static boolean isError(int type) {
        return type == UNREACHABLE || type == TIME_EXCEEDED || type == PARAMETER_PROBLEM;
    }

    /** Turns an echo request in place into its reply; the Ethernet addresses are left. */
    public static void answer(Packet echo) {
        byte[] bytes = echo.bytes();
        int header = echo.network();
        Bytes.put32(bytes, header + 12, echo.destination());
        Bytes.put32(bytes, header + 16, echo.source());
        int at = echo.transport();
        int checksum = Bytes.u16(bytes, at + 2);
        int word = Bytes.u16(bytes, at);
        Bytes.put8(bytes, at, ECHO_REPLY);
        Bytes.put16(bytes, at + 2, Checksum.update(checksum, word, word & 0xff));
    }

    /**
     * Writes a frame, but for its Ethernet header, that tells a packet's sender that it could not
     * be delivered.
     *
     * @param mtu with {@link #FRAGMENTATION_NEEDED}, what would pass (<a
     *     href="https://www.rfc-editor.org/rfc/rfc1191#section-4">RFC 1191, 4</a>); else 0
     * @return the frame's length
     */
    public static int unreachable(byte[] frame, Packet about, int from, int code, int mtu) {
        int quoted = Math.min(about.end(), about.transport() + QUOTED_BYTES) - about.network();
        int at = MESSAGE;
        Bytes.put16(frame, at, (UNREACHABLE << 8) | code);
        Bytes.put16(frame, at + 2, 0);
        Bytes.put32(frame, at + 4, mtu);
        System.arraycopy(about.bytes(), about.network(), frame, at + HEADER_BYTES, quoted);
        int length = HEADER_BYTES + quoted;
        Bytes.put16(frame, at + 2, Checksum.finish(Checksum.sum(frame, at, length, 0)));
        Ipv4.write(frame, Ethernet.HEADER_BYTES, Ipv4.ICMP, from, about.source(), length);
        return MESSAGE + length;
    }
}
