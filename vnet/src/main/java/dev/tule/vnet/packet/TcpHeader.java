package dev.tule.vnet.packet;

/**
 * The TCP header: <a href="https://www.rfc-editor.org/rfc/rfc9293#section-3.1">RFC 9293, 3.1</a>.
 * Positions are those of the header's first byte.
 */
public final class TcpHeader {
    public static final int HEADER_BYTES = 20;
    public static final int FIN = 1;
    public static final int SYN = 2;
    public static final int RST = 4;
    public static final int PSH = 8;
    public static final int ACK = 16;

    private TcpHeader() {}

    public static int sequence(byte[] bytes, int header) {
        return Bytes.i32(bytes, header + 4);
    }

    public static int acknowledgment(byte[] bytes, int header) {
        return Bytes.i32(bytes, header + 8);
    }

    /** Length of the header with its options, in bytes. */
    public static int length(byte[] bytes, int header) {
        return (bytes[header + 12] & 0xf0) >>> 2;
    }

    public static int flags(byte[] bytes, int header) {
        return Bytes.u8(bytes, header + 13);
    }

    /** The window field, unscaled. */
    public static int window(byte[] bytes, int header) {
        return Bytes.u16(bytes, header + 14);
    }
}
