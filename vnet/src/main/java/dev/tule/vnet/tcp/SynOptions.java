package dev.tule.vnet.tcp;

import dev.tule.vnet.packet.Bytes;
import dev.tule.vnet.packet.Packet;
import dev.tule.vnet.packet.TcpHeader;

/**
 * The options of a SYN that are understood; the others are passed over (<a
 * href="https://www.rfc-editor.org/rfc/rfc9293#section-3.2">RFC 9293, 3.2</a>).
 *
 * @param segmentBytes maximum segment size; 536 when not said
 * @param windowShift 0 to 14, or -1 when windows are not scaled
 */
record SynOptions(int segmentBytes, int windowShift) {
    /** Length of the options that {@link #write} writes. */
    static final int BYTES = 8;

    private static final int END = 0;
    private static final int NOTHING = 1;
    private static final int SEGMENT = 2;
    private static final int WINDOW = 3;
    private static final int DEFAULT_SEGMENT_BYTES = 536;

    static SynOptions of(Packet syn) {
        byte[] bytes = syn.bytes();
        int end = syn.payload();
        int segment = DEFAULT_SEGMENT_BYTES;
        int shift = -1;
        int at = syn.transport() + TcpHeader.HEADER_BYTES;
        while (at < end && bytes[at] != END) {
            if (bytes[at] == NOTHING) {
                at++;
                continue;
            }
            int length = at + 1 < end ? Bytes.u8(bytes, at + 1) : 0;
            if (length < 2 || at + length > end) {
                break;
            }
            if (bytes[at] == SEGMENT && length == 4) {
                segment = Bytes.u16(bytes, at + 2);
            } else if (bytes[at] == WINDOW && length == 3) {
                shift = Math.min(14, Bytes.u8(bytes, at + 2));
            }
            at += length;
        }
        return new SynOptions(segment, shift);
    }

    void write(byte[] bytes, int at) {
        Bytes.put16(bytes, at, (SEGMENT << 8) | 4);
        Bytes.put16(bytes, at + 2, segmentBytes);
        if (windowShift < 0) {
            Bytes.put32(bytes, at + 4, 0x0101_0101);
        } else {
            Bytes.put32(bytes, at + 4, (NOTHING << 24) | (WINDOW << 16) | (3 << 8) | windowShift);
        }
    }
}
