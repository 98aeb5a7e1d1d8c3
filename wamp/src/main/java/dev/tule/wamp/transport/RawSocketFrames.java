package dev.tule.wamp.transport;

import dev.tule.wamp.transport.RawSocket.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Puts heads before messages for a RawSocket. Short messages are copied together, so that a burst
 * is one piece to the socket; long ones go out as the arrays they are, which many connections
 * share.
 */
public final class RawSocketFrames {
    private static final int LONG_BYTES = 4096;
    private static final int HEAD_BYTES = 4;

    private RawSocketFrames() {}

    /** The pieces to send for these messages, in order. */
    public static byte[][] of(byte[][] messages) {
        if (messages.length == 1 && messages[0].length <= LONG_BYTES) {
            byte[] frame = new byte[HEAD_BYTES + messages[0].length];
            put(frame, 0, messages[0]);
            return new byte[][] {frame};
        }
        List<byte[]> pieces = new ArrayList<>();
        int next = 0;
        while (next < messages.length) {
            int end = next;
            int size = 0;
            while (end < messages.length && messages[end].length <= LONG_BYTES) {
                size += HEAD_BYTES + messages[end++].length;
            }
            if (end > next) {
                pieces.add(join(messages, next, end, size));
            } else {
                pieces.add(RawSocket.headBytes(Kind.MESSAGE, messages[next].length));
                pieces.add(messages[end++]);
            }
            next = end;
        }
        return pieces.toArray(byte[][]::new);
    }

    private static byte[] join(byte[][] messages, int from, int to, int size) {
        byte[] joined = new byte[size];
        int position = 0;
        for (int i = from; i < to; i++) {
            position = put(joined, position, messages[i]);
        }
        return joined;
    }

    private static int put(byte[] target, int position, byte[] message) {
        int head = RawSocket.head(Kind.MESSAGE, message.length);
        target[position] = (byte) (head >> 24);
        target[position + 1] = (byte) (head >> 16);
        target[position + 2] = (byte) (head >> 8);
        target[position + 3] = (byte) head;
        System.arraycopy(message, 0, target, position + HEAD_BYTES, message.length);
        return position + HEAD_BYTES + message.length;
    }
}
