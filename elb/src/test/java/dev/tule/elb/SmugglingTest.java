package dev.tule.elb;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.http.Headers;
import dev.tule.http.Response;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;

/** One request of a client's is one request at a target, or none. */
class SmugglingTest {
    @TempDir Path directory;
    private Farm farm;
    private URI at;
    private final List<String> seen = new CopyOnWriteArrayList<>();

    @BeforeEach
    void open() throws Exception {
        farm = new Farm(directory);
        LoadBalancer balancer = farm.balancer("web");
        String group = farm.group("servers", g -> g.healthCheckEnabled(false));
        farm.register(
                group,
                farm.server(
                        request -> {
                            byte[] body = request.body().readAll(1_000);
                            seen.add(
                                    "%s %s %s %s"
                                            .formatted(
                                                    request.method(),
                                                    request.rawPath(),
                                                    request.headers(),
                                                    new String(body, StandardCharsets.UTF_8)));
                            return new Response.Bytes(200, Headers.none(), new byte[0]);
                        }));
        farm.listener(balancer, Farm.forward(group));
        at = farm.at(balancer);
    }

    @AfterEach
    void close() {
        farm.close();
    }

    /** Sends bytes, and gives all that comes back. */
    private String send(String bytes) throws IOException {
        try (Socket socket = new Socket(at.getHost(), at.getPort())) {
            socket.setSoTimeout(5_000);
            socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG",
                "Content-Length: 5\r\nContent-Length: 6\r\n\r\nhelloG",
                "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding: xchunked\r\n\r\n0\r\n\r\n",
                "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                "Content-Length: +5\r\n\r\nhello"
            })
    void ambiguousLengthsNeverMakeTwoRequests(String rest) throws IOException {
        String answer =
                send(
                        "POST /one HTTP/1.1\r\nHost: a\r\n"
                                + rest
                                + "ET /two HTTP/1.1\r\nHost: a\r\n\r\n");

        assertThat(seen).hasSizeLessThanOrEqualTo(1);
        assertThat(String.join("\n", seen)).doesNotContain("/two");
        assertThat(answer).startsWith("HTTP/1.1 ");
    }

    @Test
    void fieldsOfTheConnectionStayWithIt() throws IOException {
        var _ =
                send(
                        "GET / HTTP/1.1\r\nHost: a\r\nConnection: X-Secret, close\r\nX-Secret: 1\r\nTE: trailers\r\nUpgrade: h2c\r\nHTTP2-Settings: AAM\r\nKeep-Alive: 5\r\nX-Stays: 1\r\n\r\n");

        assertThat(seen).singleElement().asString().contains("X-Stays");
        assertThat(seen.getFirst())
                .doesNotContain(
                        "X-Secret", "TE", "Upgrade", "HTTP2-Settings", "Keep-Alive", "Connection");
    }
}
