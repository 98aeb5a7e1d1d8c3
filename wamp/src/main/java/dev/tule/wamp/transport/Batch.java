package dev.tule.wamp.transport;

import dev.tule.wamp.MalformedMessage;
import dev.tule.wamp.Serializer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/**
 * Many messages in one: in JSON each is followed by the octet 0x1E, in the others each follows its
 * length in 32 bits, big-endian. There is one message at least.
 *
 * @see <a href="https://wamp-proto.org/wamp_latest_ietf.html#name-message-batching">Message
 *     Batching</a>
 */
public final class Batch {
    private static final byte SEPARATOR = 0x1E;
    private static final int LENGTH_BYTES = 4;

    /** A batch is closed when it is so long; longer messages go alone. */
    private static final int FULL_BYTES = 1 << 18;

    private Batch() {}

    /** Packs messages, in order, into batches of some 256 KiB. */
    public static List<byte[]> join(Serializer serializer, byte[][] messages) {
        List<byte[]> batches = new ArrayList<>(1);
        int from = 0;
        while (from < messages.length) {
            int to = from;
            long size = 0;
            do {
                size += messages[to].length + overhead(serializer);
                to++;
            } while (to < messages.length && size + messages[to].length <= FULL_BYTES);
            batches.add(join(serializer, messages, from, to, Math.toIntExact(size)));
            from = to;
        }
        return batches;
    }

    private static int overhead(Serializer serializer) {
        return serializer == Serializer.JSON ? 1 : LENGTH_BYTES;
    }

    private static byte[] join(
            Serializer serializer, byte[][] messages, int from, int to, int size) {
        byte[] batch = new byte[size];
        int position = 0;
        for (int i = from; i < to; i++) {
            int length = messages[i].length;
            if (serializer != Serializer.JSON) {
                for (int shift = 24; shift >= 0; shift -= 8) {
                    batch[position++] = (byte) (length >> shift);
                }
            }
            System.arraycopy(messages[i], 0, batch, position, length);
            position += length;
            if (serializer == Serializer.JSON) {
                batch[position++] = SEPARATOR;
            }
        }
        return batch;
    }

    /**
     * Hands out the messages of a batch, in order, up to where it is malformed.
     *
     * @throws MalformedMessage when it is no batch; messages before the fault have been handed out
     */
    public static void split(Serializer serializer, byte[] batch, Consumer<byte[]> messages)
            throws MalformedMessage {
        if (batch.length == 0) {
            throw new MalformedMessage("a batch without a message");
        }
        if (serializer == Serializer.JSON) {
            splitJson(batch, messages);
        } else {
            splitBinary(batch, messages);
        }
    }

    private static void splitJson(byte[] batch, Consumer<byte[]> messages) throws MalformedMessage {
        int from = 0;
        // Within JSON the octet can't stand: strings escape it.
        for (int i = 0; i < batch.length; i++) {
            if (batch[i] == SEPARATOR) {
                messages.accept(Arrays.copyOfRange(batch, from, i));
                from = i + 1;
            }
        }
        if (from != batch.length) {
            throw new MalformedMessage("the last message of a batch does not end");
        }
    }

    private static void splitBinary(byte[] batch, Consumer<byte[]> messages)
            throws MalformedMessage {
        int position = 0;
        while (position < batch.length) {
            if (batch.length - position < LENGTH_BYTES) {
                throw new MalformedMessage("a batch ends within a length");
            }
            long length = 0;
            for (int i = 0; i < LENGTH_BYTES; i++) {
                length = length << 8 | (batch[position++] & 0xFF);
            }
            if (length > batch.length - position) {
                throw new MalformedMessage("a batch ends within a message");
            }
            int end = position + (int) length;
            messages.accept(Arrays.copyOfRange(batch, position, end));
            position = end;
        }
    }
}
