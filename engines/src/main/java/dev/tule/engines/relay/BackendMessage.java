package dev.tule.engines.relay;

import java.io.DataInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * What a PostgreSQL server says while somebody logs in (PostgreSQL documentation, 54.7 "Message
 * Formats"): type, length, content. Immutable.
 *
 * @param bytes all of it
 */
record BackendMessage(@SuppressWarnings("ArrayRecordComponent") byte[] bytes) {

    static final char NEGOTIATION = 'v';

    /** AuthenticationCleartextPassword. */
    static final byte[] ASK_PASSWORD = {'R', 0, 0, 0, 8, 0, 0, 0, 3};

    private static final int LONGEST = 64 << 10;

    static BackendMessage read(DataInputStream in) throws IOException {
        byte type = in.readByte();
        int length = in.readInt();
        if (length < Integer.BYTES || length > LONGEST) {
            throw new IOException("not PostgreSQL's protocol");
        }
        byte[] whole = new byte[length + 1];
        ByteBuffer.wrap(whole).put(type).putInt(length);
        in.readFully(whole, 5, length - Integer.BYTES);
        return new BackendMessage(whole);
    }

    char type() {
        return (char) bytes[0];
    }

    boolean asksPassword() {
        return Arrays.equals(bytes, ASK_PASSWORD);
    }

    static byte[] error(String state, String message) {
        String fields = "SFATAL\0VFATAL\0C" + state + "\0M" + message + "\0\0";
        byte[] content = fields.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(content.length + 5)
                .put((byte) 'E')
                .putInt(content.length + 4)
                .put(content)
                .array();
    }
}
