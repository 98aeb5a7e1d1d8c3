package dev.tule.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** A WebSocket frame as a server sent it, and frames as a client sends them. */
final class Frame {
    static final int CONTINUATION = 0;
    static final int TEXT = 1;
    static final int BINARY = 2;
    static final int CLOSE = 8;
    static final int PING = 9;
    static final int PONG = 10;
    static final int FIN = 0x80;

    private static final int MASKED = 0x80;
    private static final int LENGTH_IN_2_BYTES = 126;
    private static final int LENGTH_IN_8_BYTES = 127;

    final int firstByte;
    final byte[] payload;

    private Frame(int firstByte, byte[] payload) {
        this.firstByte = firstByte;
        this.payload = payload;
    }

    /** What opens a WebSocket at {@code /ws}; the headers end in a line break, or are empty. */
    static String handshake(String headers) {
        return """
               GET /ws HTTP/1.1
               Host: localhost
               Upgrade: WebSocket
               Connection: keep-alive, Upgrade
               Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
               Sec-WebSocket-Version: 13
               """
                + headers
                + "\n";
    }

    /** A masked frame of up to 64 KiB. */
    static byte[] masked(int firstByte, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(firstByte);
        if (payload.length < LENGTH_IN_2_BYTES) {
            frame.write(MASKED | payload.length);
        } else {
            frame.write(MASKED | LENGTH_IN_2_BYTES);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        byte[] mask = {1, 2, 3, 4};
        frame.writeBytes(mask);
        for (int i = 0; i < payload.length; i++) {
            frame.write(payload[i] ^ mask[i % 4]);
        }
        return frame.toByteArray();
    }

    static byte[] masked(int firstByte, String text) {
        return masked(firstByte, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Where frames are read from: so many bytes, or an exception. */
    @FunctionalInterface
    private interface Source {
        byte[] exactly(int count) throws IOException;
    }

    /** The frames that a server sent until it ended the connection; the last has its end. */
    static List<Frame> all(byte[] sent) throws IOException {
        ByteArrayInputStream in = new ByteArrayInputStream(sent);
        List<Frame> frames = new ArrayList<>();
        while (in.available() > 0) {
            frames.add(read(count -> exactly(in, count)));
        }
        return frames;
    }

    private static byte[] exactly(ByteArrayInputStream in, int count) throws IOException {
        if (in.available() < count) {
            throw new EOFException("a frame ends before its " + count + " bytes do");
        }
        return in.readNBytes(count);
    }

    static Frame read(RawClient client) throws IOException {
        return read(client::exactly);
    }

    private static Frame read(Source client) throws IOException {
        byte[] head = client.exactly(2);
        int length = head[1];
        assertThat(length).as("a server doesn't mask").isNotNegative();
        if (length == LENGTH_IN_2_BYTES) {
            length = ByteBuffer.wrap(client.exactly(2)).getShort() & 0xFFFF;
        } else if (length == LENGTH_IN_8_BYTES) {
            length = (int) ByteBuffer.wrap(client.exactly(8)).getLong();
        }
        return new Frame(head[0] & 0xFF, client.exactly(length));
    }

    String text() {
        return new String(payload, StandardCharsets.UTF_8);
    }

    int closeCode() {
        assertThat(firstByte).isEqualTo(FIN | CLOSE);
        return ByteBuffer.wrap(payload).getShort() & 0xFFFF;
    }
}
