package dev.tule.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Our clients against our server. */
class ClientsTest {
    private Network network = Network.open();
    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();

    @BeforeEach
    void clear() {
        events.clear();
    }

    @AfterEach
    void close() {
        network.close();
    }

    private WebSocket.Receiver notes() {
        return new WebSocket.Receiver() {
            @Override
            public void text(ByteBuffer utf8) {
                events.add("text " + StandardCharsets.UTF_8.decode(utf8));
            }

            @Override
            public void binary(ByteBuffer message) {
                events.add("binary " + message.remaining());
            }

            @Override
            public void pong(ByteBuffer payload) {
                events.add("pong " + payload.remaining());
            }

            @Override
            public void closing(int code, String reason) {
                events.add("closing " + code);
            }

            @Override
            public void closed() {
                events.add("closed");
            }
        };
    }

    private String next() throws InterruptedException {
        String event = events.poll(10, TimeUnit.SECONDS);
        return event == null ? "nothing" : event;
    }

    private HttpServer serve(ListenerConfig config) throws IOException {
        return HttpServer.start(network, List.of(config));
    }

    private static URI ws(HttpServer server) {
        return URI.create("ws://127.0.0.1:" + server.port() + "/ws?x=1");
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void webSocketEchoes(boolean compression) throws Exception {
        WebSocketOptions options = WebSocketOptions.defaults().withCompression(compression);
        try (HttpServer server =
                        serve(
                                ListenerConfig.of(request -> Response.empty(404))
                                        .withWebSocket("/ws", WebSocketTest.ECHO)
                                        .withWebSocketOptions(options));
                WebSocketClient client =
                        new WebSocketClient(
                                network, ClientOptions.defaults().withWebSocketOptions(options))) {
            WebSocket socket =
                    client.connect(
                            ws(server), List.of("good", "best"), Headers.none(), s -> notes());
            assertThat(socket.subprotocol()).isEqualTo("good");
            assertThat(socket.handshake().contains("Sec-WebSocket-Extensions"))
                    .isEqualTo(compression);
            byte[] shared = "hällo".repeat(1000).getBytes(StandardCharsets.UTF_8);
            byte[] before = shared.clone();
            socket.sendText(shared);
            assertThat(next()).isEqualTo("text " + "hällo".repeat(1000));
            socket.sendText(shared);
            assertThat(next()).isEqualTo("text " + "hällo".repeat(1000));
            assertThat(shared).isEqualTo(before);
            socket.sendBinary(new byte[1 << 20]);
            assertThat(next()).isEqualTo("binary " + (1 << 20));
            socket.ping(new byte[3]);
            assertThat(next()).isEqualTo("pong 3");
            socket.close(1000, "");
            assertThat(next()).isEqualTo("closing 1000");
            assertThat(next()).isEqualTo("closed");
        }
    }

    @Test
    void refusedHandshakeIsAnIOException() throws Exception {
        try (HttpServer server = serve(ListenerConfig.of(request -> Response.empty(403)));
                WebSocketClient client = new WebSocketClient(network, ClientOptions.defaults())) {
            assertThatThrownBy(
                            () ->
                                    client.connect(
                                            ws(server), List.of(), Headers.none(), s -> notes()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("403");
        }
    }

    @Test
    void silentServerIsGivenUp() throws Exception {
        try (java.net.ServerSocket silent = new java.net.ServerSocket(0);
                WebSocketClient client =
                        new WebSocketClient(
                                network,
                                ClientOptions.defaults()
                                        .withConnectTimeout(Duration.ofMillis(100)))) {
            URI uri = URI.create("ws://127.0.0.1:" + silent.getLocalPort() + "/");
            assertThatThrownBy(() -> client.connect(uri, List.of(), Headers.none(), s -> notes()))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("within");
        }
    }

    @Test
    void tcpTalksToTheServersTcpEndpoint() throws Exception {
        Tcp.Endpoint echo =
                connection ->
                        new Tcp.Receiver() {
                            @Override
                            public void bytes(ByteBuffer bytes) {
                                connection.send(WebSocketTest.copy(bytes));
                            }

                            @Override
                            public void closed() {}
                        };
        try (HttpServer server =
                        serve(ListenerConfig.of(request -> Response.empty(404)).withTcp(echo));
                TcpClient client = new TcpClient(network, ClientOptions.defaults())) {
            Tcp tcp =
                    client.connect(
                            "localhost",
                            server.port(),
                            connection ->
                                    new Tcp.Receiver() {
                                        @Override
                                        public void bytes(ByteBuffer bytes) {
                                            events.add("bytes " + bytes.remaining());
                                        }

                                        @Override
                                        public void closed() {
                                            events.add("closed");
                                        }
                                    });
            tcp.send(new byte[] {0x7F}, new byte[] {1, 2});
            assertThat(next()).isEqualTo("bytes 3");
            tcp.close();
            assertThat(next()).isEqualTo("closed");
        }
    }
}
