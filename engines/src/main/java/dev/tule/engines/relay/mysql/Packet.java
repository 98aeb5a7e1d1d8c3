package dev.tule.engines.relay.mysql;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * A packet of the connection phase (MySQL Source Code Documentation, "MySQL Packets"): length in
 * three bytes, sequence, payload. Immutable.
 *
 * @param sequence 0 to 255
 */
record Packet(int sequence, @SuppressWarnings("ArrayRecordComponent") byte[] payload) {

    static final int HEAD = 4;
    static final int OK = 0x00;
    static final int ERROR = 0xFF;
    static final int SWITCH = 0xFE;

    /** Attributes of a connection have 64 KiB at most; the rest is short. */
    private static final int LONGEST = 128 << 10;

    /**
     * @throws IOException when it is too long
     */
    static Packet read(InputStream in) throws IOException {
        byte[] head = in.readNBytes(HEAD);
        if (head.length < HEAD) {
            throw new EOFException("the other side left");
        }
        int length = length(head);
        if (length > LONGEST) {
            throw new IOException("not MySQL's protocol");
        }
        byte[] payload = in.readNBytes(length);
        if (payload.length < length) {
            throw new EOFException("the other side left");
        }
        return new Packet(head[3] & 0xFF, payload);
    }

    static int length(byte[] head) {
        return (head[0] & 0xFF) | (head[1] & 0xFF) << 8 | (head[2] & 0xFF) << 16;
    }

    /** Head and payload together: each write is a record of TLS. */
    static byte[] framed(int sequence, byte[] payload) {
        byte[] whole = new byte[HEAD + payload.length];
        whole[0] = (byte) payload.length;
        whole[1] = (byte) (payload.length >> 8);
        whole[2] = (byte) (payload.length >> 16);
        whole[3] = (byte) sequence;
        System.arraycopy(payload, 0, whole, HEAD, payload.length);
        return whole;
    }

    void write(OutputStream out) throws IOException {
        out.write(framed(sequence, payload));
        out.flush();
    }

    /** Its first byte; -1 when it is empty. */
    int type() {
        return payload.length == 0 ? -1 : payload[0] & 0xFF;
    }

    /** The same, as a message of another conversation. */
    Packet numbered(int sequence) {
        return new Packet(sequence & 0xFF, payload);
    }

    /** An answer to this one. */
    Packet answer(byte[] payload) {
        return new Packet((sequence + 1) & 0xFF, payload);
    }

    /** The text that begins there and ends with a zero byte. */
    static String text(byte[] bytes, int from) throws IOException {
        int end = from;
        while (end < bytes.length && bytes[end] != 0) {
            end++;
        }
        if (end >= bytes.length) {
            throw new IOException("not MySQL's protocol");
        }
        return new String(bytes, from, end - from, StandardCharsets.UTF_8);
    }

    /** ERR_Packet. */
    static byte[] error(int code, String state, String message) {
        byte[] words = ("#" + state + message).getBytes(StandardCharsets.UTF_8);
        byte[] payload = new byte[words.length + 3];
        payload[0] = (byte) ERROR;
        payload[1] = (byte) code;
        payload[2] = (byte) (code >> 8);
        System.arraycopy(words, 0, payload, 3, words.length);
        return payload;
    }
}
