package dev.tule.wamp.router;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.wamp.Limits;
import dev.tule.wamp.Serializer;
import dev.tule.wamp.client.ClientOptions;
import dev.tule.wamp.client.WampClient;
import dev.tule.wamp.client.WampDisconnected;
import dev.tule.wamp.client.WampError;
import dev.tule.wamp.router.TestRouter.Over;
import dev.tule.wamp.router.config.RealmConfig;
import dev.tule.wamp.router.config.RouterConfig;
import dev.tule.wamp.router.config.RouterLimits;
import dev.tule.wamp.router.config.SlowConsumerPolicy;
import dev.tule.wamp.router.metrics.RouterCounters;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** RawSocket octet by octet, and clients that read slowly or not at all. */
class SocketTest {

    /** A RawSocket client that speaks JSON. */
    private static final class Wire implements AutoCloseable {
        final Socket socket;
        final DataInputStream in;
        final DataOutputStream out;

        Wire(TestRouter router) throws IOException {
            socket = new Socket(InetAddress.getLoopbackAddress(), router.server.port());
            socket.setSoTimeout(5_000);
            in = new DataInputStream(socket.getInputStream());
            out = new DataOutputStream(socket.getOutputStream());
        }

        int shake(int octets) throws IOException {
            out.writeInt(octets);
            return in.readInt();
        }

        void say(String message) throws IOException {
            byte[] bytes = message.getBytes(UTF_8);
            out.writeInt(bytes.length);
            out.write(bytes);
        }

        String next() throws IOException {
            return new String(in.readNBytes(in.readInt()), UTF_8);
        }

        Wire join(int handshake) throws IOException {
            shake(handshake);
            say("[1,\"realm1\",{\"roles\":{\"subscriber\":{}}}]");
            assertThat(next()).startsWith("[2,");
            return this;
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "7FF10000, 7FF10000",
        "7F020000, 7FF20000",
        "7FF30000, 7FF30000",
        "7FF00000, 7F100000",
        "7FF40000, 7FF40000",
        "7FF50000, 7F100000",
        "7FFF0000, 7F100000",
        "7FF10001, 7F300000",
        "7FF10100, 7F300000"
    })
    void aHandshakeIsAcceptedOrRefusedWithTheReason(String request, String reply)
            throws IOException {
        try (TestRouter router = new TestRouter(RouterConfig.defaults());
                Wire wire = new Wire(router)) {
            int answer = wire.shake(Integer.parseUnsignedInt(request, 16));
            assertThat(Integer.toHexString(answer).toUpperCase(java.util.Locale.ROOT))
                    .isEqualTo(reply);
            if ((answer & 0x000F_0000) == 0) {
                assertThat(wire.in.read()).as("end of stream").isEqualTo(-1);
            }
        }
    }

    @Test
    void thereIsALimitOnConnections() throws IOException {
        RouterLimits one = RouterLimits.defaults().withConnections(1);
        try (TestRouter router = new TestRouter(RouterConfig.defaults().withLimits(one));
                Wire first = new Wire(router).join(0x7FF10000);
                Wire second = new Wire(router)) {
            assertThat(second.shake(0x7FF10000)).isEqualTo(0x7F400000);
            assertThat(first.socket.isConnected()).isTrue();
        }
    }

    @Test
    void pingsAreAnsweredWithTheirContent() throws IOException {
        try (TestRouter router = new TestRouter(RouterConfig.defaults());
                Wire wire = new Wire(router).join(0x7FF10000)) {
            wire.out.writeInt(0x0100_0003);
            wire.out.write(new byte[] {1, 2, 3});
            assertThat(wire.in.readInt()).isEqualTo(0x0200_0003);
            assertThat(wire.in.readNBytes(3)).containsExactly(1, 2, 3);
        }
    }

    @ParameterizedTest
    @CsvSource({"00000401", "03000001", "10000001"})
    void aFrameThatIsTooLongOrOfNoKindEndsTheConnection(String head) throws IOException {
        RouterLimits small = RouterLimits.defaults().withMessage(new Limits(1024, 64, 1024));
        try (TestRouter router = new TestRouter(RouterConfig.defaults().withLimits(small));
                Wire wire = new Wire(router).join(0x7FF10000)) {
            wire.out.writeInt(Integer.parseUnsignedInt(head, 16));
            assertThatThrownBy(
                            () -> {
                                if (wire.in.read() < 0) {
                                    throw new java.io.EOFException();
                                }
                            })
                    .isInstanceOf(IOException.class);
        }
    }

    @Test
    void whatIsTooLongForItsReceiverIsAnErrorToTheSender() throws IOException {
        try (TestRouter router = new TestRouter(RouterConfig.defaults());
                WampClient client = router.client(Over.WEB_SOCKET, Serializer.JSON);
                Wire small = new Wire(router).join(0x7F010000)) {
            small.say("[64,1,{},\"a.b\"]");
            assertThat(small.next()).startsWith("[65,1,");
            assertThatThrownBy(() -> client.call("a.b", "x".repeat(600)))
                    .isInstanceOf(WampError.class)
                    .hasMessageContaining("payload_size_exceeded");
            client.register("a.long", call -> "x".repeat(600));
            small.say("[48,2,{},\"a.long\"]");
            assertThat(small.next()).startsWith("[8,48,2,{},\"wamp.error.payload_size_exceeded\"");
            small.say("[32,3,{},\"a.topic\"]");
            assertThat(small.next()).startsWith("[33,3,");
            client.publish("a.topic", "x".repeat(600));
            client.publishAcknowledged("a.topic", "short");
            assertThat(small.next()).contains("short");
            assertThat(router.router.counters().eventsDropped()).isEqualTo(1);
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"DISCONNECT", "DROP_OLDEST_EVENTS"})
    void aClientThatReadsNothingCostsNoMoreThanItsQueue(SlowConsumerPolicy policy)
            throws Exception {
        RouterConfig config =
                RouterConfig.defaults()
                        .withRealms(RealmConfig.open("realm1").with(policy))
                        .withLimits(RouterLimits.defaults().withQueue(100, 1 << 20));
        try (TestRouter router = new TestRouter(config);
                Wire slow = new Wire(router).join(0x7FF10000);
                WampClient publisher = router.client(Over.RAW_SOCKET, Serializer.CBOR);
                WampClient quick = router.client(Over.WEB_SOCKET, Serializer.JSON)) {
            BlockingQueue<Long> received = new LinkedBlockingQueue<>();
            slow.say("[32,1,{},\"a.b\"]");
            assertThat(slow.next()).startsWith("[33,1,");
            quick.subscribe("a.b", e -> received.add(e.payload().integer(0)));
            String filler = "x".repeat(50_000);
            // Far more than sockets and queue hold together; no faster than the quick one reads.
            for (long i = 0; i < 1_000; i++) {
                publisher.publish("a.b", i, filler);
                assertThat(received.poll(10, TimeUnit.SECONDS)).isEqualTo(i);
            }
            RouterCounters counters = router.router.counters();
            if (policy == SlowConsumerPolicy.DISCONNECT) {
                assertThat(counters.slowConsumers()).isEqualTo(1);
                await(() -> router.router.counters().sessions() == 2);
            } else {
                assertThat(counters.slowConsumers()).isZero();
                assertThat(counters.eventsDropped()).isGreaterThan(100);
                assertThat(counters.sessions()).isEqualTo(3);
                // What is left is in order, and ends with the last event.
                int last = -1;
                while (last < 999) {
                    String event = slow.next();
                    String number = event.substring(event.indexOf('[', 1) + 1);
                    int next = Integer.parseInt(number.substring(0, number.indexOf(',')));
                    assertThat(next).isGreaterThan(last);
                    last = next;
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"WEB_SOCKET", "RAW_SOCKET"})
    void aClientComesBackWithItsSubscriptionsAndRegistrations(Over over) throws Exception {
        TestRouter router = new TestRouter(RouterConfig.defaults());
        int port = router.server.port();
        ClientOptions options =
                ClientOptions.defaults()
                        .withReconnect(
                                new ClientOptions.Reconnect(
                                        1000, Duration.ofMillis(20), Duration.ofMillis(100)));
        URI address = over == Over.WEB_SOCKET ? router.webSocket() : router.rawSocket();
        try (WampClient client = WampClient.connect(address, "realm1", options)) {
            BlockingQueue<String> received = new LinkedBlockingQueue<>();
            client.subscribe("a.b", e -> received.add(e.payload().text(0)));
            client.register("a.c", call -> "served");
            router.close();
            await(() -> !client.connected());
            try (TestRouter again = new TestRouter(RouterConfig.defaults(), port);
                    WampClient other = again.client(Over.WEB_SOCKET, Serializer.JSON)) {
                // Waits until it is connected again, and so does the subscription.
                assertThat(client.call("a.c").text(0)).isEqualTo("served");
                other.publish("a.b", "after");
                assertThat(received.poll(5, TimeUnit.SECONDS)).isEqualTo("after");
            }
        } finally {
            router.close();
        }
    }

    @Test
    void aRouterThatIsNotThereIsSaidToBeSo() throws IOException {
        int port;
        try (TestRouter router = new TestRouter(RouterConfig.defaults())) {
            port = router.server.port();
            assertThatThrownBy(
                            () ->
                                    WampClient.connect(
                                            router.webSocket(),
                                            "nowhere",
                                            ClientOptions.defaults()))
                    .isInstanceOf(WampError.class)
                    .hasMessageContaining("wamp.error.no_such_realm");
        }
        for (String scheme : new String[] {"ws", "rs"}) {
            URI gone = URI.create(scheme + "://127.0.0.1:" + port);
            assertThatThrownBy(() -> WampClient.connect(gone, "realm1"))
                    .isInstanceOf(WampDisconnected.class);
        }
    }
}
