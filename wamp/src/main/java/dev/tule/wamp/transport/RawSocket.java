package dev.tule.wamp.transport;

import dev.tule.wamp.Serializer;
import java.util.Optional;

/**
 * RawSocket's handshake and frame heads: 32 bits each, big-endian.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-rawsocket-transport">RawSocket
 *     Transport</a>
 */
public final class RawSocket {
    /** The first octet of a handshake: no HTTP request begins with it. */
    public static final int MAGIC = 0x7F;

    /** The longest message there can be: 16 MiB. */
    public static final int MAX_MESSAGE_BYTES = 1 << 24;

    /** The shortest limit that can be asked for. */
    public static final int MIN_LIMIT_BYTES = 1 << 9;

    private static final int LONGEST_BIT = 1 << 27;
    private static final int RESERVED_BITS = 0xF000_0000;

    private RawSocket() {}

    /** What a transport message is. */
    public enum Kind {
        MESSAGE(0),
        PING(1),
        PONG(2);

        private final int code;

        Kind(int code) {
            this.code = code;
        }
    }

    /** Why a router refuses a handshake. */
    public enum Refusal {
        SERIALIZER_UNSUPPORTED(1),
        MESSAGE_LENGTH_UNACCEPTABLE(2),
        RESERVED_BITS_USED(3),
        TOO_MANY_CONNECTIONS(4);

        private final int code;

        Refusal(int code) {
            this.code = code;
        }

        /** The reply that says so. */
        public int reply() {
            return MAGIC << 24 | code << 20;
        }

        /** The refusal in a reply; empty where the code is none that we know. */
        public static Optional<Refusal> of(int reply) {
            int code = reply >> 20 & 0xF;
            for (Refusal refusal : values()) {
                if (refusal.code == code) {
                    return Optional.of(refusal);
                }
            }
            return Optional.empty();
        }
    }

    /** Whether these four octets begin as a handshake does. */
    public static boolean isHandshake(int octets) {
        return octets >>> 24 == MAGIC;
    }

    /**
     * A request, or the reply that accepts it, which are alike. The limit is rounded down to a
     * power of two.
     */
    public static int handshake(Serializer serializer, int limitBytes) {
        int bounded = Math.clamp(limitBytes, MIN_LIMIT_BYTES, MAX_MESSAGE_BYTES);
        int exponent = 31 - Integer.numberOfLeadingZeros(bounded);
        return MAGIC << 24 | (exponent - 9) << 20 | serializer.rawSocketId() << 16;
    }

    /** The serializer's number in a handshake; 0 in a reply that refuses. */
    public static int serializerId(int handshake) {
        return handshake >> 16 & 0xF;
    }

    /** The longest message that the sender of the handshake takes. */
    public static int limitBytes(int handshake) {
        return 1 << ((handshake >> 20 & 0xF) + 9);
    }

    /** Whether the bits are zero that must be. */
    public static boolean reservedBitsUsed(int handshake) {
        return (handshake & 0xFFFF) != 0;
    }

    /** The head of a frame. */
    public static int head(Kind kind, int length) {
        int size = length == MAX_MESSAGE_BYTES ? LONGEST_BIT : length;
        return kind.code << 24 | size;
    }

    /** The head of a frame, as bytes. */
    public static byte[] headBytes(Kind kind, int length) {
        int head = head(kind, length);
        return new byte[] {
            (byte) (head >> 24), (byte) (head >> 16), (byte) (head >> 8), (byte) head
        };
    }

    /** The kind of frame; empty where it is none that there is. */
    static Optional<Kind> kind(int head) {
        int kind = head >> 24 & 7;
        boolean wellFormed = (head & RESERVED_BITS) == 0 && kind < Kind.values().length;
        boolean sized = (head & LONGEST_BIT) == 0 || (head & 0xFF_FFFF) == 0;
        return wellFormed && sized ? Optional.of(Kind.values()[kind]) : Optional.empty();
    }

    /** The length of the frame's content. */
    static int length(int head) {
        return (head & LONGEST_BIT) != 0 ? MAX_MESSAGE_BYTES : head & 0xFF_FFFF;
    }
}
