package dev.tule.wamp.router;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.wamp.Serializer;
import dev.tule.wamp.client.WampClient;
import dev.tule.wamp.router.TestRouter.Over;
import dev.tule.wamp.router.config.RouterConfig;
import dev.tule.wamp.router.config.RouterLimits;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Clients that send nonsense, half of something or too much are ended, and nobody else notices. */
class HostilityTest {
    private static final int LONGEST = 1 << 24;
    private static final String UPGRADE =
            String.join(
                    "\r\n",
                    "GET /ws HTTP/1.1",
                    "Host: localhost",
                    "Upgrade: websocket",
                    "Connection: Upgrade",
                    "Sec-WebSocket-Version: 13",
                    "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                    "Sec-WebSocket-Protocol: wamp.2.json",
                    "",
                    "");

    private static RouterConfig impatient() {
        return RouterConfig.defaults()
                .withLimits(RouterLimits.defaults().withHelloTimeout(Duration.ofMillis(400)));
    }

    private static Socket socket(TestRouter router) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), router.server.port());
        socket.setSoTimeout(20_000);
        return socket;
    }

    private static void await(BooleanSupplier condition) {
        long deadline = System.nanoTime() + Duration.ofSeconds(20).toNanos();
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("in time").isLessThan(deadline);
            LockSupport.parkNanos(1_000_000);
        }
    }

    /** Reads to the end, however it comes. */
    private static byte[] rest(Socket socket) {
        try {
            return socket.getInputStream().readAllBytes();
        } catch (java.net.SocketTimeoutException e) {
            throw new AssertionError("the connection was left open", e);
        } catch (IOException reset) {
            return new byte[0];
        }
    }

    @Test
    void strangeBytesEndTheirConnectionAndHarmNobodyElse() throws Exception {
        long seed = Long.getLong("tule.seed", System.nanoTime());
        System.out.println("HostilityTest seed " + seed);
        Random random = new Random(seed);
        try (TestRouter router = new TestRouter(impatient());
                WampClient callee = router.client(Over.RAW_SOCKET, Serializer.CBOR);
                WampClient caller = router.client(Over.WEB_SOCKET, Serializer.JSON)) {
            callee.register("a.echo", call -> call.payload());
            for (int i = 0; i < 150; i++) {
                try (Socket socket = socket(router)) {
                    byte[] noise = new byte[1 + random.nextInt(300)];
                    random.nextBytes(noise);
                    begin(socket, random.nextInt(4), random);
                    socket.getOutputStream().write(noise);
                    if (random.nextBoolean()) {
                        socket.shutdownOutput();
                        rest(socket);
                    }
                } catch (java.net.SocketException cutWhileWriting) {
                    assertThat(cutWhileWriting).isNotNull();
                }
                assertThat(caller.call("a.echo", i).integer(0)).isEqualTo(i);
            }
            await(() -> router.router.counters().connections() == 2);
            assertThat(router.router.counters().sessions()).isEqualTo(2);
        }
    }

    /** Begins as a client of that kind does, so that the noise gets far. */
    private static void begin(Socket socket, int kind, Random random) throws IOException {
        DataOutputStream out = new DataOutputStream(socket.getOutputStream());
        switch (kind) {
            case 0 -> out.writeInt(0x7FF00000 | ((1 + random.nextInt(4)) << 16));
            case 1 -> {
                out.writeInt(0x7FF10000);
                byte[] hello = "[1,\"realm1\",{\"roles\":{\"caller\":{}}}]".getBytes(UTF_8);
                out.writeInt(hello.length);
                out.write(hello);
                out.writeInt(random.nextInt(400));
            }
            case 2 -> out.write(UPGRADE.getBytes(US_ASCII));
            default -> out.write("POST /lp/open HTTP/1.1\r\n".getBytes(US_ASCII));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"7F", "7FF100", "7FF10000", "7FF10000 00FFFFFF 5B", "7FF10000 01"})
    void whoNeverGetsToASessionIsCut(String beginning) throws Exception {
        try (TestRouter router = new TestRouter(impatient());
                WampClient other = router.client(Over.RAW_SOCKET, Serializer.CBOR);
                Socket slow = socket(router)) {
            slow.getOutputStream()
                    .write(java.util.HexFormat.of().parseHex(beginning.replace(" ", "")));

            rest(slow);

            await(() -> router.router.counters().connections() == 1);
            assertThat(other.connected()).isTrue();
        }
    }

    @Test
    void theLongestMessageArrivesAndALongerOneEndsItsConnection() throws Exception {
        try (TestRouter router = new TestRouter(RouterConfig.defaults());
                WampClient subscriber = router.client(Over.WEB_SOCKET, Serializer.MESSAGE_PACK);
                Socket publisher = socket(router)) {
            BlockingQueue<Integer> lengths = new LinkedBlockingQueue<>();
            subscriber.subscribe("a.topic", e -> lengths.add(e.payload().text(0).length()));
            DataOutputStream out = new DataOutputStream(publisher.getOutputStream());
            DataInputStream in = new DataInputStream(publisher.getInputStream());
            out.writeInt(0x7FF10000);
            assertThat(in.readInt()).isEqualTo(0x7FF10000);
            say(out, "[1,\"realm1\",{\"roles\":{\"publisher\":{}}}]");
            in.readNBytes(in.readInt());
            String head = "[16,1,{},\"a.topic\",[\"";
            String tail = "\"]]";
            int length = LONGEST - head.length() - tail.length();

            // Of exactly 2^24 bytes, which the head says by its 25th bit.
            out.writeInt(1 << 27);
            out.writeBytes(head + "x".repeat(length) + tail);

            assertThat(lengths.poll(20, TimeUnit.SECONDS)).isEqualTo(length);
            out.writeInt((1 << 27) | 1);
            rest(publisher);
            await(() -> router.router.counters().connections() == 1);
            assertThat(subscriber.connected()).isTrue();
        }
    }

    private static void say(DataOutputStream out, String message) throws IOException {
        byte[] bytes = message.getBytes(UTF_8);
        out.writeInt(bytes.length);
        out.write(bytes);
    }
}
