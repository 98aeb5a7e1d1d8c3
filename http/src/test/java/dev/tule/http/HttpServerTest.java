package dev.tule.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests and responses over real sockets, byte for byte. */
class HttpServerTest {
    private @Nullable HttpServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private RawClient client(Handler handler) throws IOException {
        return client(ListenerConfig.of(handler));
    }

    private RawClient client(ListenerConfig config) throws IOException {
        server = HttpServer.start(config);
        return new RawClient(server.port());
    }

    static Response text(String text) {
        return new Response.Bytes(
                200,
                Headers.of("Content-Type", "text/plain"),
                text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static Response echo(Request request) throws IOException {
        return text(new String(request.body().readAll(1 << 20), StandardCharsets.ISO_8859_1));
    }

    private static Response describe(Request r) {
        return text(r.scheme() + "|" + r.authority() + "|" + r.rawPath() + "|" + r.rawQuery());
    }

    @Test
    void answersWithContentLengthAndDate() throws IOException {
        try (RawClient client = client(request -> text("hello"))) {
            RawClient.Answer answer = client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").answer();
            assertThat(answer.status()).isEqualTo(200);
            assertThat(answer.content()).isEqualTo("hello");
            assertThat(answer.header("Content-Length")).isEqualTo("5");
            assertThat(answer.header("Date")).endsWith("GMT");
            assertThat(answer.header("Connection")).isEmpty();
        }
    }

    @Test
    void handlerRunsOnAVirtualThread() throws IOException {
        try (RawClient client =
                client(request -> text(String.valueOf(Thread.currentThread().isVirtual())))) {
            assertThat(client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").answer().content())
                    .isEqualTo("true");
        }
    }

    @Test
    void pathAndQueryArriveAsSent() throws IOException {
        try (RawClient client = client(HttpServerTest::describe)) {
            client.send("GET /bucket//a%2Fb/../c%20d/~?x=%41&y=+&z HTTP/1.1\r\nHost: h:1\r\n\r\n");
            assertThat(client.answer().content())
                    .isEqualTo("http|h:1|/bucket//a%2Fb/../c%20d/~|x=%41&y=+&z");
        }
    }

    @Test
    void absoluteTargetNamesSchemeAndAuthority() throws IOException {
        try (RawClient client = client(HttpServerTest::describe)) {
            client.lines(
                    """
                    POST http://ec2.us-east-1.amazonaws.com/?Action=X HTTP/1.1
                    Host: other
                    Content-Length: 0

                    """);
            assertThat(client.answer().content())
                    .isEqualTo("http|ec2.us-east-1.amazonaws.com|/|Action=X");
            client.send("GET https://s3.example:99 HTTP/1.1\r\nHost: other\r\n\r\n");
            assertThat(client.answer().content()).isEqualTo("https|s3.example:99|/|");
        }
    }

    @Test
    void headerBytesOutsideAsciiSurviveBothWays() throws IOException {
        String latin1 = "caf\u00e9";
        String utf8 =
                new String("Grüße €".getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        try (RawClient client =
                client(
                        request ->
                                new Response.Bytes(
                                        200,
                                        Headers.of(
                                                "x-one",
                                                request.headers().first("X-A").orElseThrow(),
                                                "x-two",
                                                request.headers().first("x-b").orElseThrow(),
                                                "x-three",
                                                "€"),
                                        new byte[0]))) {
            client.send(
                    "GET / HTTP/1.1\r\nHost: x\r\nx-a: "
                            + latin1
                            + "\r\nX-B: "
                            + utf8
                            + "\r\n\r\n");
            RawClient.Answer answer = client.answer();
            assertThat(answer.header("x-one")).isEqualTo(latin1);
            assertThat(answer.header("x-two")).isEqualTo(utf8);
            assertThat(answer.header("x-three")).isEqualTo("\u00e2\u0082\u00ac");
        }
    }

    @Test
    void smallBodyIsEchoed() throws IOException {
        try (RawClient client = client(HttpServerTest::echo)) {
            client.send("POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\n\r\nab");
            assertThat(client.send("cd").answer().content()).isEqualTo("abcd");
        }
    }

    @Test
    void chunkedBodyIsJoined() throws IOException {
        try (RawClient client = client(HttpServerTest::echo)) {
            client.send("POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\n");
            client.send("3\r\nabc\r\n").send("2;ext=1\r\nde\r\n").send("0\r\n\r\n");
            assertThat(client.answer().content()).isEqualTo("abcde");
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.answer().content()).isEmpty();
        }
    }

    @Test
    void streamOfUnknownLengthIsChunked() throws IOException {
        Response.Writer writer =
                out -> {
                    out.write("one".getBytes(StandardCharsets.US_ASCII));
                    out.flush();
                    out.write("two".getBytes(StandardCharsets.US_ASCII));
                };
        try (RawClient client =
                client(
                        request ->
                                new Response.Stream(
                                        200, Headers.none(), OptionalLong.empty(), writer))) {
            RawClient.Answer answer = client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").answer();
            assertThat(answer.header("Transfer-Encoding")).isEqualTo("chunked");
            assertThat(answer.content()).isEqualTo("onetwo");
            client.send("GET / HTTP/1.0\r\nHost: x\r\nConnection: keep-alive\r\n\r\n");
            assertThat(client.rest()).endsWith("\r\n\r\nonetwo");
        }
    }

    @Test
    void fileRangeIsSent(@TempDir Path dir) throws IOException {
        Path file = Files.write(dir.resolve("f"), "0123456789".getBytes(StandardCharsets.US_ASCII));
        try (RawClient client =
                client(request -> new Response.File(206, Headers.none(), file, 2, 5))) {
            RawClient.Answer answer = client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n").answer();
            assertThat(answer.status()).isEqualTo(206);
            assertThat(answer.content()).isEqualTo("23456");
            client.send("HEAD / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.answer(true).header("Content-Length")).isEqualTo("5");
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(client.answer().content()).isEqualTo("23456");
        }
    }

    @Test
    void firstByteChoosesRawTcp() throws IOException {
        ListenerConfig config =
                ListenerConfig.of(request -> text("http"))
                        .withTcp(
                                connection ->
                                        new Tcp.Receiver() {
                                            @Override
                                            public void bytes(java.nio.ByteBuffer bytes) {
                                                byte[] copy = new byte[bytes.remaining()];
                                                bytes.get(copy);
                                                connection.send(
                                                        new byte[] {'<'}, copy, new byte[] {'>'});
                                                if (copy[copy.length - 1] == '.') {
                                                    connection.close();
                                                }
                                            }

                                            @Override
                                            public void closed() {}
                                        });
        try (RawClient tcp = client(config);
                RawClient http = new RawClient(tcp.socket.getPort())) {
            tcp.send("\u007fab");
            assertThat(new String(tcp.exactly(5), StandardCharsets.ISO_8859_1))
                    .isEqualTo("<\u007fab>");
            tcp.send("bye.");
            assertThat(tcp.rest()).isEqualTo("<bye.>");
            http.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            assertThat(http.answer().content()).isEqualTo("http");
        }
    }
}
