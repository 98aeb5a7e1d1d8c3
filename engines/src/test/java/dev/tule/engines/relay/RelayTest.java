package dev.tule.engines.relay;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import dev.tule.engines.SourceRange;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RelayTest {

    private static final InetAddress LOOPBACK = InetAddress.ofLiteral("127.0.0.1");
    private static final SourceRange HERE = SourceRange.parse("127.0.0.1");

    private ServerSocket server;
    private Relay relay;

    @BeforeEach
    void open() throws IOException {
        server = new ServerSocket(0, 10, LOOPBACK);
        relay =
                Relay.open(
                        new InetSocketAddress(LOOPBACK, 0),
                        new InetSocketAddress(LOOPBACK, server.getLocalPort()),
                        List.of(HERE));
    }

    @AfterEach
    void close() throws IOException {
        relay.close();
        server.close();
    }

    private Socket connect() throws IOException {
        Socket client = new Socket(LOOPBACK, relay.address().getPort());
        client.setSoTimeout(10_000);
        return client;
    }

    @Test
    void bytesAndTheirEndPassBothWays() throws Exception {
        byte[] much = new byte[3_000_000];
        new Random(11).nextBytes(much);
        try (Socket client = connect();
                Socket inner = server.accept()) {
            Thread answer =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            inner.getInputStream()
                                                    .transferTo(inner.getOutputStream());
                                            inner.shutdownOutput();
                                        } catch (IOException e) {
                                            throw new AssertionError(e);
                                        }
                                    });
            Thread send =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            client.getOutputStream().write(much);
                                            client.shutdownOutput();
                                        } catch (IOException e) {
                                            throw new AssertionError(e);
                                        }
                                    });

            assertThat(client.getInputStream().readAllBytes()).isEqualTo(much);
            send.join();
            answer.join();
        }
    }

    @Test
    void aSourceThatIsNotAllowedIsClosedUnread() throws Exception {
        relay.allow(List.of(SourceRange.parse("10.0.0.0/8")));

        try (Socket client = connect()) {
            assertThat(client.getInputStream().read()).isEqualTo(-1);
        }
        server.setSoTimeout(100);
        assertThatIOException().isThrownBy(() -> server.accept());
    }

    @Test
    void thoseThatAreConnectedStayWhenSourcesChange() throws Exception {
        try (Socket client = connect();
                Socket inner = server.accept()) {
            relay.allow(List.of());

            inner.getOutputStream().write("still".getBytes(StandardCharsets.UTF_8));

            assertThat(client.getInputStream().readNBytes(5)).asString().isEqualTo("still");
        }
    }

    @Test
    void closingEndsConnections() throws Exception {
        try (Socket client = connect();
                Socket inner = server.accept()) {
            inner.setSoTimeout(10_000);
            relay.close();

            assertThat(client.getInputStream().read()).isEqualTo(-1);
            assertThat(inner.getInputStream().read()).isEqualTo(-1);
        }
    }
}
