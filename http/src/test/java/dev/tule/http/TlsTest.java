package dev.tule.http;

import static java.nio.file.StandardCopyOption.REPLACE_EXISTING;
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

    /** Tells of each connection, and answers its first bytes. */
    private static ListenerConfig telling(Tls tls, BlockingQueue<TlsSession> sessions) {
        return ListenerConfig.of(request -> HttpServerTest.text("hello"))
                .withTls(tls)
                .withTcp(
                        connection -> {
                            connection.tls().ifPresent(sessions::add);
                            return echo(connection);
                        });
    }

    private static Tcp.Receiver echo(Tcp connection) {
        return new Tcp.Receiver() {
            @Override
            public void bytes(ByteBuffer bytes) {
                connection.send(WebSocketTest.copy(bytes));
            }

            @Override
            public void closed() {}
        };
    }

    /** The client's connection, after the server has answered. */
    private static Tcp connect(TcpClient client, int port) throws Exception {
        BlockingQueue<Integer> answers = new LinkedBlockingQueue<>();
        Tcp tcp =
                client.connectTls(
                        "localhost",
                        port,
                        connection ->
                                new Tcp.Receiver() {
                                    @Override
                                    public void bytes(ByteBuffer bytes) {
                                        answers.add(bytes.remaining());
                                    }

                                    @Override
                                    public void closed() {
                                        answers.add(-1);
                                    }
                                });
        tcp.send(new byte[] {0x7F});
        Integer answer = answers.poll(10, TimeUnit.SECONDS);
        if (answer == null || answer < 0) {
            throw new IOException("refused");
        }
        return tcp;
    }

    @Test
    void bothEndsKnowTheChannelAndTheServerKnowsTheClient() throws Exception {
        Certificates server = Certificates.make(Files.createDirectory(dir.resolve("server")));
        Certificates device = Certificates.make(Files.createDirectory(dir.resolve("device")));
        Certificates stranger = Certificates.make(Files.createDirectory(dir.resolve("stranger")));
        BlockingQueue<TlsSession> sessions = new LinkedBlockingQueue<>();
        Tls asking = server.tls().withClients(device.tls().certificateChain(), true);
        ClientOptions trusting =
                ClientOptions.defaults().withTrustedCertificates(server.tls().certificateChain());
        try (Network network = Network.open();
                HttpServer listening =
                        HttpServer.start(network, List.of(telling(asking, sessions)));
                TcpClient known = new TcpClient(network, trusting.withCertificate(device.tls()));
                TcpClient unknown =
                        new TcpClient(network, trusting.withCertificate(stranger.tls()));
                TcpClient nameless = new TcpClient(network, trusting)) {
            Tcp here = connect(known, listening.port());

            TlsSession there = sessions.remove();
            TlsSession own = here.tls().orElseThrow();
            assertThat(there.protocol()).isEqualTo("TLSv1.3");
            assertThat(there.peerCertificates()).hasSize(1);
            assertThat(there.peerCertificates().getFirst().getSubjectX500Principal().getName())
                    .isEqualTo("CN=localhost");
            for (String type : List.of("tls-exporter", "tls-server-end-point")) {
                assertThat(there.channelBinding(type).orElseThrow())
                        .hasSizeBetween(32, 48)
                        .isEqualTo(own.channelBinding(type).orElseThrow());
            }
            assertThat(there.channelBinding("tls-unique")).isEmpty();
            connect(known, listening.port());
            assertThat(sessions.remove().channelBinding("tls-exporter").orElseThrow())
                    .isNotEqualTo(there.channelBinding("tls-exporter").orElseThrow());
            for (TcpClient refused : List.of(unknown, nameless)) {
                assertThatThrownBy(() -> connect(refused, listening.port()))
                        .isInstanceOf(IOException.class);
            }
        }
    }

    @Test
    void certificatesAreReadAnewWithoutDroppingConnections() throws Exception {
        Certificates first = Certificates.make(Files.createDirectory(dir.resolve("first")));
        Certificates second = Certificates.make(Files.createDirectory(dir.resolve("second")));
        Path chain = Files.copy(first.tls().certificateChain(), dir.resolve("now.pem"));
        Path key = Files.copy(first.tls().privateKey(), dir.resolve("now.key"));
        BlockingQueue<TlsSession> sessions = new LinkedBlockingQueue<>();
        try (Network network = Network.open();
                HttpServer listening =
                        HttpServer.start(network, List.of(telling(new Tls(chain, key), sessions)));
                TcpClient ofFirst =
                        new TcpClient(
                                network,
                                ClientOptions.defaults()
                                        .withTrustedCertificates(first.tls().certificateChain()));
                TcpClient ofSecond =
                        new TcpClient(
                                network,
                                ClientOptions.defaults()
                                        .withTrustedCertificates(
                                                second.tls().certificateChain()))) {
            Tcp before = connect(ofFirst, listening.port());
            Files.copy(second.tls().certificateChain(), chain, REPLACE_EXISTING);
            Files.copy(second.tls().privateKey(), key, REPLACE_EXISTING);

            listening.reloadCertificates();

            connect(ofSecond, listening.port());
            assertThatThrownBy(() -> connect(ofFirst, listening.port()))
                    .isInstanceOf(IOException.class);
            Files.writeString(key, "nonsense");
            assertThatThrownBy(listening::reloadCertificates).isInstanceOf(IOException.class);
            connect(ofSecond, listening.port());
            assertThat(before.queuedBytes()).isZero();
            before.send(new byte[] {1});
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
