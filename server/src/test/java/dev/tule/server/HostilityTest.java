package dev.tule.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.http.Certificates;
import dev.tule.wamp.client.Authentication;
import dev.tule.wamp.client.ClientOptions;
import dev.tule.wamp.client.SocketOptions;
import dev.tule.wamp.client.WampClient;
import dev.tule.wamp.client.WampException;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLEngine;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server whose clients send nonsense, half of something, too much, or nothing any more: they are
 * ended, and the one who behaves notices nothing. On the web port and on a RawSocket listener.
 */
@SuppressWarnings("NullAway.Init")
class HostilityTest {
    private static final int LONGEST = 1 << 20;
    private static final int ROUNDS = 200;
    private static final byte[] RAW_SOCKET_JSON = {0x7F, (byte) 0xF1, 0, 0};
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
    private static final String HELLO =
            "[1,\"plant\",{\"authmethods\":[\"%s\"],\"authid\":\"pump\",\"roles\":{\"caller\":{}}}]";

    @TempDir private static Path directory;

    private static ServerProcess server;
    private static int devices;
    private static int secured;
    private static Certificates own;
    private static WampClient witness;
    private static long session;

    @BeforeAll
    static void start() throws Exception {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            devices = free.getLocalPort();
            secured = other.getLocalPort();
        }
        own = Certificates.make(directory, "localhost");
        String config =
                """
                limits: {hello-timeout: 2s, message-bytes: 1MiB}
                listeners:
                  web: {ping-interval: 500ms, pong-timeout: 2s}
                  devices: {port: %d, transports: [rawsocket]}
                  secured: {port: %d, tls: {certificate: localhost.pem, key: localhost-key.pem}}
                realms:
                  plant:
                    one-session-per-authid: true
                    roles: {device: {permissions: [{uri: '', match: prefix, allow: all}]}}
                    anonymous: device
                    principals: {pump: {role: device, ticket: s3cret}}
                """
                        .formatted(devices, secured);
        Files.writeString(directory.resolve("tule.yaml"), config);
        server = ServerProcess.start(directory);
        witness = WampClient.connect(server.webSocket(), "plant");
        witness.register("plant.double", call -> 2 * call.payload().integer(0));
        session = witness.welcomeDetails().asMap().hashCode();
    }

    @AfterAll
    static void stop() {
        witness.close();
        server.close();
    }

    @AfterEach
    void theWitnessNoticesNothing() {
        assertThat(witness.call("plant.double", Integer.class, 21)).isEqualTo(42);
        assertThat(witness.welcomeDetails().asMap().hashCode()).isEqualTo(session);
    }

    private static List<Integer> ports() {
        return List.of(server.web().getPort(), devices);
    }

    private static Socket open(int port, byte[]... first) throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setSoTimeout(20_000);
        for (byte[] bytes : first) {
            socket.getOutputStream().write(bytes);
        }
        return socket;
    }

    /** What comes until the connection has ended, however it ends. */
    private static String rest(Socket socket) {
        StringBuilder read = new StringBuilder();
        try {
            for (int next = socket.getInputStream().read(); next >= 0; ) {
                read.append((char) next);
                next = socket.getInputStream().read();
            }
        } catch (SocketTimeoutException e) {
            throw new AssertionError("the connection was left open", e);
        } catch (IOException reset) {
            // An end, too.
        }
        return read.toString();
    }

    private static byte[] frame(String message) {
        byte[] bytes = message.getBytes(UTF_8);
        byte[] frame = new byte[4 + bytes.length];
        frame[1] = (byte) (bytes.length >> 16);
        frame[2] = (byte) (bytes.length >> 8);
        frame[3] = (byte) bytes.length;
        System.arraycopy(bytes, 0, frame, 4, bytes.length);
        return frame;
    }

    /** A client's text message of a WebSocket, masked with zeros. */
    private static byte[] text(String message) {
        byte[] bytes = message.getBytes(UTF_8);
        byte[] frame = new byte[6 + bytes.length];
        frame[0] = (byte) 0x81;
        frame[1] = (byte) (0x80 | bytes.length); // up to 125
        System.arraycopy(bytes, 0, frame, 6, bytes.length);
        return frame;
    }

    @Test
    void strangeBytesEndTheirOwnConnection() throws Exception {
        long seed = Long.getLong("tule.seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < ROUNDS; i++) {
            byte[] bytes = new byte[random.nextInt(1, 400)];
            random.nextBytes(bytes);
            byte[][] openings = {
                new byte[0],
                RAW_SOCKET_JSON,
                UPGRADE.getBytes(UTF_8),
                "POST /lp/open".getBytes(UTF_8)
            };
            byte[] opening = openings[random.nextInt(openings.length)];
            try (Socket socket = open(ports().get(random.nextInt(2)), opening, bytes)) {
                socket.shutdownOutput();
                rest(socket);
            } catch (AssertionError | IOException e) {
                if (e instanceof AssertionError) {
                    throw new AssertionError("seed " + seed + ", round " + i, e);
                }
            }
        }
    }

    @Test
    void whoTakesTooLongIsCutHoweverFarItGot() throws Exception {
        byte[] upgrade = UPGRADE.getBytes(UTF_8);
        int web = server.web().getPort();
        List<Socket> slow = new ArrayList<>();
        slow.add(open(web));
        slow.add(open(devices));
        slow.add(open(web, "GET /ws HTTP/1.1\r\nHo".getBytes(UTF_8)));
        slow.add(open(web, upgrade));
        slow.add(open(web, new byte[] {0x7F}));
        slow.add(open(devices, RAW_SOCKET_JSON));
        slow.add(open(devices, RAW_SOCKET_JSON, new byte[] {0, 0, 1}));
        slow.add(open(devices, RAW_SOCKET_JSON, frame(HELLO.formatted("ticket"))));
        Socket dripping = open(web);
        Thread drip =
                Thread.startVirtualThread(
                        () -> {
                            try {
                                for (byte octet : upgrade) {
                                    dripping.getOutputStream().write(octet);
                                    Thread.sleep(300);
                                }
                            } catch (IOException | InterruptedException cut) {
                                Thread.currentThread().interrupt();
                            }
                        });
        slow.add(dripping);

        long begin = System.nanoTime();
        for (Socket socket : slow) {
            rest(socket);
            socket.close();
        }

        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(15));
        drip.join();
    }

    /** Wherever it stops: those who shake hands to the end come in meanwhile. */
    @Test
    void aTlsHandshakeThatStopsHalfWayIsCutAndHoldsNobodyUp() throws Exception {
        byte[] hello = clientHello();
        List<Socket> stopped = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            stopped.add(open(secured));
            stopped.add(open(secured, Arrays.copyOf(hello, 1 + i))); // within a record's head
            stopped.add(open(secured, Arrays.copyOf(hello, hello.length / 2)));
            stopped.add(open(secured, hello)); // never answers the server's part
        }
        try (WampClient client =
                WampClient.connect(
                        URI.create("wss://localhost:%d/ws".formatted(secured)),
                        "plant",
                        ClientOptions.defaults()
                                .withSockets(
                                        SocketOptions.defaults()
                                                .withTrustedCertificates(
                                                        own.tls().certificateChain())))) {
            assertThat(client.call("plant.double", Integer.class, 4)).isEqualTo(8);
        }
        long begin = System.nanoTime();
        for (Socket socket : stopped) {
            rest(socket);
            socket.close();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(8));
    }

    /** What a client says first. */
    private static byte[] clientHello() throws IOException {
        SSLEngine engine = own.trusting().createSSLEngine("localhost", secured);
        engine.setUseClientMode(true);
        ByteBuffer hello = ByteBuffer.allocate(engine.getSession().getPacketBufferSize());
        engine.wrap(ByteBuffer.allocate(0), hello);
        return Arrays.copyOf(hello.array(), hello.position());
    }

    @Test
    void whatIsMalformedIsAnsweredWithAbort() throws Exception {
        for (String nonsense :
                List.of("[48]", "{}", "[1,\"plant\"", "[1,7,{}]", "[16,1,{},\"a.b\"]")) {
            try (Socket socket = open(devices, RAW_SOCKET_JSON, frame(nonsense))) {
                assertThat(rest(socket)).as(nonsense).contains("[3,{", "wamp.error.");
            }
            try (Socket socket =
                    open(server.web().getPort(), UPGRADE.getBytes(UTF_8), text(nonsense))) {
                assertThat(answered(socket)).as(nonsense).contains("[3,{", "wamp.error.");
            }
        }
    }

    /** Until the server's Close frame; then the client would close, too. */
    private static String answered(Socket socket) throws IOException {
        StringBuilder read = new StringBuilder();
        while (read.indexOf("\u0088") < 0) {
            int next = socket.getInputStream().read();
            if (next < 0) {
                break;
            }
            read.append((char) next);
        }
        return read.toString();
    }

    @Test
    void whatIsTooLongEndsItsConnectionBeforeItIsStored() throws Exception {
        try (Socket socket = open(devices, RAW_SOCKET_JSON)) {
            assertThat(socket.getInputStream().readNBytes(4)).hasSize(4);
            new DataOutputStream(socket.getOutputStream()).writeInt(0xFFFFFF); // of 16 MiB
            rest(socket);
        }
        try (Socket socket = open(server.web().getPort(), UPGRADE.getBytes(UTF_8))) {
            DataOutputStream out = new DataOutputStream(socket.getOutputStream());
            out.write(new byte[] {(byte) 0x81, (byte) 0xFF});
            out.writeLong(1L << 24);
            out.writeInt(0);
            assertThat(answered(socket)).endsWith("\u0088");
            DataInputStream in = new DataInputStream(socket.getInputStream());
            assertThat(in.readUnsignedByte()).isPositive();
            assertThat(in.readUnsignedShort()).isEqualTo(1009);
        }
    }

    @Test
    void aMessageAsLongAsAllowedArrivesAndALongerOneFailsForItsSender() {
        byte[] most = new byte[LONGEST - 200];
        byte[] more = new byte[LONGEST + 200];
        for (URI address : addresses()) {
            try (WampClient client =
                    WampClient.connect(
                            address,
                            "plant",
                            ClientOptions.defaults()
                                    .withReconnect(ClientOptions.Reconnect.never()))) {
                assertThat(client.publishAcknowledged("plant.blob", most)).isNotNull();
                assertThatThrownBy(() -> client.publishAcknowledged("plant.blob", more))
                        .isInstanceOf(WampException.class);
            }
        }
    }

    private static List<URI> addresses() {
        return List.of(server.webSocket(), URI.create("rs://localhost:" + devices));
    }

    @Test
    void aPeerThatIsGoneWithoutAWordIsFound() throws Exception {
        LinkedBlockingQueue<Long> left = new LinkedBlockingQueue<>();
        var leaving =
                witness.subscribe("wamp.session.on_leave", e -> left.add(e.payload().integer(0)));
        try (Socket dead =
                open(
                        server.web().getPort(),
                        UPGRADE.getBytes(UTF_8),
                        text(HELLO.formatted("anonymous")))) {
            // It reads nothing, and answers no ping.
            assertThat(left.poll(20, TimeUnit.SECONDS)).as("its session has left").isNotNull();
            assertThat(rest(dead)).contains("[2,");
        }
        leaving.close();
    }

    @Test
    void aDeviceThatComesBackTakesItsDeadSessionOver() throws Exception {
        try (Socket dead =
                open(
                        devices,
                        RAW_SOCKET_JSON,
                        frame(HELLO.formatted("ticket")),
                        frame("[5,\"s3cret\",{}]"))) {
            StringBuilder welcomed = new StringBuilder();
            while (welcomed.indexOf("[2,") < 0) {
                welcomed.append((char) dead.getInputStream().read());
            }
            try (WampClient back =
                    WampClient.connect(
                            addresses().getLast(),
                            "plant",
                            ClientOptions.defaults()
                                    .withAuthentication(Authentication.ticket("pump", "s3cret")))) {
                assertThat(rest(dead)).contains("[6,{", "wamp.close.");
                assertThat(back.call("plant.double", Integer.class, 4)).isEqualTo(8);
            }
        }
    }

    @Test
    void aRawSocketListenerServesNoPages() throws Exception {
        try (Socket socket = open(devices, UPGRADE.getBytes(ISO_8859_1))) {
            socket.shutdownOutput();
            assertThat(rest(socket)).startsWith("HTTP/1.1 4");
        }
    }
}
