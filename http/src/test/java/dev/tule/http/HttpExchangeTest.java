package dev.tule.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** How a request and its response end, well or badly. */
class HttpExchangeTest {
    private static final String GET = "GET / HTTP/1.1\r\nHost: x\r\n\r\n";

    private final BlockingQueue<String> events = new LinkedBlockingQueue<>();
    private @Nullable HttpServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private RawClient client(Handler handler) throws IOException {
        server = HttpServer.start(ListenerConfig.of(handler));
        return new RawClient(server.port());
    }

    private String next() throws InterruptedException {
        String event = events.poll(10, TimeUnit.SECONDS);
        return event == null ? "nothing" : event;
    }

    @Test
    void continueIsSentByTheFirstRead() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Handler handler =
                request -> {
                    events.add("entered");
                    go.await(10, TimeUnit.SECONDS);
                    return HttpServerTest.text(request.body().readAll(100).length + " bytes");
                };
        try (RawClient client = client(handler)) {
            client.lines(
                    """
                    PUT / HTTP/1.1
                    Host: x
                    Content-Length: 3
                    Expect: 100-continue

                    """);
            assertThat(next()).isEqualTo("entered");
            client.socket.setSoTimeout(100);
            assertThatThrownBy(client::line).isInstanceOf(java.net.SocketTimeoutException.class);
            client.socket.setSoTimeout(10_000);
            go.countDown();
            assertThat(client.head()).startsWith("HTTP/1.1 100 Continue");
            assertThat(client.send("abc").answer().content()).isEqualTo("3 bytes");
            assertThat(client.send(GET).answer().content()).isEqualTo("0 bytes");
        }
    }

    @Test
    void answerWithoutAReadKeepsTheContentAway() throws Exception {
        try (RawClient client = client(request -> Response.empty(403))) {
            client.lines(
                    """
                    PUT / HTTP/1.1
                    Host: x
                    Content-Length: 3
                    Expect: 100-continue

                    """);
            RawClient.Answer answer = client.answer();
            assertThat(answer.status()).isEqualTo(403);
            // Whether the content still comes can't be known, so the connection ends.
            assertThat(answer.header("Connection")).isEqualTo("close");
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() throws Exception {
        try (RawClient client = client(request -> HttpServerTest.text(request.rawPath()))) {
            StringBuilder requests = new StringBuilder();
            for (int i = 0; i < 50; i++) {
                requests.append("GET /").append(i).append(" HTTP/1.1\r\nHost: x\r\n\r\n");
            }
            client.send(requests.toString());
            for (int i = 0; i < 50; i++) {
                assertThat(client.answer().content()).isEqualTo("/" + i);
            }
        }
    }

    @Test
    void clientMayEndItsSideAfterTheRequest() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        Handler handler =
                request -> {
                    events.add("entered");
                    go.await(10, TimeUnit.SECONDS);
                    return HttpServerTest.text("still here");
                };
        try (RawClient client = client(handler)) {
            client.send(GET);
            client.socket.shutdownOutput();
            assertThat(next()).isEqualTo("entered");
            go.countDown();
            assertThat(client.answer().content()).isEqualTo("still here");
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void contentCutShortIsAnIOException() throws Exception {
        Handler handler =
                request -> {
                    try {
                        request.body().readAll(1 << 20);
                        events.add("whole");
                    } catch (IOException e) {
                        events.add("cut");
                    }
                    return Response.empty(200);
                };
        try (RawClient client = client(handler)) {
            client.send("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\nabc");
            client.socket.shutdownOutput();
            assertThat(next()).isEqualTo("cut");
        }
        try (RawClient client = client(handler)) {
            client.send("PUT / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nab");
            client.socket.close();
            assertThat(next()).isEqualTo("cut");
        }
        try (RawClient client = client(handler)) {
            client.send("PUT / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n");
            assertThat(next()).isEqualTo("cut");
        }
    }

    @Test
    void writingToAClientThatLeftIsAnIOException() throws Exception {
        Response.Writer writer =
                out -> {
                    events.add("writing");
                    try {
                        while (true) {
                            out.write(new byte[10_000]);
                            out.flush();
                        }
                    } catch (IOException e) {
                        events.add("cut");
                        throw e;
                    }
                };
        try (RawClient client =
                client(
                        request ->
                                new Response.Stream(
                                        200, Headers.none(), OptionalLong.empty(), writer))) {
            client.send(GET);
            assertThat(next()).isEqualTo("writing");
            client.socket.close();
            assertThat(next()).isEqualTo("cut");
        }
    }

    @Test
    void failureOfAHandlerIs500AndLoggedOnce() throws Exception {
        try (LogCapture log = LogCapture.of(Exchange.class);
                RawClient client =
                        client(
                                request -> {
                                    throw new IllegalStateException("broken");
                                })) {
            RawClient.Answer answer =
                    client.send("GET /p?secret HTTP/1.1\r\nHost: x\r\n\r\n").answer();
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.content()).isEmpty();
            assertThat(client.send(GET).answer().status()).isEqualTo(500);
            assertThat(log.records()).hasSize(2);
            LogRecord record = log.records().getFirst();
            assertThat(record.getMessage()).contains("GET /p").doesNotContain("secret");
            assertThat(record.getThrown()).hasMessage("broken");
        }
    }

    @Test
    void bodyTooLargeForItsHandlerIs413() throws Exception {
        try (RawClient client =
                client(
                        request -> {
                            request.body().readAll(10);
                            return Response.empty(200);
                        })) {
            client.send("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 11\r\n\r\n01234567890");
            assertThat(client.answer().status()).isEqualTo(413);
            assertThat(client.send(GET).answer().status()).isEqualTo(200);
        }
    }

    @Test
    void writerThatFailsNeverLooksComplete() throws Exception {
        Response.Writer failing =
                out -> {
                    out.write("half".getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                    throw new IOException("disk gone");
                };
        for (OptionalLong length : new OptionalLong[] {OptionalLong.empty(), OptionalLong.of(8)}) {
            try (LogCapture log = LogCapture.of(ResponseWriter.class);
                    RawClient client =
                            client(
                                    request ->
                                            new Response.Stream(
                                                    200, Headers.none(), length, failing))) {
                client.send(GET);
                assertThatThrownBy(client::answer).isInstanceOf(IOException.class);
                assertThat(log.records()).hasSize(1);
            }
        }
    }

    @Test
    void writerMustKeepToItsLength() throws Exception {
        Response.Writer four = out -> out.write(new byte[4]);
        for (long length : new long[] {3, 5}) {
            try (LogCapture log = LogCapture.of(ResponseWriter.class);
                    RawClient client =
                            client(
                                    request ->
                                            new Response.Stream(
                                                    200,
                                                    Headers.none(),
                                                    OptionalLong.of(length),
                                                    four))) {
                client.send(GET);
                assertThatThrownBy(client::answer).isInstanceOf(IOException.class);
                assertThat(log.records()).hasSize(1);
            }
        }
    }

    @Test
    void headIsAnsweredWithoutContent() throws Exception {
        Handler handler =
                request ->
                        switch (request.rawPath()) {
                            case "/bytes" -> HttpServerTest.text("hello");
                            case "/declared" ->
                                    new Response.Bytes(
                                            200, Headers.of("Content-Length", "99"), new byte[0]);
                            default ->
                                    new Response.Stream(
                                            200,
                                            Headers.none(),
                                            OptionalLong.of(7),
                                            out -> events.add("written"));
                        };
        try (RawClient client = client(handler)) {
            client.send("HEAD /bytes HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.answer(true).header("Content-Length")).isEqualTo("5");
            client.send("HEAD /declared HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.answer(true).header("Content-Length")).isEqualTo("99");
            client.send("HEAD /stream HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.answer(true).header("Content-Length")).isEqualTo("7");
            assertThat(events).isEmpty();
        }
    }

    @Test
    void aWriterIsClosedOnceWhetherItWroteOrNot() throws Exception {
        Response.Writer writer =
                new Response.Writer() {
                    @Override
                    public void writeTo(OutputStream out) throws IOException {
                        events.add("written");
                        out.write(7);
                    }

                    @Override
                    public void close() {
                        events.add("closed");
                    }
                };
        Handler handler =
                request ->
                        new Response.Stream(
                                200,
                                request.rawPath().equals("/bad")
                                        ? Headers.of("X-Broken", "a\r\nb")
                                        : Headers.none(),
                                OptionalLong.of(1),
                                writer);
        try (RawClient client = client(handler);
                LogCapture log = LogCapture.of(ResponseWriter.class)) {
            client.send(GET).answer();
            assertThat(List.of(next(), next())).containsExactly("written", "closed");
            client.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n").answer(true);
            assertThat(next()).isEqualTo("closed");
            client.send("GET /bad HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.answer().status()).isEqualTo(500);
            assertThat(next()).isEqualTo("closed");
            assertThat(log.records()).hasSize(1);
        }
        assertThat(events).isEmpty();
    }

    @Test
    void noContentAndNotModifiedHaveNoContent() throws Exception {
        Handler handler =
                request ->
                        new Response.Bytes(
                                Integer.parseInt(request.rawPath().substring(1)),
                                Headers.of("ETag", "\"e\""),
                                "ignored".getBytes(StandardCharsets.US_ASCII));
        try (RawClient client = client(handler)) {
            RawClient.Answer noContent =
                    client.send("GET /204 HTTP/1.1\r\nHost: x\r\n\r\n").answer();
            assertThat(noContent.header("Content-Length")).isEmpty();
            assertThat(noContent.header("Transfer-Encoding")).isEmpty();
            RawClient.Answer notModified =
                    client.send("GET /304 HTTP/1.1\r\nHost: x\r\n\r\n").answer();
            assertThat(notModified.header("ETag")).isEqualTo("\"e\"");
            RawClient.Answer ok = client.send("GET /200 HTTP/1.1\r\nHost: x\r\n\r\n").answer();
            assertThat(ok.content()).isEqualTo("ignored");
        }
    }

    @Test
    void unreadContentIsThrownAwayIfItIsLittle() throws Exception {
        try (RawClient client = client(request -> HttpServerTest.text("no thanks"))) {
            client.send("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n");
            assertThat(client.answer().content()).isEqualTo("no thanks");
            client.send("x".repeat(100_000)).send(GET);
            assertThat(client.answer().content()).isEqualTo("no thanks");
        }
    }

    @Test
    void unreadContentEndsTheConnectionIfItIsMuch() throws Exception {
        try (RawClient client = client(request -> HttpServerTest.text("no thanks"))) {
            client.send("PUT / HTTP/1.1\r\nHost: x\r\nContent-Length: 9000000\r\n\r\n");
            // The client sends on before it looks: its answer must not be lost to a reset.
            client.send(new byte[3_000_000]);
            RawClient.Answer answer = client.answer();
            assertThat(answer.content()).isEqualTo("no thanks");
            assertThat(answer.header("Connection")).isEqualTo("close");
            client.send(new byte[3_000_000]);
            assertThat(client.rest()).isEmpty();
        }
    }

    @Test
    void connectionCloseIsHonouredFromBothSides() throws Exception {
        try (RawClient client = client(request -> HttpServerTest.text("bye"))) {
            client.send("GET / HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
            RawClient.Answer answer = client.answer();
            assertThat(answer.header("Connection")).isEqualTo("close");
            assertThat(client.rest()).isEmpty();
        }
        try (RawClient client =
                client(
                        request ->
                                new Response.Bytes(
                                        200, Headers.of("Connection", "close"), new byte[1]))) {
            assertThat(client.send(GET).answer().header("Connection")).isEqualTo("close");
            assertThat(client.rest()).isEmpty();
        }
    }
}
