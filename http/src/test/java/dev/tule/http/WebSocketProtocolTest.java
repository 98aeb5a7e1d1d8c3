package dev.tule.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** RFC 6455 frame by frame. */
class WebSocketProtocolTest {
    private @Nullable HttpServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private RawClient open(ListenerConfig config, String extraHeaders) throws IOException {
        server = HttpServer.start(config);
        RawClient client = new RawClient(server.port());
        client.lines(Frame.handshake(extraHeaders));
        return client;
    }

    private static ListenerConfig echo() {
        return ListenerConfig.of(request -> Response.empty(404))
                .withWebSocket("/ws", WebSocketTest.ECHO);
    }

    private RawClient opened() throws IOException {
        RawClient client = open(echo(), "Sec-WebSocket-Protocol: best\n");
        assertThat(client.head()).contains("101 ");
        return client;
    }

    @Test
    void handshakeAnswersTheKeyAndTakesTheFirstSubprotocolThatIsServed() throws IOException {
        try (RawClient client = open(echo(), "Sec-WebSocket-Protocol: none, good, best\n")) {
            String head = client.head();
            assertThat(head)
                    .contains("Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=")
                    .contains("Sec-WebSocket-Protocol: good")
                    .doesNotContain("Extensions");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-WebSocket-Protocol: bad, 400",
        "X: y, 400",
        "Sec-WebSocket-Protocol: best|Origin: http://evil.example, 403",
        "Sec-WebSocket-Protocol: best|Origin: null, 403",
        "Sec-WebSocket-Protocol: best|Origin: http://localhost:3000, 101",
        "Sec-WebSocket-Protocol: best|Origin: https://good.example, 101",
    })
    void handshakeIsJudged(String headers, int status) throws IOException {
        ListenerConfig config =
                echo().withWebSocketOptions(
                                WebSocketOptions.defaults()
                                        .withAllowedOrigins(Set.of("https://good.example")));
        try (RawClient client = open(config, headers.replace('|', '\n') + "\n")) {
            assertThat(client.head()).startsWith("HTTP/1.1 " + status);
        }
    }

    @Test
    void otherVersionIsToldOurs() throws IOException {
        server = HttpServer.start(echo());
        try (RawClient client = new RawClient(server.port())) {
            client.lines(
                    """
                    GET /ws HTTP/1.1
                    Host: localhost
                    Upgrade: websocket
                    Connection: Upgrade
                    Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==
                    Sec-WebSocket-Version: 8

                    """);
            RawClient.Answer answer = client.answer();
            assertThat(answer.status()).isEqualTo(426);
            assertThat(answer.header("Sec-WebSocket-Version")).isEqualTo("13");
        }
    }

    @Test
    void plainRequestAtTheSamePathGoesToTheHandler() throws IOException {
        server = HttpServer.start(echo());
        try (RawClient client = new RawClient(server.port())) {
            client.send("GET /ws HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(404);
        }
    }

    @Test
    void fragmentsWithAPingInBetweenAreJoined() throws IOException {
        try (RawClient client = opened()) {
            client.send(Frame.masked(Frame.TEXT, "gr\u00fc"));
            client.send(Frame.masked(Frame.FIN | Frame.PING, "p"));
            client.send(Frame.masked(Frame.CONTINUATION, "n"));
            client.send(Frame.masked(Frame.FIN | Frame.CONTINUATION, "!"));
            Frame pong = Frame.read(client);
            assertThat(pong.firstByte).isEqualTo(Frame.FIN | Frame.PONG);
            assertThat(pong.text()).isEqualTo("p");
            assertThat(Frame.read(client).text()).isEqualTo("grün!");
        }
    }

    @Test
    void characterMayBeSplitBetweenFragments() throws IOException {
        byte[] euro = "€".getBytes(StandardCharsets.UTF_8);
        try (RawClient client = opened()) {
            client.send(Frame.masked(Frame.TEXT, new byte[] {euro[0]}));
            client.send(
                    Frame.masked(Frame.FIN | Frame.CONTINUATION, new byte[] {euro[1], euro[2]}));
            assertThat(Frame.read(client).text()).isEqualTo("€");
        }
    }

    @Test
    void framesSentBehindTheHandshakeAreNotLost() throws IOException {
        server = HttpServer.start(echo());
        try (RawClient client = new RawClient(server.port())) {
            String handshake =
                    Frame.handshake("Sec-WebSocket-Protocol: good\n").replace("\n", "\r\n");
            ByteArrayOutputStream together = new ByteArrayOutputStream();
            together.writeBytes(handshake.getBytes(StandardCharsets.US_ASCII));
            together.writeBytes(Frame.masked(Frame.FIN | Frame.TEXT, "early"));
            client.send(together.toByteArray());
            assertThat(client.head()).contains("101 ");
            assertThat(Frame.read(client).text()).isEqualTo("early");
        }
    }

    private static void assertFailsWith(RawClient client, byte[] bytes, int code)
            throws IOException {
        client.send(bytes);
        assertThat(Frame.read(client).closeCode()).isEqualTo(code);
        client.socket.shutdownOutput();
        assertThat(client.rest()).isEmpty();
    }

    @Test
    void brokenUtf8Is1007() throws IOException {
        try (RawClient client = opened()) {
            assertFailsWith(
                    client,
                    Frame.masked(Frame.FIN | Frame.TEXT, new byte[] {'a', (byte) 0xC3}),
                    1007);
        }
        try (RawClient client = opened()) {
            client.send(Frame.masked(Frame.TEXT, new byte[] {(byte) 0xE2}));
            assertFailsWith(
                    client, Frame.masked(Frame.FIN | Frame.CONTINUATION, new byte[] {'a'}), 1007);
        }
    }

    @Test
    void protocolErrorsAre1002() throws IOException {
        byte[] unmasked = {(byte) (Frame.FIN | Frame.TEXT), 1, 'a'};
        byte[] reservedBit = Frame.masked(Frame.FIN | 0x40 | Frame.TEXT, "a");
        byte[] unknownOpcode = Frame.masked(Frame.FIN | 3, "a");
        byte[] fragmentedPing = Frame.masked(Frame.PING, "a");
        byte[] strayContinuation = Frame.masked(Frame.FIN | Frame.CONTINUATION, "a");
        byte[] badCloseCode = Frame.masked(Frame.FIN | Frame.CLOSE, new byte[] {0, 1});
        for (byte[] bad :
                new byte[][] {
                    unmasked,
                    reservedBit,
                    unknownOpcode,
                    fragmentedPing,
                    strayContinuation,
                    badCloseCode
                }) {
            try (RawClient client = opened()) {
                assertFailsWith(client, bad, 1002);
            }
        }
    }

    @Test
    void tooLongFrameIs1009EvenBeforeItIsHere() throws IOException {
        ListenerConfig small =
                echo().withWebSocketOptions(WebSocketOptions.defaults().withMaxBytes(1000, 1000));
        try (RawClient client = open(small, "Sec-WebSocket-Protocol: best\n")) {
            client.head();
            // Only the head of a frame of 60,000 bytes.
            byte[] head = {
                (byte) (Frame.FIN | Frame.BINARY),
                (byte) (0x80 | 126),
                (byte) 0xEA,
                0x60,
                1,
                2,
                3,
                4
            };
            assertFailsWith(client, head, 1009);
        }
    }

    @Test
    void receiverThatFailsIs1011AndLoggedOnce() throws IOException {
        WebSocket.Endpoint failing =
                WebSocketFlowTest.endpoint(
                        socket ->
                                new WebSocket.Receiver() {
                                    @Override
                                    public void text(ByteBuffer utf8) {
                                        throw new IllegalStateException("broken");
                                    }

                                    @Override
                                    public void binary(ByteBuffer message) {}

                                    @Override
                                    public void closed() {}
                                });
        try (LogCapture log = LogCapture.of(OpenConnection.class);
                RawClient client =
                        open(
                                ListenerConfig.of(request -> Response.empty(404))
                                        .withWebSocket("/ws", failing),
                                "")) {
            client.head();
            client.send(Frame.masked(Frame.FIN | Frame.TEXT, "a"))
                    .send(Frame.masked(Frame.FIN | Frame.TEXT, "b"));
            assertThat(Frame.read(client).closeCode()).isEqualTo(1011);
            assertThat(log.records()).hasSize(1);
        }
    }

    @Test
    void closeIsAnsweredAndTheConnectionEnds() throws IOException {
        try (RawClient client = opened()) {
            client.send(Frame.masked(Frame.FIN | Frame.CLOSE, new byte[] {0x0F, (byte) 0xA0}));
            assertThat(Frame.read(client).closeCode()).isEqualTo(4000);
            assertThat(client.rest()).isEmpty();
        }
        try (RawClient client = opened()) {
            client.send(Frame.masked(Frame.FIN | Frame.CLOSE, new byte[0]));
            assertThat(Frame.read(client).payload).isEmpty();
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void deadPeerIsPingedThenCut() throws IOException {
        ListenerConfig impatient =
                echo().withWebSocketOptions(
                                WebSocketOptions.defaults()
                                        .withPings(Duration.ofMillis(100), Duration.ofMillis(150)));
        try (RawClient client = open(impatient, "Sec-WebSocket-Protocol: best\n")) {
            client.head();
            for (int i = 0; i < 3; i++) {
                Frame ping = Frame.read(client);
                assertThat(ping.firstByte).isEqualTo(Frame.FIN | Frame.PING);
                client.send(Frame.masked(Frame.FIN | Frame.PONG, ping.payload));
            }
            assertThat(Frame.read(client).firstByte).isEqualTo(Frame.FIN | Frame.PING);
            assertThat(HttpLimitsTest.isCut(client)).isTrue();
        }
    }
}
