package dev.tule.http;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTP and TCP by a Unix socket. */
class UnixSocketTest {
    @TempDir private Path dir = Path.of("set by JUnit");

    private static ListenerConfig at(Path socket) {
        return ListenerConfig.of(request -> HttpServerTest.text("hello"))
                .at(socket)
                .withTcp(
                        connection ->
                                new Tcp.Receiver() {
                                    @Override
                                    public void bytes(ByteBuffer bytes) {
                                        connection.send(WebSocketTest.copy(bytes));
                                    }

                                    @Override
                                    public void closed() {}
                                });
    }

    @Test
    void servesHttpAndTcpToManyConnections() throws Exception {
        Path socket = dir.resolve("tule.sock");
        BlockingQueue<Integer> lengths = new LinkedBlockingQueue<>();
        try (Network network = Network.open();
                HttpServer server = HttpServer.start(network, List.of(at(socket)));
                TcpClient client = new TcpClient(network, ClientOptions.defaults())) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(socket)))
                    .isEqualTo("rw-rw----");
            for (int i = 0; i < 8; i++) {
                Tcp tcp =
                        client.connect(
                                socket,
                                connection ->
                                        new Tcp.Receiver() {
                                            @Override
                                            public void bytes(ByteBuffer bytes) {
                                                lengths.add(bytes.remaining());
                                            }

                                            @Override
                                            public void closed() {}
                                        });
                tcp.send(new byte[] {0x7F, 1, 2});
                assertThat(lengths.poll(10, TimeUnit.SECONDS)).isEqualTo(3);
            }
            assertThat(server.listeners().getFirst().connections()).isEqualTo(8);
            assertThat(get(socket)).startsWith("HTTP/1.1 200 OK").endsWith("hello");
        }
        assertThat(socket).doesNotExist();
    }

    private static String get(Path socket) throws IOException {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket))) {
            String request = "GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n";
            channel.write(ByteBuffer.wrap(request.getBytes(US_ASCII)));
            return new String(Channels.newInputStream(channel).readAllBytes(), US_ASCII);
        }
    }

    @Test
    void whatAProcessLeftBehindIsReplacedAndAnythingElseIsNot() throws Exception {
        Path left = dir.resolve("left.sock");
        Path file = Files.writeString(dir.resolve("file"), "precious");
        java.nio.channels.ServerSocketChannel.open(java.net.StandardProtocolFamily.UNIX)
                .bind(UnixDomainSocketAddress.of(left))
                .close();
        assertThat(left).exists();
        try (HttpServer server = HttpServer.start(at(left))) {
            assertThat(get(left)).endsWith("hello");
            assertThatThrownBy(() -> HttpServer.start(at(left)))
                    .isInstanceOf(java.net.BindException.class);
            assertThat(server.port()).isZero();
        }
        assertThatThrownBy(() -> HttpServer.start(at(file))).isInstanceOf(IOException.class);
        assertThat(file).hasContent("precious");
    }
}
