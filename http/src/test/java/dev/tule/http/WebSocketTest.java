package dev.tule.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpClient;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** WebSockets as the JDK's client and raw sockets see them. */
class WebSocketTest {
    private @Nullable HttpServer server;

    @AfterEach
    void stop() {
        if (server != null) {
            server.close();
        }
    }

    /** Sends every message back. */
    static final WebSocket.Endpoint ECHO =
            new WebSocket.Endpoint() {
                @Override
                public List<String> subprotocols() {
                    return List.of("best", "good");
                }

                @Override
                public WebSocket.Receiver open(WebSocket socket) {
                    return new WebSocket.Receiver() {
                        @Override
                        public void text(ByteBuffer utf8) {
                            socket.sendText(copy(utf8));
                        }

                        @Override
                        public void binary(ByteBuffer message) {
                            socket.sendBinary(copy(message));
                        }

                        @Override
                        public void closed() {}
                    };
                }
            };

    static byte[] copy(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.get(bytes);
        return bytes;
    }

    /** Notes what the JDK's client gets. */
    static final class Notes implements java.net.http.WebSocket.Listener {
        final BlockingQueue<String> events = new LinkedBlockingQueue<>();
        private final StringBuilder text = new StringBuilder();

        @Override
        public @Nullable CompletionStage<?> onText(
                java.net.http.WebSocket socket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                events.add("text " + text);
                text.setLength(0);
            }
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onBinary(
                java.net.http.WebSocket socket, ByteBuffer data, boolean last) {
            events.add("binary " + data.remaining());
            socket.request(1);
            return null;
        }

        @Override
        public @Nullable CompletionStage<?> onClose(
                java.net.http.WebSocket socket, int code, String reason) {
            events.add("close " + code);
            return null;
        }

        String next() throws InterruptedException {
            String event = events.poll(10, TimeUnit.SECONDS);
            return event == null ? "nothing" : event;
        }
    }

    private java.net.http.WebSocket connect(ListenerConfig config, Notes notes) throws Exception {
        server = HttpServer.start(config);
        return connect(server, notes);
    }

    static java.net.http.WebSocket connect(HttpServer server, Notes notes) throws Exception {
        return HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .subprotocols("good", "other")
                .connectTimeout(Duration.ofSeconds(10))
                .buildAsync(URI.create("ws://127.0.0.1:" + server.port() + "/ws"), notes)
                .get(10, TimeUnit.SECONDS);
    }

    private static ListenerConfig echo() {
        return ListenerConfig.of(request -> Response.empty(404)).withWebSocket("/ws", ECHO);
    }

    @Test
    void echoesTextBinaryAndFragments() throws Exception {
        Notes notes = new Notes();
        java.net.http.WebSocket socket = connect(echo(), notes);
        assertThat(socket.getSubprotocol()).isEqualTo("good");
        socket.sendText("grün", true).get(10, TimeUnit.SECONDS);
        assertThat(notes.next()).isEqualTo("text grün");
        socket.sendText("a", false).get(10, TimeUnit.SECONDS);
        socket.sendText("b", false).get(10, TimeUnit.SECONDS);
        socket.sendText("c", true).get(10, TimeUnit.SECONDS);
        assertThat(notes.next()).isEqualTo("text abc");
        socket.sendBinary(ByteBuffer.wrap("xyz".getBytes(StandardCharsets.UTF_8)), true)
                .get(10, TimeUnit.SECONDS);
        assertThat(notes.next()).isEqualTo("binary 3");
        socket.sendClose(4000, "bye").get(10, TimeUnit.SECONDS);
        assertThat(notes.next()).isEqualTo("close 4000");
    }

    @Test
    void tooLongMessageIsClosedWith1009() throws Exception {
        Notes notes = new Notes();
        java.net.http.WebSocket socket =
                connect(
                        echo().withWebSocketOptions(
                                        WebSocketOptions.defaults().withMaxBytes(1000, 1500)),
                        notes);
        socket.sendText("x".repeat(900), false).get(10, TimeUnit.SECONDS);
        socket.sendText("x".repeat(900), true).get(10, TimeUnit.SECONDS);
        assertThat(notes.next()).isEqualTo("close 1009");
    }
}
