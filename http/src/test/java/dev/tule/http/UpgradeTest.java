package dev.tule.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Handlers that change to another protocol (RFC 9110 section 7.8). */
class UpgradeTest {
    private static final String ASK =
            "GET /talk HTTP/1.1\nHost: a\nConnection: keep-alive, Upgrade\nUpgrade: parrot\n\n";

    private final CountDownLatch closed = new CountDownLatch(1);
    private final CountDownLatch asked = new CountDownLatch(1);
    private final CountDownLatch go = new CountDownLatch(1);
    private @Nullable HttpServer server;

    @AfterEach
    void stop() {
        go.countDown();
        if (server != null) {
            server.close();
        }
    }

    private RawClient client(Handler handler) throws IOException {
        server = HttpServer.start(ListenerConfig.of(handler));
        return new RawClient(server.port());
    }

    /** Says again what it hears, until it hears a full stop. */
    private final class Parrot implements Response.Talk {
        @Override
        public void speak(InputStream from, OutputStream to) throws IOException {
            int heard = from.read();
            while (heard >= 0 && heard != '.') {
                to.write(heard);
                heard = from.read();
            }
        }

        @Override
        public void close() {
            closed.countDown();
        }
    }

    private Response parrot() {
        return new Response.Upgrade(Headers.of("Upgrade", "parrot"), new Parrot());
    }

    private void awaitClosed() throws InterruptedException {
        assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void theConnectionIsTheHandlersUntilItReturns() throws Exception {
        try (RawClient client = client(_ -> parrot())) {
            client.lines(ASK);

            assertThat(client.head())
                    .startsWith("HTTP/1.1 101 ")
                    .containsIgnoringCase("upgrade: parrot");
            client.send("hello");
            assertThat(client.exactly(5)).asString(StandardCharsets.US_ASCII).isEqualTo("hello");
            client.send(".");
            assertThat(client.rest()).isEmpty();
            awaitClosed();
        }
    }

    @Test
    void whatIsSaidBeforeTheAnswerIsHeardAfterIt() throws Exception {
        try (RawClient client =
                client(
                        _ -> {
                            go.await();
                            return parrot();
                        })) {
            client.lines(ASK);
            client.send("early");
            go.countDown();

            assertThat(client.head()).startsWith("HTTP/1.1 101 ");
            client.send("bird.");
            assertThat(client.rest()).isEqualTo("earlybird");
        }
    }

    @Test
    void whoIsRefusedGoesOnWithHttp() throws Exception {
        try (RawClient client =
                client(
                        request -> {
                            if (request.rawPath().equals("/talk")) {
                                asked.countDown();
                                go.await();
                            }
                            return HttpServerTest.text(request.rawPath());
                        })) {
            client.lines(ASK);
            asked.await(); // so that what follows comes by itself, and is held back
            client.lines("GET /next HTTP/1.1\nHost: a\n\n");
            Thread.sleep(20);
            go.countDown();

            assertThat(client.answer().content()).isEqualTo("/talk");
            assertThat(client.answer().content()).isEqualTo("/next");
        }
    }

    @Test
    void whoDidNotAskIsNotUpgraded() throws Exception {
        try (RawClient client = client(_ -> parrot())) {
            client.lines("GET /talk HTTP/1.1\nHost: a\n\n");

            assertThat(client.answer().status()).isEqualTo(500);
            awaitClosed();
        }
    }

    @Test
    void aClientThatGoesAwayEndsTheTalk() throws Exception {
        try (RawClient client = client(_ -> parrot())) {
            client.lines(ASK);
            assertThat(client.head()).startsWith("HTTP/1.1 101 ");
        }
        awaitClosed();
    }

    @Test
    void muchIsHeardByWhoReadsSlowly() throws Exception {
        int bytes = 1_000_000;
        try (RawClient client =
                client(
                        _ ->
                                new Response.Upgrade(
                                        Headers.of("Upgrade", "parrot"),
                                        (from, to) -> {
                                            await(go);
                                            from.skipNBytes(bytes);
                                            to.write("all".getBytes(StandardCharsets.US_ASCII));
                                        }))) {
            client.lines(ASK);
            assertThat(client.head()).startsWith("HTTP/1.1 101 ");
            Thread.ofVirtual().start(() -> send(client, bytes));
            go.countDown();

            assertThat(client.rest()).isEqualTo("all");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void send(RawClient client, int bytes) {
        try {
            client.send(new byte[bytes]);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
