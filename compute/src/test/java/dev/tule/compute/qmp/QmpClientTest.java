package dev.tule.compute.qmp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QmpClientTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final String GREETING = "{\"QMP\": {\"version\": {}, \"capabilities\": []}}\r\n";

    @TempDir Path directory;

    private final LinkedBlockingQueue<QmpEvent> events = new LinkedBlockingQueue<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final QmpListener listener =
            new QmpListener() {
                @Override
                public void event(QmpEvent event) {
                    events.add(event);
                }

                @Override
                public void closed() {
                    closed.countDown();
                }
            };
    private Path socket;
    private ServerSocketChannel server;

    @BeforeEach
    void listen() throws IOException {
        socket = directory.resolve("qmp");
        server = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        server.bind(UnixDomainSocketAddress.of(socket));
    }

    @AfterEach
    void close() throws IOException {
        server.close();
    }

    /** A QEMU that greets, and answers each line with what the function makes of it. */
    private void serve(String greeting, UnaryOperator<String> answers) {
        Thread.ofVirtual()
                .start(
                        () -> {
                            try (SocketChannel client = server.accept();
                                    BufferedReader in =
                                            new BufferedReader(
                                                    new InputStreamReader(
                                                            Channels.newInputStream(client),
                                                            StandardCharsets.UTF_8))) {
                                write(client, greeting);
                                for (String line = in.readLine();
                                        line != null;
                                        line = in.readLine()) {
                                    write(client, answers.apply(line));
                                }
                            } catch (IOException e) {
                                // The client has gone.
                            }
                        });
    }

    private static void write(SocketChannel to, String text) throws IOException {
        ByteBuffer bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }

    private static String returns(String line, String value) {
        return "{\"return\": %s, \"id\": %s}\n"
                .formatted(value, line.replaceAll(".*\"id\":(\\d+).*", "$1"));
    }

    @Test
    void aCommandReturnsWhatQemuReturns() throws Exception {
        serve(
                GREETING,
                line ->
                        line.contains("query-status")
                                ? returns(line, "{\"status\": \"running\"}")
                                : returns(line, "{}"));

        try (QmpClient client = QmpClient.connect(socket, listener, SOON)) {
            assertThat(client.execute("query-status").path("status").asText()).isEqualTo("running");
            assertThat(client.execute("quit").isEmpty()).isTrue();
        }
    }

    @Test
    void argumentsAreSentAsJson() throws Exception {
        serve(GREETING, line -> returns(line, "\"" + line.replace("\"", "'") + "\""));

        try (QmpClient client = QmpClient.connect(socket, listener, SOON)) {
            String sent = client.execute("x", Map.of("a", List.of(1, true, "b\nc"))).asText();
            assertThat(sent).isEqualTo("{'arguments':{'a':[1,true,'b\nc']},'execute':'x','id':2}");
        }
    }

    @Test
    void aRefusalIsAnExceptionThatSaysWhy() throws Exception {
        serve(
                GREETING,
                line ->
                        line.contains("qmp_cap")
                                ? returns(line, "{}")
                                : returns(line, "0")
                                        .replace(
                                                "\"return\": 0",
                                                "\"error\": {\"class\": \"GenericError\","
                                                        + " \"desc\": \"no such device\"}"));

        try (QmpClient client = QmpClient.connect(socket, listener, SOON)) {
            assertThatThrownBy(() -> client.execute("device_del"))
                    .isInstanceOfSatisfying(
                            QmpException.class, e -> assertThat(e.refused()).isTrue())
                    .hasMessage("device_del: no such device");
        }
    }

    @Test
    void eventsComeBetweenAnswers() throws Exception {
        serve(
                GREETING,
                line ->
                        "{\"event\": \"STOP\", \"timestamp\": {}}\n{\"event\": \"SHUTDOWN\","
                                + " \"data\": {\"guest\": true}}\n"
                                + returns(line, "{}"));

        try (QmpClient client = QmpClient.connect(socket, listener, SOON)) {
            assertThat(client.execute("x").isEmpty()).isTrue();
            assertThat(events).extracting(QmpEvent::name).startsWith("STOP", "SHUTDOWN");
            assertThat(events)
                    .element(1)
                    .extracting(e -> e.data().path("guest").asBoolean())
                    .isEqualTo(true);
        }
    }

    @Test
    void whoeverWaitsIsToldWhenQemuEnds() throws Exception {
        serve(GREETING, line -> line.contains("qmp_cap") ? returns(line, "{}") : "not JSON\n");

        try (QmpClient client = QmpClient.connect(socket, listener, SOON)) {
            assertThatThrownBy(() -> client.execute("x"))
                    .hasMessage("x: the machine's control connection ended");
            assertThat(closed.await(10, TimeUnit.SECONDS)).isTrue();
            assertThatThrownBy(() -> client.execute("y")).hasMessageContaining("closed");
        }
    }

    @Test
    void anAnswerMayNotTakeForEver() {
        serve(GREETING, line -> line.contains("qmp_cap") ? returns(line, "{}") : "");

        assertThatThrownBy(
                        () -> {
                            try (QmpClient client =
                                    QmpClient.connect(socket, listener, Duration.ofMillis(300))) {
                                client.execute("x");
                            }
                        })
                .hasMessage("x: no answer within PT0.3S");
    }

    @Test
    void aLineHasALimit() {
        serve("x".repeat(QmpMessage.LONGEST_LINE + 1), line -> "");

        assertThatThrownBy(() -> QmpClient.connect(socket, listener, SOON))
                .hasMessage("the greeting: the machine's control connection ended");
    }

    @Test
    void nobodyListeningIsAnError() {
        assertThatThrownBy(() -> QmpClient.connect(directory.resolve("none"), listener, SOON))
                .isInstanceOf(QmpException.class)
                .hasMessageStartingWith("can't connect to ");
    }
}
