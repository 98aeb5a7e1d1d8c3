package dev.tule.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Slow peers, many senders, noise. */
class WebSocketFlowTest {
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

    static WebSocket.Endpoint endpoint(
            java.util.function.Function<WebSocket, WebSocket.Receiver> open) {
        return new WebSocket.Endpoint() {
            @Override
            public List<String> subprotocols() {
                return List.of();
            }

            @Override
            public WebSocket.Receiver open(WebSocket socket) {
                return open.apply(socket);
            }
        };
    }

    private static WebSocket.Receiver deaf(Runnable onClosed) {
        return new WebSocket.Receiver() {
            @Override
            public void text(ByteBuffer utf8) {}

            @Override
            public void binary(ByteBuffer message) {}

            @Override
            public void closed() {
                onClosed.run();
            }
        };
    }

    @Test
    void slowPeerShowsInQueuedBytesAndWakesTheSenderWhenItReads() throws Exception {
        BlockingQueue<WebSocket> sockets = new LinkedBlockingQueue<>();
        CountDownLatch writable = new CountDownLatch(1);
        CountDownLatch closed = new CountDownLatch(1);
        ListenerConfig config =
                ListenerConfig.of(request -> Response.empty(404))
                        .withWebSocket(
                                "/ws",
                                endpoint(
                                        socket -> {
                                            sockets.add(socket);
                                            return deaf(closed::countDown);
                                        }));
        byte[] message = new byte[50_000];
        int messages = 400;
        try (RawClient client = open(config, "")) {
            client.head();
            WebSocket socket = sockets.poll(10, TimeUnit.SECONDS);
            assertThat(socket).isNotNull();
            socket.onWritable(writable::countDown);
            assertThat(socket.writable()).isTrue();
            for (int i = 0; i < messages; i++) {
                socket.sendBinary(message);
            }
            assertThat(socket.writable()).isFalse();
            assertThat(socket.queuedBytes()).isPositive();
            for (int i = 0; i < messages; i++) {
                assertThat(Frame.read(client).payload).hasSize(message.length);
            }
            assertThat(writable.await(10, TimeUnit.SECONDS)).isTrue();
            assertThat(socket.writable()).isTrue();
            socket.abort();
            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
            socket.sendBinary(message);
            assertThat(socket.queuedBytes()).isZero();
        }
    }

    @Test
    void manyThreadsKeepTheirOwnOrder() throws Exception {
        int threads = 8;
        int each = 500;
        BlockingQueue<WebSocket> sockets = new LinkedBlockingQueue<>();
        ListenerConfig config =
                ListenerConfig.of(request -> Response.empty(404))
                        .withWebSocket(
                                "/ws",
                                endpoint(
                                        socket -> {
                                            sockets.add(socket);
                                            return deaf(() -> {});
                                        }));
        try (RawClient client = open(config, "")) {
            client.head();
            WebSocket socket = sockets.poll(10, TimeUnit.SECONDS);
            assertThat(socket).isNotNull();
            for (int t = 0; t < threads; t++) {
                int thread = t;
                Thread.ofVirtual()
                        .start(
                                () -> {
                                    for (int i = 0; i < each; i++) {
                                        socket.sendText(
                                                (thread + " " + i)
                                                        .getBytes(StandardCharsets.US_ASCII));
                                    }
                                });
            }
            int[] expected = new int[threads];
            for (int i = 0; i < threads * each; i++) {
                String[] parts = Frame.read(client).text().split(" ", 2);
                int thread = Integer.parseInt(parts[0]);
                assertThat(Integer.parseInt(parts[1])).isEqualTo(expected[thread]++);
            }
        }
    }

    @Test
    void pausedConnectionHoldsThePeerBack() throws Exception {
        AtomicInteger received = new AtomicInteger();
        BlockingQueue<WebSocket> sockets = new LinkedBlockingQueue<>();
        CountDownLatch all = new CountDownLatch(1200);
        ListenerConfig config =
                ListenerConfig.of(request -> Response.empty(404))
                        .withWebSocket(
                                "/ws",
                                endpoint(
                                        socket ->
                                                new WebSocket.Receiver() {
                                                    @Override
                                                    public void text(ByteBuffer utf8) {}

                                                    @Override
                                                    public void binary(ByteBuffer message) {
                                                        if (received.incrementAndGet() == 1) {
                                                            socket.pause();
                                                            sockets.add(socket);
                                                        }
                                                        all.countDown();
                                                    }

                                                    @Override
                                                    public void closed() {}
                                                }));
        byte[] frame = Frame.masked(Frame.FIN | Frame.BINARY, new byte[10_000]);
        try (RawClient client = open(config, "")) {
            client.head();
            Thread sender =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            for (int i = 0; i < 1200; i++) {
                                                client.send(frame);
                                            }
                                        } catch (IOException e) {
                                            throw new java.io.UncheckedIOException(e);
                                        }
                                    });
            WebSocket socket = sockets.poll(10, TimeUnit.SECONDS);
            assertThat(socket).isNotNull();
            assertThat(sender.join(Duration.ofMillis(500))).isFalse();
            assertThat(received.get()).isLessThan(100);
            socket.resume();
            assertThat(all.await(20, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void randomFramesNeverHurtTheServer() throws IOException {
        long seed = System.nanoTime();
        System.out.println("WebSocketFlowTest seed " + seed);
        Random random = new Random(seed);
        server = HttpServer.start(echo());
        for (int i = 0; i < 50; i++) {
            try (RawClient client = new RawClient(server.port())) {
                client.lines(Frame.handshake("Sec-WebSocket-Protocol: good\n"));
                client.head();
                byte[] noise = new byte[random.nextInt(1, 3000)];
                random.nextBytes(noise);
                client.send(noise);
                client.socket.shutdownOutput();
                assertEndsWithWholeFrames(client, "seed " + seed);
            }
        }
        try (RawClient client = new RawClient(server.port())) {
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.answer().status()).as("seed " + seed).isEqualTo(404);
        }
    }

    /** The connection ends in time: by a reset, or after frames that have their end. */
    private static void assertEndsWithWholeFrames(RawClient client, String seed) {
        byte[] sent;
        try {
            sent = client.rest().getBytes(StandardCharsets.ISO_8859_1);
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the server holds on to the connection; " + seed, e);
        } catch (IOException reset) {
            return;
        }
        assertThatCode(() -> Frame.all(sent)).as(seed).doesNotThrowAnyException();
    }
}
