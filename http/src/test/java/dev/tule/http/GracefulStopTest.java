package dev.tule.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.EventLoop;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What happens to connections when the server stops. */
class GracefulStopTest {
    private static final int CLIENTS = 8;
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir private Path dir = Path.of("set by JUnit");

    /** Connects, over TLS where there are certificates. */
    private static Socket connect(int port, List<Certificates> tls) throws IOException {
        return tls.isEmpty()
                ? new Socket(InetAddress.getLoopbackAddress(), port)
                : tls.getFirst().trusting().getSocketFactory().createSocket("localhost", port);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void requestsInFlightEndAndNewOnesAreRefused(boolean overTls) throws Exception {
        List<Certificates> tls = overTls ? List.of(Certificates.make(dir)) : List.of();
        CountDownLatch entered = new CountDownLatch(CLIENTS);
        CountDownLatch go = new CountDownLatch(1);
        Handler slow =
                request -> {
                    entered.countDown();
                    go.await(10, TimeUnit.SECONDS);
                    return new Response.Stream(
                            200,
                            Headers.none(),
                            OptionalLong.empty(),
                            out -> out.write(new byte[1_000_000]));
                };
        ListenerConfig config = ListenerConfig.of(slow);
        HttpServer server =
                HttpServer.start(overTls ? config.withTls(tls.getFirst().tls()) : config);
        List<RawClient> clients = new ArrayList<>();
        for (int i = 0; i < CLIENTS; i++) {
            clients.add(new RawClient(connect(server.port(), tls)));
            clients.getLast().send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        }
        RawClient idle = new RawClient(connect(server.port(), tls));
        assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> server.stop(LONG));
        // An idle connection is closed as soon as the server begins to stop.
        assertThat(HttpLimitsTest.isCut(idle)).isTrue();
        assertThatThrownBy(
                        () -> {
                            try (RawClient late = new RawClient(connect(server.port(), tls))) {
                                late.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
                                late.line();
                            }
                        })
                .isInstanceOf(IOException.class);
        assertThat(stopped).isNotDone();
        go.countDown();
        for (RawClient client : clients) {
            RawClient.Answer answer = client.answer();
            assertThat(answer.content()).hasSize(1_000_000);
            assertThat(answer.header("Connection")).isEqualTo("close");
            client.close();
        }
        idle.close();
        stopped.get(10, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aClientThatKeepsItsConnectionAfterTheAnswerHoldsUpNobody(boolean overTls)
            throws Exception {
        List<Certificates> tls = overTls ? List.of(Certificates.make(dir)) : List.of();
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        ListenerConfig config =
                ListenerConfig.of(
                        request -> {
                            entered.countDown();
                            go.await(10, TimeUnit.SECONDS);
                            return HttpServerTest.text("in time");
                        });
        HttpServer server =
                HttpServer.start(overTls ? config.withTls(tls.getFirst().tls()) : config);
        try (RawClient client = new RawClient(connect(server.port(), tls))) {
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
            CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> server.stop(LONG));
            go.countDown();
            assertThat(client.answer().content()).isEqualTo("in time");
            stopped.get(3, TimeUnit.SECONDS);
        }
    }

    @Test
    void deadlineCutsWhatIsLeft() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        HttpServer server =
                HttpServer.start(
                        ListenerConfig.of(
                                request -> {
                                    entered.countDown();
                                    go.await(20, TimeUnit.SECONDS);
                                    return HttpServerTest.text("too late");
                                }));
        try (RawClient client = new RawClient(server.port())) {
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
            CompletableFuture.runAsync(() -> server.stop(Duration.ofMillis(100)))
                    .get(10, TimeUnit.SECONDS);
            assertThat(HttpLimitsTest.isCut(client)).isTrue();
            go.countDown();
        }
    }

    @Test
    void webSocketsAreToldThatTheServerGoesAway() throws Exception {
        WebSocketTest.Notes notes = new WebSocketTest.Notes();
        HttpServer server =
                HttpServer.start(
                        ListenerConfig.of(request -> Response.empty(404))
                                .withWebSocket("/ws", WebSocketTest.ECHO));
        java.net.http.WebSocket socket = WebSocketTest.connect(server, notes);
        CompletableFuture<Void> stopped = CompletableFuture.runAsync(() -> server.stop(LONG));
        assertThat(notes.next()).isEqualTo("close 1001");
        socket.abort();
        stopped.get(10, TimeUnit.SECONDS);
    }

    @Test
    void portIsServedOnceAndFreeAfterTheStop() throws Exception {
        try (Network network = Network.open();
                HttpServer first =
                        HttpServer.start(
                                network,
                                List.of(ListenerConfig.of(request -> Response.empty(200))))) {
            int port = first.port();
            ListenerConfig same =
                    ListenerConfig.of(request -> Response.empty(200)).at("127.0.0.1", port);
            assertThatThrownBy(() -> HttpServer.start(network, List.of(same)))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> HttpServer.start(same)).isInstanceOf(IOException.class);
            first.stop(LONG);
            HttpServer second = HttpServer.start(network, List.of(same));
            assertThat(second.port()).isEqualTo(port);
            assertThatThrownBy(() -> HttpServer.start(network, List.of(same)))
                    .isInstanceOf(IOException.class);
            second.stop(LONG);
            second.stop(LONG);
        }
    }

    /**
     * The JDK's sockets are only closed when a selector comes round, and an event loop with much to
     * do is slow to let it.
     */
    @Test
    void thePortCanBeServedAnewAsSoonAsItHasStopped() throws Exception {
        try (Network network = Network.open()) {
            ListenerConfig config = ListenerConfig.of(_ -> Response.empty(204));
            HttpServer first = HttpServer.start(network, List.of(config));
            EventLoop acceptor = network.acceptor();
            long end = System.nanoTime() + Duration.ofMillis(200).toNanos();
            acceptor.execute(() -> keepBusy(acceptor, end));

            first.stop(Duration.ZERO);

            HttpServer again =
                    HttpServer.start(network, List.of(config.at("127.0.0.1", first.port())));
            again.stop(Duration.ZERO);
        }
    }

    private static void keepBusy(EventLoop loop, long end) {
        if (System.nanoTime() < end) {
            loop.execute(() -> keepBusy(loop, end));
        }
    }

    @Test
    void whoConnectsWhileTheServerStopsIsTurnedAwayInSilence() throws Exception {
        Network network = Network.open();
        try (LogCapture netty = LogCapture.of(ServerBootstrap.class)) {
            for (int round = 0; round < 20; round++) {
                HttpServer server =
                        HttpServer.start(
                                network,
                                List.of(ListenerConfig.of(request -> Response.empty(200))));
                AtomicBoolean stopped = new AtomicBoolean();
                Thread crowd = Thread.ofVirtual().start(() -> connectUntil(stopped, server.port()));
                server.stop(Duration.ofSeconds(2));
                stopped.set(true);
                crowd.join();
            }
            assertThat(netty.records()).isEmpty();
        } finally {
            network.close();
        }
    }

    private static void connectUntil(AtomicBoolean stopped, int port) {
        while (!stopped.get()) {
            try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
                assertThat(socket.isConnected()).isTrue();
            } catch (IOException refused) {
                // As it should be, once the port is closed.
            }
        }
    }
}
