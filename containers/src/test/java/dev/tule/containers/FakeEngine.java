package dev.tule.containers;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Gives every request the same answer, as it is: what engines were seen to send. */
final class FakeEngine implements AutoCloseable {
    private final ServerSocketChannel listening;
    private final byte[] answer;

    private FakeEngine(ServerSocketChannel listening, byte[] answer) {
        this.listening = listening;
        this.answer = answer;
    }

    static FakeEngine answering(Path socket, byte[] answer) throws IOException {
        ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(socket));
        FakeEngine engine = new FakeEngine(listening, answer);
        Thread.ofVirtual().start(engine::serve);
        return engine;
    }

    /** A response with this status and content. */
    static byte[] response(String status, String content) {
        return "HTTP/1.1 %s\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
                .formatted(status, content.getBytes(StandardCharsets.UTF_8).length, content)
                .getBytes(StandardCharsets.UTF_8);
    }

    private void serve() {
        while (true) {
            try (SocketChannel peer = listening.accept()) {
                readHead(Channels.newInputStream(peer));
                peer.write(ByteBuffer.wrap(answer));
            } catch (IOException e) {
                return;
            }
        }
    }

    private static void readHead(InputStream from) throws IOException {
        var head = new ByteArrayOutputStream();
        while (!head.toString(StandardCharsets.US_ASCII).endsWith("\r\n\r\n")) {
            int next = from.read();
            if (next < 0) {
                return;
            }
            head.write(next);
        }
    }

    @Override
    public void close() throws IOException {
        listening.close();
    }
}
