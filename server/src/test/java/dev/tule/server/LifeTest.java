package dev.tule.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.wamp.MatchPolicy;
import dev.tule.wamp.client.ClientOptions;
import dev.tule.wamp.client.SessionListener;
import dev.tule.wamp.client.WampClient;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How a server starts, is found, and ends. */
class LifeTest {
    /** Far below the time that clients and requests under way are given; the process ends, too. */
    private static final Duration PROMPTLY = Duration.ofSeconds(2);

    @TempDir private Path directory;

    @Test
    void itAnswersOnBothPortsWhenItSaysThatItIsReady() throws Exception {
        try (ServerProcess server = ServerProcess.start(data())) {
            assertThat(server.get(server.aws().resolve("/health")).statusCode()).isEqualTo(200);
            assertThat(server.get(server.web().resolve("/health")).statusCode()).isEqualTo(200);
            assertThat(server.output()).hasSize(1);
        }
    }

    @Test
    void ctrlCStopsItInGoodOrder() throws IOException {
        ServerProcess server = ServerProcess.start(data());

        server.stop();

        assertThat(server.output()).last().isEqualTo("Tule has stopped.");
        assertThat(data().resolve("running")).doesNotExist();
        assertThat(data().resolve("control.sock")).doesNotExist();
    }

    @Test
    void downStopsIt() throws IOException {
        try (ServerProcess server = ServerProcess.start(data())) {
            Tool down = Tool.run("down", "--data", data().toString());

            assertThat(down.out()).isEqualTo("Tule has stopped.\n");
            assertThat(server.awaitEnd()).isZero();
            assertThat(server.output()).last().isEqualTo("Tule has stopped.");
        }
    }

    @Test
    void idleConnectionsDoNotHoldItUp() throws Exception {
        ServerProcess server = ServerProcess.start(data());
        try (server;
                Socket aws = keptAlive(server.aws());
                Socket web = keptAlive(server.web());
                Socket silent = new Socket(server.aws().getHost(), server.aws().getPort());
                WampClient overWebSocket = WampClient.connect(server.webSocket(), "realm1");
                WampClient overRawSocket = WampClient.connect(rawSocket(server), "realm1")) {
            overWebSocket.subscribe("lab.", MatchPolicy.PREFIX, event -> {});
            overRawSocket.register("lab.double", call -> 2 * call.payload().number(0));

            long begin = System.nanoTime();
            server.stop();

            assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(PROMPTLY);
            assertThat(server.output()).hasSize(2).last().isEqualTo("Tule has stopped.");
            for (Socket idle : List.of(aws, web, silent)) {
                assertThat(idle.getInputStream().read()).isEqualTo(-1);
            }
        }
    }

    @Test
    void wampClientsAreToldThatItStops() throws Exception {
        BlockingQueue<String> reasons = new LinkedBlockingQueue<>();
        ClientOptions listening =
                ClientOptions.defaults()
                        .withReconnect(ClientOptions.Reconnect.never())
                        .withListener(
                                new SessionListener() {
                                    @Override
                                    public void left(String reason) {
                                        reasons.add(reason);
                                    }
                                });
        ServerProcess server = ServerProcess.start(data());
        try (server;
                WampClient overWebSocket =
                        WampClient.connect(server.webSocket(), "realm1", listening);
                WampClient overRawSocket =
                        WampClient.connect(rawSocket(server), "realm1", listening)) {
            overWebSocket.subscribe("lab.", MatchPolicy.PREFIX, event -> {});
            overRawSocket.register("lab.double", call -> 2 * call.payload().number(0));

            server.stop();

            for (int i = 0; i < 2; i++) {
                assertThat(reasons.poll(10, TimeUnit.SECONDS))
                        .contains("wamp.close.system_shutdown");
            }
        }
    }

    @Test
    void statusTellsItsAddresses() throws IOException {
        try (ServerProcess server = ServerProcess.start(data())) {
            Tool status = Tool.run("status", "--data", data().toString());

            assertThat(status.exitCode()).isZero();
            assertThat(status.out())
                    .contains("process " + server.pid())
                    .contains(server.aws().toString(), server.web().toString())
                    .contains(server.webSocket().toString());
        }
    }

    @Test
    void aSecondServerOnTheSameDataIsRefused() throws IOException {
        try (ServerProcess server = ServerProcess.start(data())) {
            Tool second =
                    Tool.run(
                            "up",
                            "--data",
                            data().toString(),
                            "--aws-port",
                            "0",
                            "--web-port",
                            "0");

            assertThat(second.exitCode()).isEqualTo(2);
            assertThat(second.error())
                    .contains("Tule already runs on the data in", "process " + server.pid())
                    .contains("tule down");
        }
    }

    @Test
    void theFirstKeyIsShownOnceAndKeptForItsOwner() throws IOException {
        ServerProcess first = ServerProcess.start(data(), Map.of());
        first.stop();
        ServerProcess second = ServerProcess.start(data(), Map.of());
        second.stop();
        Path file = data().resolve("credentials");
        List<String> lines = Files.readAllLines(file);
        String id = value(lines, "aws_access_key_id");
        String secret = value(lines, "aws_secret_access_key");

        assertThat(first.output())
                .contains("  AWS_ACCESS_KEY_ID=" + id, "  AWS_SECRET_ACCESS_KEY=" + secret);
        assertThat(second.output()).noneMatch(line -> line.contains(secret));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data())))
                .as("others may pass to the database servers at most")
                .matches("rwx--[-x]--[-x]");
    }

    @Test
    void aGivenKeyIsNotPrinted() throws IOException {
        ServerProcess server = ServerProcess.start(data());
        server.stop();

        assertThat(server.output()).noneMatch(line -> line.contains(ServerProcess.SECRET_KEY));
        assertThat(Tool.run("aws-env", "--data", data().toString()).out())
                .contains(ServerProcess.ACCESS_KEY, ServerProcess.SECRET_KEY);
    }

    @Test
    void anAddressThatOthersReachIsWarnedOf() throws IOException {
        try (ServerProcess server =
                ServerProcess.start(Map.of(), "up", data(), "--bind", "0.0.0.0")) {
            assertThat(server.output())
                    .anyMatch(line -> line.startsWith("Warning: --bind 0.0.0.0 opens Tule"));
            assertThat(server.web().getHost()).isEqualTo("localhost");
        }
    }

    @Test
    void dataOfALongPathCanBeAdministered() throws IOException {
        Path longData = directory.resolve("d".repeat(120));
        try (ServerProcess server = ServerProcess.start(longData, Map.of())) {
            Tool status = Tool.run("status", "--data", longData.toString());

            assertThat(status.exitCode()).isZero();
            assertThat(status.out()).contains("process " + server.pid());
        }
    }

    @Test
    void aFailedStartLeavesTheDataFree() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = Integer.toString(other.getLocalPort());
            Tool failed =
                    Tool.run(
                            "up",
                            "--data",
                            data().toString(),
                            "--aws-port",
                            "0",
                            "--web-port",
                            port);
            assertThat(failed.exitCode()).isEqualTo(2);
        }

        try (ServerProcess server = ServerProcess.start(data())) {
            assertThat(server.output()).last().asString().startsWith("Tule is ready");
        }
    }

    /** A connection on which a request was answered, and which stays open for others. */
    private static Socket keptAlive(URI server) throws IOException {
        Socket socket = new Socket(server.getHost(), server.getPort());
        socket.setSoTimeout(30_000);
        String request = "GET /health HTTP/1.1\r\nHost: " + server.getAuthority() + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        BufferedInputStream answer = new BufferedInputStream(socket.getInputStream());
        String head = "";
        while (!head.endsWith("\r\n\r\n")) {
            head += (char) answer.read();
        }
        int length = Integer.parseInt(head.replaceAll("(?is).*content-length: (\\d+).*", "$1"));
        assertThat(head).startsWith("HTTP/1.1 200 ");
        assertThat(answer.readNBytes(length)).hasSize(length);
        return socket;
    }

    private static URI rawSocket(ServerProcess server) {
        return URI.create("rs://localhost:" + server.web().getPort());
    }

    private Path data() {
        return directory.resolve("data");
    }

    private static String value(List<String> lines, String name) {
        return lines.stream()
                .filter(line -> line.startsWith(name + " = "))
                .map(line -> line.substring(name.length() + 3))
                .findFirst()
                .orElseThrow();
    }
}
