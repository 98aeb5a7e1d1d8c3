package dev.tule.vnet.packet;

/**
 * The Internet checksum: <a href="https://www.rfc-editor.org/rfc/rfc1071">RFC 1071</a>, with its
 * incremental form, <a href="https://www.rfc-editor.org/rfc/rfc1624">RFC 1624</a>. Sums are carried
 * unfolded as longs; {@link #finish} folds and inverts.
 */
public final class Checksum {
    private Checksum() {}

    /** Adds the 16-bit words of a range; an odd last byte counts as its word's upper half. */
    public static long sum(byte[] bytes, int from, int length, long start) {
        long sum = start;
        int at = from;
        int end = from + length;
        // Four words at a time: one's complement addition does not care how wide it is done.
        for (; at + 8 <= end; at += 8) {
            long words = Bytes.i64(bytes, at);
            sum += (words >>> 32) + (words & 0xffff_ffffL);
        }
        for (; at + 2 <= end; at += 2) {
            sum += Bytes.u16(bytes, at);
        }
        if (at < end) {
            sum += (long) Bytes.u8(bytes, at) << 8;
        }
        return sum;
    }

    /** The sum of TCP's and UDP's pseudo-header. */
    public static long pseudoHeader(int source, int destination, int protocol, int length) {
        return (source & 0xffff_ffffL) + (destination & 0xffff_ffffL) + protocol + length;
    }

    /**
     * The checksum field for a sum; of a range that holds its checksum already, 0 if it is right.
     */
    public static int finish(long sum) {
        return ~fold(sum) & 0xffff;
    }

    private static int fold(long sum) {
        long folded = (sum >>> 32) + (sum & 0xffff_ffffL);
        while (folded >>> 16 != 0) {
            folded = (folded >>> 16) + (folded & 0xffff);
        }
        return (int) folded;
    }

    /** The checksum after one 32-bit field under it was changed (RFC 1624, equation 3). */
    public static int update(int checksum, int before, int after) {
        return finish((~checksum & 0xffffL) + (~before & 0xffff_ffffL) + (after & 0xffff_ffffL));
    }
}
