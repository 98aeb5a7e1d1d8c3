package dev.tule.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Requests and responses that could be read in two ways: each must be read in one, or refused, so
 * that nothing hides a second message in the first (RFC 9112 section 11).
 */
class HttpSmugglingTest {
    private final List<String> paths = new CopyOnWriteArrayList<>();
    private @Nullable HttpServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    private RawClient client() throws IOException {
        server =
                HttpServer.start(
                        ListenerConfig.of(
                                request -> {
                                    paths.add(request.rawPath());
                                    byte[] content = request.body().readAll(1000);
                                    return HttpServerTest.text(
                                            new String(content, StandardCharsets.ISO_8859_1));
                                }));
        return new RawClient(server.port());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 6|Transfer-Encoding: chunked||0||G",
                "Transfer-Encoding: chunked|Content-Length: 30||0||GET /hidden HTTP/1.1||",
                "Transfer-Encoding: xchunked||0||",
                "Transfer-Encoding: chunked, identity||0||",
                "Transfer-Encoding : chunked||0||",
                "Transfer-Encoding: \u000bchunked||0||",
                "Content-Length: 5, 6||hello",
                "Content-Length: +5||hello",
                "Content-Length: 0x5||hello",
            })
    void ambiguousLengthIsRefusedOrEndsTheConnection(String rest) throws IOException {
        try (RawClient client = client()) {
            client.send("POST /first HTTP/1.1\r\nHost: x\r\n" + rest.replace("|", "\r\n"));
            client.socket.shutdownOutput();
            String answers = client.rest();
            assertThat(answers).startsWith("HTTP/1.1 400");
            assertThat(paths).doesNotContain("/hidden");
        } catch (java.net.SocketException reset) {
            assertThat(paths).doesNotContain("/hidden");
        }
    }

    @Test
    void lineBreakInAResponseHeaderIs500() throws IOException {
        server =
                HttpServer.start(
                        ListenerConfig.of(
                                request ->
                                        new Response.Bytes(
                                                200,
                                                Headers.of(
                                                        "X",
                                                        request.rawPath() + "\r\nSet-Cookie: a"),
                                                new byte[0])));
        try (LogCapture log = LogCapture.of(ResponseWriter.class);
                RawClient client = new RawClient(server.port())) {
            client.send("GET / HTTP/1.1\r\nHost: x\r\n\r\n");
            RawClient.Answer answer = client.answer();
            assertThat(answer.status()).isEqualTo(500);
            assertThat(answer.head()).doesNotContain("Set-Cookie");
            assertThat(log.records()).hasSize(1);
        }
    }
}
