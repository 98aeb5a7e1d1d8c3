package dev.tule.vnet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.vnet.filter.SecurityGroupRule;
import dev.tule.vnet.filter.Traffic;
import dev.tule.vnet.packet.Cidr;
import dev.tule.vnet.packet.Ipv4Address;
import dev.tule.vnet.tcp.TcpConnection;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Connections over real threads, between hosts that are this process and to services. */
@Timeout(60)
class VpcHostTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Ipv4Address METADATA = Ipv4Address.of("169.254.169.254");

    private final LiveFabric live = new LiveFabric();
    private final VpcHost a = live.host("10.0.0.10", live.group("sg-a"));
    private final VpcHost b =
            live.host(
                    "10.0.0.11",
                    live.group("sg-b", SecurityGroupRule.of(Traffic.tcp(80), Cidr.ANY)));

    @AfterEach
    void close() {
        live.close();
    }

    private static byte[] noise(int length) {
        byte[] bytes = new byte[length];
        new SplittableRandom(length).nextBytes(bytes);
        return bytes;
    }

    /** What comes back for what is sent, while both go on at once. */
    private static byte[] converse(TcpConnection connection, byte[] sent) throws Exception {
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> writer =
                    threads.submit(
                            () -> {
                                try (OutputStream out = connection.output()) {
                                    out.write(sent);
                                }
                                return true;
                            });
            byte[] received = connection.input().readAllBytes();
            writer.get();
            connection.close();
            return received;
        }
    }

    @Test
    void manyStreamsAtOnceArriveComplete() throws Exception {
        b.listen(80, LiveFabric::echo);
        List<Future<Boolean>> streams = new ArrayList<>();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int i = 0; i < 20; i++) {
                byte[] sent = noise(1_000_000 + i);
                streams.add(
                        threads.submit(
                                () -> {
                                    TcpConnection connection =
                                            a.connect(b.at().address(), 80, SOON);
                                    return Arrays.equals(sent, converse(connection, sent));
                                }));
            }
        }
        for (Future<Boolean> stream : streams) {
            assertThat(stream.get()).isTrue();
        }
    }

    @Test
    void aClosedPortIsRefusedAndAClosedGroupIsSilent() {
        assertThatThrownBy(() -> a.connect(b.at().address(), 80, SOON))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("refused");
        assertThatThrownBy(() -> a.connect(b.at().address(), 81, Duration.ofMillis(300)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("timed out");
        assertThat(a.statistics().connections()).isZero();
    }

    @Test
    void aServiceKnowsWhoAsks() throws Exception {
        live.vpc.serveTcp(
                METADATA,
                80,
                (from, connection) -> {
                    connection.accept();
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try (OutputStream out = connection.output()) {
                                            out.write(from.id().getBytes(StandardCharsets.UTF_8));
                                        } catch (IOException e) {
                                            connection.reset();
                                        }
                                    });
                });

        for (VpcHost host : List.of(a, b)) {
            TcpConnection connection = host.connect(METADATA, 80, SOON);
            assertThat(connection.input().readAllBytes())
                    .asString(StandardCharsets.UTF_8)
                    .isEqualTo(host.at().id());
            connection.close();
        }
    }

    @Test
    void nobodyAnswersWhereNoServiceIs() {
        assertThatThrownBy(() -> a.connect(METADATA, 8_080, SOON)).hasMessageContaining("refused");
    }

    @Test
    void aWriterWaitsForASlowReader() throws Exception {
        List<TcpConnection> accepted = new ArrayList<>();
        b.listen(
                80,
                connection -> {
                    connection.accept();
                    accepted.add(connection);
                });
        TcpConnection connection = a.connect(b.at().address(), 80, SOON);
        byte[] sent = noise(4_000_000);
        int written = 0;
        long deadline = System.nanoTime() + 300_000_000;
        while (System.nanoTime() < deadline) {
            written += connection.write(sent, written, Math.min(64_000, sent.length - written));
        }
        assertThat(written).as("both buffers and no more").isBetween(1 << 20, 3 << 20);

        int before = written;
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<?> rest =
                    threads.submit(
                            () -> {
                                try (OutputStream out = connection.output()) {
                                    out.write(sent, before, sent.length - before);
                                }
                                return true;
                            });
            assertThat(accepted.getFirst().input().readAllBytes()).isEqualTo(sent);
            rest.get();
        }
    }

    @Test
    void aResetIsSeenByTheOtherSide() throws Exception {
        List<TcpConnection> accepted = new ArrayList<>();
        b.listen(
                80,
                connection -> {
                    connection.accept();
                    accepted.add(connection);
                });
        TcpConnection connection = a.connect(b.at().address(), 80, SOON);
        connection.output().write(1);
        assertThat(accepted.getFirst().input().read()).isEqualTo(1);
        connection.reset();

        assertThatThrownBy(() -> accepted.getFirst().input().read())
                .isInstanceOf(IOException.class)
                .hasMessageContaining("reset by the peer");
    }
}
