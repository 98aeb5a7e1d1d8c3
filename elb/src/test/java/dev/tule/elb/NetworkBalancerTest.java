package dev.tule.elb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.elasticloadbalancing.model.Instance;
import software.amazon.awssdk.services.elasticloadbalancing.model.Listener;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.Certificate;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.ListenerAttribute;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.LoadBalancer;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetGroupAttribute;

/** Connections, carried as they are: network load balancers, and classic ones' TCP. */
class NetworkBalancerTest {
    @TempDir Path directory;
    private Farm farm;
    private final List<Peer> peers = new ArrayList<>();

    @BeforeEach
    void open() throws Exception {
        farm = new Farm(directory);
    }

    @AfterEach
    void close() throws IOException {
        farm.close();
        for (Peer peer : peers) {
            peer.close();
        }
    }

    /** What a server does with a connection. */
    @FunctionalInterface
    private interface Talk {
        void talk(InputStream in, OutputStream out) throws IOException;
    }

    /** A server of connections. */
    private record Peer(ServerSocket socket) {
        int port() {
            return socket.getLocalPort();
        }

        void close() throws IOException {
            socket.close();
        }
    }

    private Peer peer(Talk talk) throws IOException {
        Peer peer = new Peer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
        peers.add(peer);
        Thread.ofVirtual()
                .start(
                        () -> {
                            while (!peer.socket.isClosed()) {
                                try {
                                    Socket taken = peer.socket.accept();
                                    Thread.ofVirtual().start(() -> talk(taken, talk));
                                } catch (IOException closed) {
                                    return;
                                }
                            }
                        });
        return peer;
    }

    private static void talk(Socket socket, Talk talk) {
        try (socket) {
            talk.talk(socket.getInputStream(), socket.getOutputStream());
        } catch (IOException ended) {
            // What the client sees is what is asked about.
        }
    }

    /** Says its name, and then what it hears. */
    private Peer echoing(String name) throws IOException {
        return peer(
                (in, out) -> {
                    out.write(name.getBytes(StandardCharsets.US_ASCII));
                    in.transferTo(out);
                });
    }

    private String group(Peer... targets) {
        String group = farm.group("flows", r -> r.protocol("TCP"));
        List<TargetDescription> all = new ArrayList<>();
        for (Peer each : targets) {
            all.add(TargetDescription.builder().id("127.0.0.1").port(each.port()).build());
        }
        farm.client().registerTargets(r -> r.targetGroupArn(group).targets(all));
        return group;
    }

    private void set(String group, String key, String value) {
        farm.client()
                .modifyTargetGroupAttributes(
                        r ->
                                r.targetGroupArn(group)
                                        .attributes(
                                                TargetGroupAttribute.builder()
                                                        .key(key)
                                                        .value(value)
                                                        .build()));
    }

    private URI before(String group) {
        LoadBalancer balancer = balancer();
        farm.client()
                .createListener(
                        r ->
                                r.loadBalancerArn(balancer.loadBalancerArn())
                                        .protocol("TCP")
                                        .port(Farm.freePort())
                                        .defaultActions(Farm.forward(group)));
        return farm.at(balancer);
    }

    private LoadBalancer balancer() {
        return farm.client()
                .createLoadBalancer(r -> r.name("flows").type("network").subnets(FakeEc2.SUBNETS))
                .loadBalancers()
                .getFirst();
    }

    private static Socket connect(URI at) throws IOException {
        Socket socket = new Socket(at.getHost(), at.getPort());
        socket.setSoTimeout(10_000);
        return socket;
    }

    private static String read(Socket socket, int count) throws IOException {
        return new String(socket.getInputStream().readNBytes(count), StandardCharsets.US_ASCII);
    }

    @Test
    void bytesGoBothWaysAndEitherSideMayEndFirst() throws Exception {
        byte[] sent = new byte[1_000_000];
        URI at =
                before(
                        group(
                                peer(
                                        (in, out) -> {
                                            int heard = in.readAllBytes().length;
                                            out.write(
                                                    String.valueOf(heard)
                                                            .getBytes(StandardCharsets.US_ASCII));
                                        })));

        try (Socket socket = connect(at)) {
            socket.getOutputStream().write(sent);
            socket.shutdownOutput();

            assertThat(read(socket, 100)).isEqualTo("1000000");
        }
        assertThat(at.getScheme()).isEqualTo("tcp");
        Farm.await(
                () -> farm.readings.stream().anyMatch(each -> each.name().equals("ProcessedBytes")),
                () -> farm.readings.toString());
        assertThat(farm.readings)
                .filteredOn(each -> each.name().equals("NewFlowCount"))
                .isNotEmpty();
    }

    @Test
    void whoReadsSlowlySlowsDownWhoWrites() throws Exception {
        int pieces = 64 * 16;
        AtomicLong written = new AtomicLong();
        URI at =
                before(
                        group(
                                peer(
                                        (in, out) -> {
                                            // Health checks say nothing.
                                            for (int i = in.read(); i >= 0 && i < pieces; i++) {
                                                out.write(new byte[64 * 1024]);
                                                written.incrementAndGet();
                                            }
                                        })));

        try (Socket socket = connect(at)) {
            socket.getOutputStream().write(0);
            long[] before = {-1, System.nanoTime()};
            Farm.await(
                    () -> {
                        if (written.get() != before[0]) {
                            before[0] = written.get();
                            before[1] = System.nanoTime();
                        }
                        return before[0] > 0 && System.nanoTime() - before[1] > 300_000_000;
                    },
                    () -> "written " + written);
            assertThat(written.get()).isLessThan(pieces);

            assertThat(socket.getInputStream().readAllBytes()).hasSize(pieces * 64 * 1024);
        }
    }

    @Test
    void aTargetThatIsTakenOutKeepsWhatItHas() throws Exception {
        Peer one = echoing("1");
        Peer two = echoing("2");
        String group = group(one);
        URI at = before(group);
        farm.awaitHealth(group, "healthy");
        try (Socket old = connect(at)) {
            assertThat(read(old, 1)).isEqualTo("1");
            farm.client().registerTargets(r -> r.targetGroupArn(group).targets(target(two)));
            farm.client().deregisterTargets(r -> r.targetGroupArn(group).targets(target(one)));

            try (Socket young = connect(at)) {
                assertThat(read(young, 1)).isEqualTo("2");
            }
            old.getOutputStream().write("still".getBytes(StandardCharsets.US_ASCII));
            assertThat(read(old, 5)).isEqualTo("still");
            assertThat(farm.health(group)).anyMatch(each -> each.startsWith("draining"));
        }
        Farm.await(() -> farm.health(group).size() == 1, () -> farm.health(group).toString());
    }

    @Test
    void connectionsEndWithTheDelayWhereThatIsWanted() throws Exception {
        Peer one = echoing("1");
        String group = group(one);
        set(group, "deregistration_delay.timeout_seconds", "0");
        set(group, "deregistration_delay.connection_termination.enabled", "true");
        URI at = before(group);
        try (Socket socket = connect(at)) {
            assertThat(read(socket, 1)).isEqualTo("1");

            farm.client().deregisterTargets(r -> r.targetGroupArn(group).targets(target(one)));

            assertThat(endOf(socket)).isTrue();
        }
    }

    private static TargetDescription target(Peer peer) {
        return TargetDescription.builder().id("127.0.0.1").port(peer.port()).build();
    }

    /** Whether it ends, by an end or a reset. */
    private static boolean endOf(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException reset) {
            return true;
        }
    }

    @Test
    void targetsAreToldWhoTheClientIsWhereTheyWantTo() throws Exception {
        Peer peer =
                peer(
                        (in, out) ->
                                out.write(
                                        HexFormat.of()
                                                .formatHex(in.readNBytes(28))
                                                .getBytes(StandardCharsets.US_ASCII)));
        String group = group(peer);
        set(group, "proxy_protocol_v2.enabled", "true");
        URI at = before(group);

        try (Socket socket = connect(at)) {
            HexFormat hex = HexFormat.of();
            assertThat(read(socket, 56))
                    .isEqualTo(
                            "0d0a0d0a000d0a515549540a2111000c"
                                    + hex.formatHex(socket.getLocalAddress().getAddress())
                                    + hex.formatHex(socket.getInetAddress().getAddress())
                                    + hex.toHexDigits((short) socket.getLocalPort())
                                    + hex.toHexDigits((short) socket.getPort()));
        }
    }

    @Test
    void withoutTargetsAndBehindADeadOneConnectionsAreReset() throws Exception {
        Peer dead = echoing("1");
        String group = group();
        URI at = before(group);
        try (Socket socket = connect(at)) {
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SocketException.class);
        }

        dead.close();
        farm.client().registerTargets(r -> r.targetGroupArn(group).targets(target(dead)));
        try (Socket socket = connect(at)) {
            assertThatThrownBy(() -> socket.getInputStream().read())
                    .isInstanceOf(SocketException.class);
        }
        farm.awaitHealth(group, "unhealthy Target.FailedHealthChecks");
    }

    @Test
    void tlsEndsAtTheBalancer() throws Exception {
        Peer peer = peer((in, out) -> out.write(in.readNBytes(5)));
        String group = group(peer);
        LoadBalancer balancer = balancer();
        farm.client()
                .createListener(
                        r ->
                                r.loadBalancerArn(balancer.loadBalancerArn())
                                        .protocol("TLS")
                                        .port(Farm.freePort())
                                        .sslPolicy("ELBSecurityPolicy-TLS13-1-3-2021-06")
                                        .certificates(
                                                Certificate.builder()
                                                        .certificateArn(Farm.certificateArn("two"))
                                                        .build())
                                        .defaultActions(Farm.forward(group)));

        TlsCaller caller = TlsCaller.call(farm.at(balancer), "two.example", "hello");

        assertThat(caller).isEqualTo(new TlsCaller("CN=two.example", "TLSv1.3", "hello"));
    }

    @Test
    void aListenerSaysHowLongItsConnectionsMayBeSilent() {
        LoadBalancer balancer = balancer();
        String group = group();
        String listener =
                farm.client()
                        .createListener(
                                r ->
                                        r.loadBalancerArn(balancer.loadBalancerArn())
                                                .protocol("TCP")
                                                .port(Farm.freePort())
                                                .defaultActions(Farm.forward(group)))
                        .listeners()
                        .getFirst()
                        .listenerArn();
        ListenerAttribute longer =
                ListenerAttribute.builder().key("tcp.idle_timeout.seconds").value("600").build();

        assertThat(
                        farm.client()
                                .describeListenerAttributes(r -> r.listenerArn(listener))
                                .attributes())
                .containsExactly(longer.toBuilder().value("350").build());
        assertThat(
                        farm.client()
                                .modifyListenerAttributes(
                                        r -> r.listenerArn(listener).attributes(longer))
                                .attributes())
                .containsExactly(longer);
        assertThatThrownBy(
                        () ->
                                farm.client()
                                        .modifyListenerAttributes(
                                                r ->
                                                        r.listenerArn(listener)
                                                                .attributes(
                                                                        longer.toBuilder()
                                                                                .value("59")
                                                                                .build())))
                .hasMessageContaining("tcp.idle_timeout.seconds");
    }

    @Test
    void classicListenersOfTcpEndWhatIsSilentForTooLong() throws Exception {
        Peer peer = echoing("1");
        Listener listener =
                Listener.builder()
                        .protocol("tcp")
                        .loadBalancerPort(Farm.freePort())
                        .instancePort(peer.port())
                        .build();
        farm.classic()
                .createLoadBalancer(
                        r ->
                                r.loadBalancerName("web")
                                        .availabilityZones("us-east-1a")
                                        .listeners(listener));
        farm.ec2.instance("i-00000000000000001", "127.0.0.1", InstanceStateName.RUNNING);
        farm.classic()
                .registerInstancesWithLoadBalancer(
                        r ->
                                r.loadBalancerName("web")
                                        .instances(
                                                Instance.builder()
                                                        .instanceId("i-00000000000000001")
                                                        .build()));
        farm.classic()
                .modifyLoadBalancerAttributes(
                        r ->
                                r.loadBalancerName("web")
                                        .loadBalancerAttributes(
                                                a -> a.connectionSettings(s -> s.idleTimeout(1))));
        String address =
                farm.classic()
                        .describeLoadBalancers()
                        .loadBalancerDescriptions()
                        .getFirst()
                        .canonicalHostedZoneName();

        try (Socket socket =
                connect(URI.create("tcp://" + address + ":" + listener.loadBalancerPort()))) {
            assertThat(read(socket, 1)).isEqualTo("1");
            assertThat(endOf(socket)).isTrue();
        }
    }
}
