package dev.tule.http;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** A client that sends exactly the bytes it is told to, one char a byte. */
final class RawClient implements Closeable {
    private static final int TIMEOUT_MILLIS = 10_000;

    final Socket socket;
    private final InputStream in;

    /** An answer: its head as text, its content as one char a byte. */
    record Answer(String head, String content) {
        int status() {
            return Integer.parseInt(head.split(" ", 3)[1]);
        }

        String header(String name) {
            for (String line : head.split("\r\n", -1)) {
                if (line.toLowerCase(Locale.ROOT).startsWith(name.toLowerCase(Locale.ROOT) + ":")) {
                    return line.substring(name.length() + 1).strip();
                }
            }
            return "";
        }
    }

    RawClient(int port) throws IOException {
        this(new Socket(InetAddress.getLoopbackAddress(), port));
    }

    RawClient(Socket socket) throws IOException {
        this.socket = socket;
        socket.setSoTimeout(TIMEOUT_MILLIS);
        socket.setTcpNoDelay(true);
        this.in = socket.getInputStream();
    }

    RawClient send(String chars) throws IOException {
        return send(chars.getBytes(StandardCharsets.ISO_8859_1));
    }

    RawClient send(byte[] bytes) throws IOException {
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return this;
    }

    /** Sends lines, each end of which goes out as CR LF. */
    RawClient lines(String lines) throws IOException {
        return send(lines.replace("\n", "\r\n"));
    }

    /** One line, without its end. */
    String line() throws IOException {
        StringBuilder line = new StringBuilder();
        while (true) {
            int b = in.read();
            if (b < 0) {
                throw new EOFException("the server ended the connection after: " + line);
            }
            if (b == '\n') {
                return line.toString().stripTrailing();
            }
            line.append((char) b);
        }
    }

    /** One head, up to its empty line. */
    String head() throws IOException {
        StringBuilder head = new StringBuilder();
        for (String line = line(); !line.isEmpty(); line = line()) {
            head.append(line).append("\r\n");
        }
        return head.toString();
    }

    /** One answer, its content by length or chunks. */
    Answer answer() throws IOException {
        return answer(false);
    }

    Answer answer(boolean toHead) throws IOException {
        String head = head();
        Answer bare = new Answer(head, "");
        if (toHead || bare.status() < 200 || bare.status() == 204 || bare.status() == 304) {
            return bare;
        }
        if (bare.header("Transfer-Encoding").equals("chunked")) {
            return new Answer(head, chunks());
        }
        String length = bare.header("Content-Length");
        byte[] content = length.isEmpty() ? in.readAllBytes() : exactly(Integer.parseInt(length));
        return new Answer(head, new String(content, StandardCharsets.ISO_8859_1));
    }

    private String chunks() throws IOException {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        while (true) {
            int size = Integer.parseInt(line(), 16);
            content.write(exactly(size));
            line();
            if (size == 0) {
                return content.toString(StandardCharsets.ISO_8859_1);
            }
        }
    }

    byte[] exactly(int count) throws IOException {
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the server ended after " + bytes.length + " of " + count);
        }
        return bytes;
    }

    /** What comes until the server ends the connection. */
    String rest() throws IOException {
        return new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
