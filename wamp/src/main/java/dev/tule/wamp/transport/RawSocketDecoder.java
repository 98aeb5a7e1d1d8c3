package dev.tule.wamp.transport;

import dev.tule.wamp.MalformedMessage;
import dev.tule.wamp.transport.RawSocket.Kind;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Cuts the bytes of a RawSocket connection into its handshake and frames, however the socket tears
 * them apart. It holds one frame at most, and makes room only as bytes arrive: a head that promises
 * 16 MiB costs nothing until they come. Confined to its thread.
 */
public final class RawSocketDecoder {
    private static final int FIRST_ROOM_BYTES = 1 << 16;

    private final int limitBytes;
    private final Output output;
    private boolean shaken;
    private int head;
    private int headBytes;
    private byte[] content = new byte[0];
    private int contentBytes;
    private int contentLength;
    private boolean inContent;
    private Kind kind = Kind.MESSAGE;

    /** Takes what the bytes say. */
    public interface Output {

        /** The first four octets. Whether to go on is the answer; nothing more is read if not. */
        boolean handshake(int octets);

        /** A frame; the array is the receiver's to keep. */
        void frame(Kind kind, byte[] content);
    }

    /**
     * @param limitBytes the longest frame taken
     */
    public RawSocketDecoder(int limitBytes, Output output) {
        this.limitBytes = limitBytes;
        this.output = output;
    }

    /**
     * Takes bytes as the socket gave them.
     *
     * @throws MalformedMessage when they break the framing; the connection must be closed then
     */
    public void feed(ByteBuffer bytes) throws MalformedMessage {
        while (bytes.hasRemaining()) {
            if (inContent) {
                fill(bytes);
            } else if (!readHead(bytes)) {
                return;
            }
        }
    }

    /** Reads on in a head; false to stop. */
    private boolean readHead(ByteBuffer bytes) throws MalformedMessage {
        if (headBytes == 0 && bytes.remaining() >= 4) {
            head = bytes.getInt();
            headBytes = 4;
        } else {
            head = head << 8 | (bytes.get() & 0xFF);
            headBytes++;
        }
        if (headBytes < 4) {
            return true;
        }
        headBytes = 0;
        if (!shaken) {
            shaken = true;
            if (!output.handshake(head)) {
                bytes.position(bytes.limit());
                return false;
            }
            return true;
        }
        beginFrame();
        return true;
    }

    private void beginFrame() throws MalformedMessage {
        int bits = head;
        kind =
                RawSocket.kind(bits)
                        .orElseThrow(() -> new MalformedMessage("not a RawSocket frame"));
        contentLength = RawSocket.length(bits);
        if (contentLength > limitBytes) {
            throw new MalformedMessage("a frame of more than " + limitBytes + " bytes");
        }
        content = new byte[Math.min(contentLength, FIRST_ROOM_BYTES)];
        contentBytes = 0;
        inContent = contentLength > 0;
        if (!inContent) {
            output.frame(kind, content);
        }
    }

    private void fill(ByteBuffer bytes) {
        int count = Math.min(bytes.remaining(), contentLength - contentBytes);
        if (contentBytes + count > content.length) {
            int room = Math.max(contentBytes + count, 2 * content.length);
            content = Arrays.copyOf(content, Math.min(room, contentLength));
        }
        bytes.get(content, contentBytes, count);
        contentBytes += count;
        if (contentBytes == contentLength) {
            inContent = false;
            byte[] whole = content;
            content = new byte[0];
            output.frame(kind, whole);
        }
    }
}
