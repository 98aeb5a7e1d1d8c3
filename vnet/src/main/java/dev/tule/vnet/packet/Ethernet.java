package dev.tule.vnet.packet;

/** The Ethernet II header: destination, source, type. */
public final class Ethernet {
    public static final int HEADER_BYTES = 14;
    public static final int IPV4 = 0x0800;
    public static final int ARP = 0x0806;
    public static final long BROADCAST = 0xffff_ffff_ffffL;

    private Ethernet() {}

    public static long source(byte[] bytes, int frame) {
        return Bytes.u48(bytes, frame + 6);
    }

    public static int type(byte[] bytes, int frame) {
        return Bytes.u16(bytes, frame + 12);
    }

    public static boolean isGroup(long address) {
        return (address >>> 40 & 1) != 0;
    }

    /** Writes the addresses, and leaves the type. */
    public static void readdress(byte[] bytes, int frame, long destination, long source) {
        Bytes.put48(bytes, frame, destination);
        Bytes.put48(bytes, frame + 6, source);
    }

    public static void write(byte[] bytes, int frame, long destination, long source, int type) {
        readdress(bytes, frame, destination, source);
        Bytes.put16(bytes, frame + 12, type);
    }
}
