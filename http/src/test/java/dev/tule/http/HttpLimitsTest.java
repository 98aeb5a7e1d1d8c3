package dev.tule.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a client may not do, and what it is told then. */
class HttpLimitsTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofMinutes(1);

    private @Nullable HttpServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private RawClient client(Limits limits, Handler handler) throws IOException {
        server = HttpServer.start(ListenerConfig.of(handler).withLimits(limits));
        return new RawClient(server.port());
    }

    private RawClient client(Limits limits) throws IOException {
        return client(limits, request -> HttpServerTest.text("fine"));
    }

    private static void assertRefused(RawClient client, int status) throws IOException {
        RawClient.Answer answer = client.answer();
        assertThat(answer.status()).isEqualTo(status);
        assertThat(answer.header("Connection")).isEqualTo("close");
        assertThat(client.rest()).isEmpty();
    }

    @Test
    void tooLongRequestLineIs414() throws IOException {
        try (RawClient client = client(Limits.defaults().withMaxRequestLineBytes(2000))) {
            client.send("GET /" + "x".repeat(100_000) + " HTTP/1.1\r\nHost: x\r\n\r\n");
            assertRefused(client, 414);
        }
    }

    @Test
    void tooLongHeaderSectionIs431() throws IOException {
        try (RawClient client = client(Limits.defaults().withMaxHeaderBytes(2000))) {
            client.send("GET / HTTP/1.1\r\nHost: x\r\n" + "A: b\r\n".repeat(50_000) + "\r\n");
            assertRefused(client, 431);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET\r\n\r\n",
                "GET / HTTP/1.1\r\nHost x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nA b: c\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1x\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: -1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nContent-Length: 2\r\n\r\n",
                "GET / HTTP/1.1\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nHost: b\r\n\r\n",
                "GET relative HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET ftp://x/ HTTP/1.1\r\nHost: a\r\n\r\n",
                "GET / HTTP/1.1\r\nHost: a\r\nX: a\u0000b\r\n\r\n",
                "\u0001\u0002\u0003\u0004\r\n\r\n",
            })
    void malformedRequestIs400(String request) throws IOException {
        try (RawClient client = client(Limits.defaults())) {
            client.send(request);
            assertThat(client.answer().status()).isEqualTo(400);
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void connectIsNotImplemented() throws IOException {
        try (RawClient client = client(Limits.defaults())) {
            client.send("CONNECT x:443 HTTP/1.1\r\nHost: x:443\r\n\r\n");
            assertRefused(client, 501);
        }
    }

    @Test
    void requestBeyondThoseInFlightIs503AtOnce() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch go = new CountDownLatch(1);
        Handler slow =
                request -> {
                    entered.countDown();
                    go.await(10, TimeUnit.SECONDS);
                    return HttpServerTest.text("late");
                };
        try (RawClient first = client(Limits.defaults().withMaxRequestsInFlight(1), slow);
                RawClient second = new RawClient(first.socket.getPort())) {
            first.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
            second.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            RawClient.Answer refused = second.answer();
            assertThat(refused.status()).isEqualTo(503);
            assertThat(refused.header("Retry-After")).isEqualTo("1");
            go.countDown();
            assertThat(first.answer().content()).isEqualTo("late");
            // The place is free just after the answer is out, which the client may be first to see.
            int status = 503;
            for (long end = System.nanoTime() + 10_000_000_000L;
                    status == 503 && System.nanoTime() < end; ) {
                second.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
                status = second.answer().status();
            }
            assertThat(status).isEqualTo(200);
        }
    }

    @Test
    void connectionBeyondTheLimitIsClosed() throws IOException {
        List<RawClient> clients = new ArrayList<>();
        clients.add(client(Limits.defaults().withMaxConnections(2)));
        int port = clients.getFirst().socket.getPort();
        clients.getFirst().send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(clients.getFirst().answer().status()).isEqualTo(200);
        clients.add(new RawClient(port));
        clients.get(1).send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
        assertThat(clients.get(1).answer().status()).isEqualTo(200);
        clients.add(new RawClient(port));
        assertThat(clients.get(2).rest()).isEmpty();
        for (RawClient client : clients) {
            client.close();
        }
    }

    @Test
    void slowHeadIs408() throws IOException {
        try (RawClient client = client(Limits.defaults().withTimeouts(SHORT, LONG))) {
            client.send("GET / HTTP/1.1\r\nHo");
            assertRefused(client, 408);
        }
    }

    @Test
    void silentConnectionIsClosed() throws IOException {
        try (RawClient client = client(Limits.defaults().withTimeouts(SHORT, LONG))) {
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void idleConnectionIsClosedAfterItsLastRequest() throws IOException {
        try (RawClient client = client(Limits.defaults().withTimeouts(LONG, SHORT))) {
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.answer().content()).isEqualTo("fine");
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void handlerMayThinkLongerThanTheIdleTimeout() throws IOException {
        CountDownLatch never = new CountDownLatch(1);
        Handler thinker =
                request -> {
                    // Longer than the timeout, by the clock the server looks at.
                    assertThat(never.await(4 * SHORT.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
                    return HttpServerTest.text("thought");
                };
        try (RawClient client = client(Limits.defaults().withTimeouts(SHORT, SHORT), thinker)) {
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.answer().content()).isEqualTo("thought");
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 100_000})
    void stalledContentEndsTheRequest(int length) throws Exception {
        LinkedBlockingQueue<String> ends = new LinkedBlockingQueue<>();
        Handler reader =
                request -> {
                    try {
                        request.body().readAll(1 << 20);
                        ends.add("whole");
                    } catch (IOException e) {
                        ends.add("cut");
                    }
                    return Response.empty(200);
                };
        try (RawClient client = client(Limits.defaults().withTimeouts(LONG, SHORT), reader)) {
            client.send("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: " + length + "\r\n\r\nabc");
            assertThat(isCut(client)).isTrue();
            if (length > Limits.defaults().bufferedBodyBytes()) {
                assertThat(ends.poll(10, TimeUnit.SECONDS)).isEqualTo("cut");
            } else {
                // The handler was never called.
                assertThat(ends).isEmpty();
            }
        }
    }

    @Test
    void clientThatReadsNothingIsCut() throws Exception {
        LinkedBlockingQueue<String> ends = new LinkedBlockingQueue<>();
        Handler writer =
                request ->
                        new Response.Stream(
                                200,
                                Headers.none(),
                                java.util.OptionalLong.empty(),
                                out -> {
                                    try {
                                        while (true) {
                                            out.write(new byte[64 * 1024]);
                                        }
                                    } catch (IOException e) {
                                        ends.add("cut");
                                        throw e;
                                    }
                                });
        try (RawClient client = client(Limits.defaults().withTimeouts(LONG, SHORT), writer)) {
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(ends.poll(20, TimeUnit.SECONDS)).isEqualTo("cut");
        }
    }

    static boolean isCut(RawClient client) {
        try {
            return client.rest().isEmpty();
        } catch (IOException reset) {
            return true;
        }
    }
}
