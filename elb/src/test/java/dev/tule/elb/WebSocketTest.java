package dev.tule.elb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.http.Headers;
import dev.tule.http.HttpServer;
import dev.tule.http.Response;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;

/** WebSockets through application load balancers (RFC 6455). */
class WebSocketTest {
    @TempDir Path directory;
    private final LinkedBlockingQueue<String> heard = new LinkedBlockingQueue<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private Farm farm;

    @BeforeEach
    void open() throws Exception {
        farm = new Farm(directory);
    }

    @AfterEach
    void close() {
        farm.close();
        http.close();
    }

    /** Says again what it is told. */
    private static final class Echo implements dev.tule.http.WebSocket.Endpoint {
        @Override
        public List<String> subprotocols() {
            return List.of("echo");
        }

        @Override
        public dev.tule.http.WebSocket.Receiver open(dev.tule.http.WebSocket socket) {
            return new dev.tule.http.WebSocket.Receiver() {
                @Override
                public void text(ByteBuffer utf8) {
                    byte[] bytes = new byte[utf8.remaining()];
                    utf8.get(bytes);
                    socket.sendText(bytes);
                }

                @Override
                public void binary(ByteBuffer message) {}

                @Override
                public void closed() {}
            };
        }
    }

    private URI before(HttpServer server) {
        String group = farm.group("servers");
        farm.register(group, server);
        LoadBalancer balancer = farm.balancer("web");
        farm.listener(balancer, Farm.forward(group));
        return URI.create(farm.at(balancer).toString().replace("http:", "ws:") + "/socket");
    }

    private WebSocket socket(URI uri) {
        return http.newWebSocketBuilder()
                .subprotocols("echo")
                .buildAsync(
                        uri,
                        new WebSocket.Listener() {
                            @Override
                            public @Nullable CompletionStage<?> onText(
                                    WebSocket socket, CharSequence text, boolean last) {
                                heard.add(text.toString());
                                socket.request(1);
                                return null;
                            }

                            @Override
                            public @Nullable CompletionStage<?> onClose(
                                    WebSocket socket, int code, String reason) {
                                heard.add("closed " + code);
                                return null;
                            }
                        })
                .join();
    }

    private String next() throws InterruptedException {
        return heard.poll(10, TimeUnit.SECONDS);
    }

    @Test
    void messagesGoBothWays() throws Exception {
        WebSocket socket = socket(before(farm.webSocketServer("/socket", new Echo())));

        assertThat(socket.getSubprotocol()).isEqualTo("echo");
        socket.sendText("one", true).join();
        assertThat(next()).isEqualTo("one");
        String long1 = "x".repeat(20_000);
        socket.sendText(long1, true).join();
        StringBuilder long2 = new StringBuilder();
        while (long2.length() < long1.length()) {
            long2.append(next());
        }
        assertThat(long2.toString()).isEqualTo(long1);
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        assertThat(next()).isEqualTo("closed 1000");
    }

    @Test
    void aTargetThatRefusesIsHeard() throws Exception {
        URI uri =
                before(
                        farm.server(
                                _ ->
                                        new Response.Bytes(
                                                403,
                                                Headers.none(),
                                                "no".getBytes(StandardCharsets.UTF_8))));

        assertThatThrownBy(() -> socket(uri))
                .isInstanceOf(CompletionException.class)
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refused -> assertThat(refused.getResponse().statusCode()).isEqualTo(403));
    }
}
