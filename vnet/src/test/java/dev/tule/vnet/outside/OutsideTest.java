package dev.tule.vnet.outside;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.vnet.LiveFabric;
import dev.tule.vnet.NetworkInterface;
import dev.tule.vnet.VpcHost;
import dev.tule.vnet.filter.SecurityGroupRule;
import dev.tule.vnet.filter.Traffic;
import dev.tule.vnet.packet.Cidr;
import dev.tule.vnet.packet.Ipv4Address;
import dev.tule.vnet.tcp.TcpConnection;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Published ports and the way out, over real sockets of this host. */
@Timeout(60)
class OutsideTest {
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final Ipv4Address WORLD = Ipv4Address.of("93.184.216.34");
    private static final InetSocketAddress ANY_PORT =
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private final LiveFabric live = new LiveFabric();
    private final VpcHost machine = live.host("10.0.0.10", live.group("sg"));

    @AfterEach
    void close() {
        live.close();
    }

    private void allow(String range) {
        live.group("sg", SecurityGroupRule.of(Traffic.tcp(22), Cidr.of(range)));
    }

    /** Public addresses lead to a socket of this test, so that no test needs the Internet. */
    private record Detour(InetSocketAddress to) implements OutsidePolicy {
        @Override
        public boolean allows(NetworkInterface from, Ipv4Address address, int port) {
            return PUBLIC.allows(from, address, port);
        }

        @Override
        public InetSocketAddress dial(Ipv4Address address, int port) {
            return to;
        }
    }

    private HostNetwork outside(OutsidePolicy policy) {
        HostNetwork outside =
                new HostNetwork(HostNetworkConfig.DEFAULT, policy, live.fabric.elasticAddresses());
        live.fabric.replaceGateway(outside);
        return outside;
    }

    @Test
    void aPublishedPortCarriesBothWays() throws Exception {
        allow("127.0.0.1/32");
        machine.listen(22, LiveFabric::echo);
        byte[] sent = new byte[3_000_000];
        new SplittableRandom(1).nextBytes(sent);
        try (PublishedPort published = PublishedPort.open(ANY_PORT, machine.at(), 22, 10);
                Socket socket = new Socket()) {
            socket.connect(published.address());
            Thread writer =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        try {
                                            socket.getOutputStream().write(sent);
                                            socket.shutdownOutput();
                                        } catch (IOException e) {
                                            throw new UncheckedIOException(e);
                                        }
                                    });
            assertThat(socket.getInputStream().readAllBytes()).isEqualTo(sent);
            writer.join();
            assertThat(published.relayed()).isEqualTo(1);
        }
    }

    @Test
    void aSecondaryAddressIsPublishedToo() throws Exception {
        allow("127.0.0.1/32");
        Ipv4Address second = Ipv4Address.of("10.0.0.20");
        machine.at().replaceAddresses(List.of(machine.at().address(), second));
        CompletableFuture<Ipv4Address> called = new CompletableFuture<>();
        machine.listen(
                22,
                connection -> {
                    called.complete(connection.localAddress());
                    connection.refuse();
                });
        try (PublishedPort published = PublishedPort.open(ANY_PORT, machine.at(), second, 22, 10);
                Socket socket = new Socket()) {
            socket.connect(published.address());
            assertThat(called.get(10, TimeUnit.SECONDS)).isEqualTo(second);
        }
    }

    @Test
    void aGroupDecidesByThePeersAddress() throws Exception {
        allow("10.0.0.0/8");
        machine.listen(22, LiveFabric::echo);
        try (PublishedPort published = PublishedPort.open(ANY_PORT, machine.at(), 22, 10);
                Socket socket = new Socket()) {
            socket.connect(published.address());
            assertThat(endOf(socket)).isTrue();
            assertThat(published.relayed()).isZero();
        }
        assertThat(machine.at().statistics().filter().rejectedByGroup()).isEqualTo(1);
    }

    private static boolean endOf(Socket socket) throws IOException {
        try {
            return socket.getInputStream().read() < 0;
        } catch (SocketException e) {
            return true;
        }
    }

    @Test
    void aMachineReachesTheOutsideAsFarAsThePolicyAllows() throws Exception {
        try (ServerSocket server = new ServerSocket()) {
            server.bind(ANY_PORT);
            outside(new Detour((InetSocketAddress) server.getLocalSocketAddress()));
            TcpConnection connection = machine.connect(WORLD, 80, SOON);
            try (Socket accepted = server.accept()) {
                connection.output().write("hello".getBytes(StandardCharsets.UTF_8));
                assertThat(accepted.getInputStream().readNBytes(5)).asString().isEqualTo("hello");
                accepted.getOutputStream().write(7);
                assertThat(connection.input().read()).isEqualTo(7);
            }
            assertThat(connection.input().read()).as("the server's end").isEqualTo(-1);
        }
    }

    @Test
    void theHostAndItsNetworksAreRefused() throws Exception {
        HostNetwork outside = outside(OutsidePolicy.PUBLIC);
        for (String address : List.of("192.168.1.1", "172.16.0.1", "10.9.0.1", "100.64.0.1")) {
            assertThatThrownBy(() -> machine.connect(Ipv4Address.of(address), 80, SOON))
                    .as(address)
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("refused");
        }
        assertThat(outside.refused()).isEqualTo(4);
    }

    @Test
    void nothingIsOutsideAtFirst() {
        assertThatThrownBy(() -> machine.connect(WORLD, 80, SOON)).hasMessageContaining("refused");
    }

    @Test
    void aRefusalOutsideIsARefusalToTheMachine() throws Exception {
        InetSocketAddress nobody;
        try (ServerSocket server = new ServerSocket()) {
            server.bind(ANY_PORT);
            nobody = (InetSocketAddress) server.getLocalSocketAddress();
        }
        outside(new Detour(nobody));

        assertThatThrownBy(() -> machine.connect(WORLD, 80, SOON)).hasMessageContaining("refused");
    }

    @Test
    void fromBehindANatGatewayAMachineReachesAPublicAddressOfAnother() throws Exception {
        VpcHost other =
                live.host(
                        "10.0.0.20",
                        live.group(
                                "sg-2",
                                SecurityGroupRule.of(Traffic.tcp(80), Cidr.of("54.0.0.9/32"))));
        other.listen(80, LiveFabric::echo);
        live.fabric
                .elasticAddresses()
                .associate(Ipv4Address.of("54.0.0.20"), other.at(), other.at().address());
        outside(OutsidePolicy.NOTHING);

        TcpConnection connection = machine.connect(Ipv4Address.of("54.0.0.20"), 80, SOON);
        connection.output().write(5);
        assertThat(connection.input().read()).isEqualTo(5);
    }
}
