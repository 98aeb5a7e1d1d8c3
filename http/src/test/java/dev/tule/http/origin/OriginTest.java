package dev.tule.http.origin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.http.Headers;
import dev.tule.http.origin.OriginException.Kind;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Origin servers whose every byte a test has written. */
class OriginTest {
    private final OriginClient client = OriginClient.open();
    private final Deque<Scripted> wires = new ArrayDeque<>();
    private int dialled;

    @AfterEach
    void close() {
        client.close();
    }

    /** A wire on which some bytes come, and then the end. */
    private static final class Scripted implements Wire {
        final ByteArrayOutputStream sent = new ByteArrayOutputStream();
        final InputStream input;
        boolean closed;

        Scripted(InputStream input) {
            this.input = input;
        }

        @Override
        public InputStream input() {
            return input;
        }

        @Override
        public OutputStream output() {
            return sent;
        }

        @Override
        public void endOutput() {}

        @Override
        public void close() {
            closed = true;
        }
    }

    /** Each response comes for itself. */
    private Scripted answering(String... responses) {
        var parts =
                Stream.of(responses)
                        .map(text -> text.getBytes(StandardCharsets.ISO_8859_1))
                        .map(ByteArrayInputStream::new)
                        .toList();
        Scripted wire = new Scripted(new SequenceInputStream(Collections.enumeration(parts)));
        wires.add(wire);
        return wire;
    }

    private Origin origin() {
        return client.origin(
                _ -> {
                    dialled++;
                    return wires.remove();
                },
                OriginConfig.DEFAULT);
    }

    private static OriginRequest get() {
        return OriginRequest.of("GET", "/a?b", Headers.of("Host", "there"));
    }

    private static String text(OriginResponse response) throws IOException {
        return new String(response.content().readAllBytes(), StandardCharsets.ISO_8859_1);
    }

    @Test
    void requestsAndResponsesAreWhole() throws Exception {
        Scripted wire = answering("HTTP/1.1 200 OK\r\nContent-Length: 5\r\nX: y\r\n\r\nhello");

        try (OriginResponse response = origin().send(get())) {
            assertThat(response.status()).isEqualTo(200);
            assertThat(response.headers().first("X")).contains("y");
            assertThat(response.length()).hasValue(5);
            assertThat(text(response)).isEqualTo("hello");
        }
        assertThat(wire.sent.toString(StandardCharsets.ISO_8859_1))
                .isEqualTo("GET /a?b HTTP/1.1\r\nHost: there\r\n\r\n");
    }

    @Test
    void linesMayEndWithALineFeedAlone() throws Exception {
        answering("HTTP/1.1 201 Created\nContent-Length: 5\nX: y\n\nhello");
        try (OriginResponse response = origin().send(get())) {
            assertThat(response.status()).isEqualTo(201);
            assertThat(response.headers().first("X")).contains("y");
            assertThat(text(response)).isEqualTo("hello");
        }
    }

    @Test
    void aConnectionIsKeptAfterAWholeResponse() throws Exception {
        String one = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1";
        String chunked =
                "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n";
        answering(one, chunked, one);
        Origin origin = origin();

        for (String expected : new String[] {"1", "ab", "1"}) {
            try (OriginResponse response = origin.send(get())) {
                assertThat(text(response)).isEqualTo(expected);
            }
        }
        assertThat(dialled).isEqualTo(1);
    }

    @Test
    void aConnectionWithUnreadContentIsClosed() throws Exception {
        Scripted wire = answering("HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\n1");

        origin().send(get()).close();

        assertThat(wire.closed).isTrue();
    }

    @Test
    void aConnectionOverWhichMoreCameThanWasAskedForIsClosed() throws Exception {
        String one = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1";
        Scripted wire = answering(one + one);

        try (OriginResponse response = origin().send(get())) {
            assertThat(text(response)).isEqualTo("1");
        }
        assertThat(wire.closed).isTrue();
    }

    @Test
    void aKeptConnectionThatTheServerHasEndedIsTriedAnew() throws Exception {
        String one = "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1";
        answering(one);
        answering(one);
        Origin origin = origin();

        for (int i = 0; i < 2; i++) {
            try (OriginResponse response = origin.send(get())) {
                assertThat(text(response)).isEqualTo("1");
            }
        }
        assertThat(dialled).isEqualTo(2);
    }

    @Test
    void contentOfUnknownLengthGoesInChunks() throws Exception {
        Scripted wire = answering("HTTP/1.1 204 No Content\r\n\r\n");
        OriginRequest put =
                new OriginRequest(
                        "PUT",
                        "/",
                        Headers.of("Host", "there"),
                        new ByteArrayInputStream("abc".getBytes(StandardCharsets.UTF_8)),
                        OptionalLong.empty());

        origin().send(put).close();

        assertThat(wire.sent.toString(StandardCharsets.ISO_8859_1))
                .contains("transfer-encoding: chunked\r\n")
                .endsWith("\r\n\r\n3\r\nabc\r\n0\r\n\r\n");
    }

    @Test
    void interimResponsesAreSkippedAndAnEndIsAnEnd() throws Exception {
        answering(
                "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 200 OK\r\n\r\nto the end");

        try (OriginResponse response = origin().send(get())) {
            assertThat(response.status()).isEqualTo(200);
            assertThat(text(response)).isEqualTo("to the end");
        }
    }

    @Test
    void aConnectionWhoseEndWasTheContentsIsNotKept() throws Exception {
        Scripted wire = answering("HTTP/1.1 200 OK\r\n\r\nto the end");
        answering("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n1");
        Origin origin = origin();

        try (OriginResponse response = origin.send(get())) {
            assertThat(text(response)).isEqualTo("to the end");
        }
        assertThat(wire.closed).isTrue();
        try (OriginResponse response = origin.send(get())) {
            assertThat(text(response)).isEqualTo("1");
        }
    }

    @Test
    void whatIsCutShortIsNoWholeResponse() throws Exception {
        answering("HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n123");
        answering("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab");
        answering("HTTP/1.1 200");
        Origin origin = origin();

        for (int i = 0; i < 2; i++) {
            try (OriginResponse response = origin.send(get())) {
                assertThatThrownBy(() -> text(response)).isInstanceOf(OriginException.class);
            }
        }
        assertThatThrownBy(() -> origin.send(get()))
                .isInstanceOfSatisfying(
                        OriginException.class, e -> assertThat(e.kind()).isEqualTo(Kind.BROKEN));
    }

    @Test
    void headersThatWouldEndALineAreRefused() {
        answering("");
        OriginRequest evil =
                OriginRequest.of("GET", "/", Headers.of("X", "a\r\nTransfer-Encoding: chunked"));

        assertThatThrownBy(() -> origin().send(evil)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void aSilentServerIsGivenUp() {
        CountDownLatch ended = new CountDownLatch(1);
        InputStream silent =
                new InputStream() {
                    @Override
                    public int read() throws IOException {
                        try {
                            ended.await();
                        } catch (InterruptedException e) {
                            Thread.currentThread().interrupt();
                        }
                        throw new IOException("closed");
                    }

                    @Override
                    public int read(byte[] into, int from, int length) throws IOException {
                        return read();
                    }
                };
        Wire wire =
                new Wire() {
                    @Override
                    public InputStream input() {
                        return silent;
                    }

                    @Override
                    public OutputStream output() {
                        return OutputStream.nullOutputStream();
                    }

                    @Override
                    public void endOutput() {}

                    @Override
                    public void close() {
                        ended.countDown();
                    }
                };
        Duration little = Duration.ofMillis(20);
        Origin origin = client.origin(_ -> wire, OriginConfig.DEFAULT.withTimeouts(little, little));

        assertThatThrownBy(() -> origin.send(get()))
                .isInstanceOfSatisfying(
                        OriginException.class, e -> assertThat(e.kind()).isEqualTo(Kind.TIMED_OUT));
    }

    /** Whatever comes, it is a response or an OriginException, and never the end of the caller. */
    @Test
    void anythingMayCome() throws Exception {
        long seed = Long.getLong("tule.seed", System.nanoTime());
        System.out.println("seed " + seed);
        Random random = new Random(seed);
        String[] pieces = {
            "HTTP/1.1 ",
            "200 OK\r\n",
            "Content-Length: ",
            "Transfer-Encoding: chunked\r\n",
            "\r\n",
            "7\r\n",
            "-1",
            "0\r\n\r\n",
            "101 Switching\r\n",
            "Connection: close\r\n",
            "\u0000",
            " ",
            "ffffffffffff\r\n",
            "x",
            "HTTP/9.9 1\r\n"
        };
        for (int i = 0; i < 2_000; i++) {
            StringBuilder script =
                    new StringBuilder(random.nextBoolean() ? "HTTP/1.1 200 OK\r\n" : "");
            for (int piece = random.nextInt(8); piece >= 0; piece--) {
                script.append(pieces[random.nextInt(pieces.length)]);
            }
            answering(script.toString());
            try (OriginResponse response = origin().send(get())) {
                if (!response.upgraded()) {
                    var _ = response.content().readAllBytes();
                }
            } catch (OriginException expected) {
                assertThat(expected.kind()).isIn(Kind.BROKEN, Kind.MALFORMED);
            }
            wires.clear();
        }
    }
}
