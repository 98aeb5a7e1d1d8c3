package dev.tule.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS, WSS and TCP over TLS on one port. */
class TlsTest {
    private static final int FILE_BYTES = 5_000_001;

    @TempDir private Path dir = Path.of("set by JUnit");

    private ListenerConfig config(Certificates certificates, Handler handler) {
        return ListenerConfig.of(handler)
                .withTls(certificates.tls())
                .withWebSocket("/ws", WebSocketTest.ECHO)
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
    void servesHttpWebSocketAndTcp() throws Exception {
        Certificates certificates = Certificates.make(dir);
        byte[] content = new byte[FILE_BYTES];
        new Random(3).nextBytes(content);
        Path file = Files.write(dir.resolve("f"), content);
        Handler handler =
                request -> {
                    if (request.method().equals("PUT")) {
                        return HttpServerTest.text(
                                request.scheme() + " " + request.body().readAll(FILE_BYTES).length);
                    }
                    return new Response.File(200, Headers.none(), file, 0, FILE_BYTES);
                };
        try (Network network = Network.open();
                HttpServer server =
                        HttpServer.start(network, List.of(config(certificates, handler)));
                HttpClient https =
                        HttpClient.newBuilder().sslContext(certificates.trusting()).build()) {
            URI uri = URI.create("https://localhost:" + server.port() + "/");
            HttpResponse<byte[]> got =
                    https.send(
                            HttpRequest.newBuilder(uri).build(),
                            HttpResponse.BodyHandlers.ofByteArray());
            assertThat(got.body()).isEqualTo(content);
            HttpResponse<String> put =
                    https.send(
                            HttpRequest.newBuilder(uri)
                                    .PUT(HttpRequest.BodyPublishers.ofByteArray(content))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(put.body()).isEqualTo("https " + FILE_BYTES);
            clientsConnect(network, server, certificates);
        }
    }

    private static void clientsConnect(
            Network network, HttpServer server, Certificates certificates) throws Exception {
        BlockingQueue<Integer> lengths = new LinkedBlockingQueue<>();
        ClientOptions trusting =
                ClientOptions.defaults()
                        .withTrustedCertificates(certificates.tls().certificateChain());
        URI wss = URI.create("wss://localhost:" + server.port() + "/ws");
        try (WebSocketClient client = new WebSocketClient(network, trusting);
                TcpClient tcpClient = new TcpClient(network, trusting)) {
            WebSocket socket =
                    client.connect(wss, List.of("best"), Headers.none(), s -> counter(lengths));
            socket.sendBinary(new byte[200_000]);
            assertThat(lengths.poll(10, TimeUnit.SECONDS)).isEqualTo(200_000);
            Tcp tcp =
                    tcpClient.connectTls(
                            "localhost",
                            server.port(),
                            connection ->
                                    new Tcp.Receiver() {
                                        @Override
                                        public void bytes(ByteBuffer bytes) {
                                            lengths.add(bytes.remaining());
                                        }

                                        @Override
                                        public void closed() {
                                            lengths.add(-1);
                                        }
                                    });
            tcp.send(new byte[] {0x7F, 1, 2, 3});
            assertThat(lengths.poll(10, TimeUnit.SECONDS)).isEqualTo(4);
            tcp.close();
            assertThat(lengths.poll(10, TimeUnit.SECONDS)).isEqualTo(-1);
        }
        try (WebSocketClient doubting = new WebSocketClient(network, ClientOptions.defaults())) {
            assertThatThrownBy(
                            () ->
                                    doubting.connect(
                                            wss,
                                            List.of("best"),
                                            Headers.none(),
                                            s -> counter(lengths)))
                    .isInstanceOf(IOException.class);
        }
    }

    private static WebSocket.Receiver counter(BlockingQueue<Integer> lengths) {
        return new WebSocket.Receiver() {
            @Override
            public void text(ByteBuffer utf8) {}

            @Override
            public void binary(ByteBuffer message) {
                lengths.add(message.remaining());
            }

            @Override
            public void closed() {}
        };
    }

    @Test
    void answerSurvivesContentThatIsNotRead() throws Exception {
        Certificates certificates = Certificates.make(dir);
        try (HttpServer server =
                        HttpServer.start(
                                config(certificates, request -> HttpServerTest.text("no")));
                RawClient client =
                        new RawClient(
                                certificates
                                        .trusting()
                                        .getSocketFactory()
                                        .createSocket("localhost", server.port()))) {
            client.send("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000\r\n\r\n");
            client.send(new byte[1_000_000]);
            assertThat(client.answer().content()).isEqualTo("no");
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void missingKeyFileStopsTheStart() {
        Tls tls = new Tls(dir.resolve("none"), dir.resolve("none"));
        assertThatThrownBy(
                        () ->
                                HttpServer.start(
                                        ListenerConfig.of(request -> Response.empty(200))
                                                .withTls(tls)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("none");
    }
}
