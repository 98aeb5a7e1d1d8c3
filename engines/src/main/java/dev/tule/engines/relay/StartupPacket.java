package dev.tule.engines.relay;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/**
 * What a client of PostgreSQL sends before it is known (PostgreSQL documentation, 54.7 "Message
 * Formats"): length, code, content. Immutable.
 *
 * @param bytes all of it, as it came
 */
record StartupPacket(Kind kind, @SuppressWarnings("ArrayRecordComponent") byte[] bytes) {

    private static final int SHORTEST = 8;
    private static final int LONGEST = 10_000;
    private static final int LONGEST_PASSWORD = 16 << 10;
    private static final int CANCEL = 80877102;
    private static final int SSL = 80877103;
    private static final int GSS = 80877104;
    private static final int MAJOR = 3;

    enum Kind {
        STARTUP,
        SSL_REQUEST,
        GSS_REQUEST,
        CANCEL
    }

    /**
     * @throws IOException when it is none, or too long
     */
    static StartupPacket read(InputStream in) throws IOException {
        byte[] head = in.readNBytes(SHORTEST);
        if (head.length < SHORTEST) {
            throw new EOFException("the client left");
        }
        int length = ByteBuffer.wrap(head).getInt();
        int code = ByteBuffer.wrap(head).getInt(4);
        if (length < SHORTEST || length > LONGEST) {
            throw new IOException("not PostgreSQL's protocol");
        }
        Kind kind =
                switch (code) {
                    case CANCEL -> Kind.CANCEL;
                    case SSL -> Kind.SSL_REQUEST;
                    case GSS -> Kind.GSS_REQUEST;
                    default -> Kind.STARTUP;
                };
        if (kind == Kind.STARTUP && code >> 16 != MAJOR) {
            throw new IOException("not version 3 of PostgreSQL's protocol");
        }
        byte[] rest = in.readNBytes(length - SHORTEST);
        if (rest.length < length - SHORTEST) {
            throw new EOFException("the client left");
        }
        byte[] whole = ByteBuffer.allocate(length).put(head).put(rest).array();
        return new StartupPacket(kind, whole);
    }

    /** The user of a startup message; empty where it has none. */
    String user() {
        String[] words =
                new String(bytes, SHORTEST, bytes.length - SHORTEST, StandardCharsets.UTF_8)
                        .split("\0", -1);
        for (int i = 0; i + 1 < words.length; i += 2) {
            if (words[i].equals("user")) {
                return words[i + 1];
            }
        }
        return "";
    }

    /** Reads the answer to a question for the password. */
    static String password(InputStream in) throws IOException {
        DataInputStream data = new DataInputStream(in);
        int type = data.readByte();
        int length = data.readInt() - Integer.BYTES;
        if (type != 'p' || length < 1 || length > LONGEST_PASSWORD) {
            throw new IOException("no password where one was asked for");
        }
        byte[] content = new byte[length];
        data.readFully(content);
        return new String(content, 0, length - 1, StandardCharsets.UTF_8);
    }

    static byte[] passwordMessage(String password) {
        byte[] text = password.getBytes(StandardCharsets.UTF_8);
        return ByteBuffer.allocate(text.length + 6)
                .put((byte) 'p')
                .putInt(text.length + 5)
                .put(text)
                .put((byte) 0)
                .array();
    }
}
