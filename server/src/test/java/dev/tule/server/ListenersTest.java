package dev.tule.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.http.Certificates;
import dev.tule.wamp.auth.CryptosignKey;
import dev.tule.wamp.client.Authentication;
import dev.tule.wamp.client.ClientOptions;
import dev.tule.wamp.client.SocketOptions;
import dev.tule.wamp.client.WampClient;
import dev.tule.wamp.client.WampException;
import dev.tule.wamp.transport.TransportDetails;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A server whose {@code tule.yaml} has listeners: TLS, RawSocket on a port of its own, a socket.
 */
@SuppressWarnings("NullAway.Init")
class ListenersTest {
    private static final CryptosignKey KEY = CryptosignKey.ofHex("42".repeat(32));

    /** The first TLS handshake of two processes takes long on a busy machine. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir private static Path directory;

    private static ServerProcess server;
    private static Certificates own;
    private static Certificates device;
    private static int devices;
    private static int plain;
    private static int proving;

    @BeforeAll
    static void start() throws Exception {
        own = Certificates.make(directory, "localhost");
        device = Certificates.make(directory, "pump7");
        devices = freePort();
        plain = freePort();
        proving = freePort();
        Files.writeString(directory.resolve("tule.yaml"), plant());
        server = ServerProcess.start(directory);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String plant() {
        return """
            listeners:
              web:
                compression: true
                tls:
                  certificate: localhost.pem
                  key: localhost-key.pem
                  client-authorities: pump7.pem
              devices:
                port: %d
                transports: [rawsocket]
                tls:
                  certificate: localhost.pem
                  key: localhost-key.pem
                  client-authorities: pump7.pem
                  client-certificates-required: true
              plain: {port: %d, connections: 3}
              proving: {port: %d, authmethods: [cryptosign, wamp-scram]}
              programs: {unix: wamp.sock, authmethods: [anonymous]}
            realms:
              plant:
                roles:
                  device: {permissions: [{uri: plant., match: prefix, allow: all}]}
                anonymous: device
                principals:
                  pump:
                    role: device
                    cryptosign: %s
                    wamp-scram:
                      kdf: pbkdf2
                      salt: W22ZaJ0SNY7soEsUEjb6gQ==
                      iterations: 4096
                      stored-key: WG5d8oPm3OtcPnkdi4Uo7BkeZkBFzpcXkuLmtbsT4qY=
                      server-key: wfPLwcE6nTWhTAmQ7tl2KeoiWGPlZqQxSrmfPwDl2dU=
                    tls: {common-name: pump7}
            """
                .formatted(devices, plain, proving, KEY.publicKey());
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static URI web() {
        return URI.create("wss://localhost:" + server.web().getPort() + "/ws");
    }

    private static URI rawSocket(String scheme, int port) {
        return URI.create("%s://localhost:%d".formatted(scheme, port));
    }

    /** Joins, over TLS with the device's certificate where it is to be shown. */
    private static WampClient join(URI address, boolean certified, Authentication how) {
        SocketOptions sockets =
                SocketOptions.defaults().withTrustedCertificates(own.tls().certificateChain());
        return WampClient.connect(
                address,
                "plant",
                ClientOptions.defaults()
                        .withAuthentication(how)
                        .withRequestTimeout(PATIENCE)
                        .withSockets(certified ? sockets.withCertificate(device.tls()) : sockets));
    }

    private static void works(WampClient client) {
        try (client) {
            client.register("plant.double", call -> 2 * call.payload().integer(0));
            assertThat(client.call("plant.double", Integer.class, 21)).isEqualTo(42);
        }
    }

    @Test
    void eachListenerServesWhatTheFileSays() {
        works(join(web(), false, Authentication.anonymous()));
        works(join(rawSocket("rss", server.web().getPort()), false, Authentication.anonymous()));
        works(join(rawSocket("rss", devices), true, Authentication.anonymous()));
        works(join(rawSocket("rs", plain), false, Authentication.anonymous()));
        works(
                join(
                        URI.create("ws://localhost:" + plain + "/ws"),
                        false,
                        Authentication.anonymous()));
        works(join(unixSocket(), false, Authentication.anonymous()));
    }

    private static URI unixSocket() {
        return URI.create("rs://unix:" + directory.resolve("wamp.sock"));
    }

    @Test
    void aCertificateTellsWhoADeviceIs() {
        for (URI address : List.of(web(), rawSocket("rss", devices))) {
            try (WampClient pump = join(address, true, Authentication.tls("pump"))) {
                assertThat(pump.welcomeDetails().asMap())
                        .containsEntry("authid", "pump")
                        .containsEntry("authmethod", "tls");
            }
        }
        assertThatThrownBy(() -> join(web(), false, Authentication.tls("pump")))
                .isInstanceOf(WampException.class)
                .hasMessageContaining("wamp.error.authentication_denied");
    }

    /** The realm takes both, anonymous clients and keys; each listener takes what it names. */
    @Test
    void aListenerTakesClientsByTheMethodsThatItNames() {
        URI socket = URI.create("ws://localhost:" + proving + "/ws");
        for (URI address : List.of(rawSocket("rs", proving), socket)) {
            works(join(address, false, Authentication.cryptosign(KEY)));
            refused(address, Authentication.anonymous(), "authentication_required");
            refused(address, Authentication.ticket("pump", "t"), "no_matching_auth_method");
        }
        works(join(unixSocket(), false, Authentication.anonymous()));
        refused(unixSocket(), Authentication.cryptosign(KEY), "no_matching_auth_method");
    }

    private static void refused(URI address, Authentication how, String error) {
        refused(address, false, how, error);
    }

    private static void refused(URI address, boolean certified, Authentication how, String error) {
        assertThatThrownBy(() -> join(address, certified, how))
                .isInstanceOf(WampException.class)
                .hasMessageContaining("wamp.error." + error);
    }

    @Test
    void proofsAreBoundToTheChannel() {
        for (URI address : List.of(web(), rawSocket("rss", devices))) {
            works(join(address, true, Authentication.cryptosign(KEY)));
            works(join(address, true, Authentication.wampScram("pump", "pencil")));
        }
    }

    /** What somebody in the middle carries from one connection to another is of no use there. */
    @Test
    void aProofBoundToAnotherChannelIsRefused() {
        Authentication key = Authentication.cryptosign(KEY);
        AtomicReference<TransportDetails> own = new AtomicReference<>();
        Authentication watched =
                transport -> {
                    own.set(transport);
                    return key.begin(transport);
                };
        for (URI address : List.of(web(), rawSocket("rss", devices))) {
            try (WampClient pump = join(address, true, watched)) {
                assertThat(pump.welcomeDetails().string("authmethod")).contains("cryptosign");
                refused(address, true, transport -> key.begin(own.get()), "authentication_denied");
            }
        }
    }

    @Test
    void whoShowsNoCertificateWhereOneIsDemandedIsNotLetIn() {
        assertThatThrownBy(
                        () ->
                                join(
                                        rawSocket("rss", devices),
                                        false,
                                        Authentication.cryptosign(KEY)))
                .isInstanceOf(WampException.class);
    }

    @Test
    void aListenerTakesNoMoreConnectionsThanItSays() {
        try (WampClient one = join(rawSocket("rs", plain), false, Authentication.anonymous());
                WampClient two = join(rawSocket("rs", plain), false, Authentication.anonymous());
                WampClient three =
                        join(rawSocket("rs", plain), false, Authentication.anonymous())) {
            assertThatThrownBy(
                            () -> join(rawSocket("rs", plain), false, Authentication.anonymous()))
                    .isInstanceOf(WampException.class);
            assertThat(List.of(one, two, three)).hasSize(3);
        }
    }

    /** A page of another name could else have that name resolve to this machine. */
    @Test
    void onlyThisMachinesNamesLeadToALoopbackListener() throws Exception {
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> page =
                    http.send(
                            HttpRequest.newBuilder(URI.create("http://localhost:" + plain + "/"))
                                    .build(),
                            HttpResponse.BodyHandlers.ofString());
            assertThat(page.statusCode()).isEqualTo(404);
            assertThat(page.body()).contains("Here is WAMP alone");
        }
        try (Socket socket = new Socket("localhost", plain)) {
            socket.setSoTimeout(20_000);
            socket.getOutputStream()
                    .write(
                            String.join(
                                            "\r\n",
                                            "GET /ws HTTP/1.1",
                                            "Host: evil.example:" + plain,
                                            "Origin: http://evil.example:" + plain,
                                            "Upgrade: websocket",
                                            "Connection: Upgrade",
                                            "Sec-WebSocket-Version: 13",
                                            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
                                            "Sec-WebSocket-Protocol: wamp.2.json",
                                            "",
                                            "")
                                    .getBytes(US_ASCII));
            assertThat(new String(socket.getInputStream().readNBytes(12), US_ASCII))
                    .isEqualTo("HTTP/1.1 421");
        }
    }

    @Test
    void statusAndMetricsNameThem() throws Exception {
        Tool status = Tool.run("status", "--data", directory.toString());
        assertThat(status.out())
                .contains("WAMP      wss://localhost:" + server.web().getPort() + "/ws, rss://")
                .contains("WAMP      devices: rss://localhost:" + devices + " (")
                .contains("WAMP      programs: ws at unix:" + directory.resolve("wamp.sock"))
                .contains(unixSocket().toString())
                .containsPattern("Realm     plant: \\d+ sessions");
    }

    @Test
    void aPortInUseIsNamedWithItsLine(@TempDir Path other) throws Exception {
        Files.writeString(other.resolve("tule.yaml"), "listeners:\n  d:\n    port: " + plain);
        Tool up = Tool.run("up", "--data", other.toString(), "--aws-port", "0", "--web-port", "0");
        assertThat(up.exitCode()).isEqualTo(2);
        assertThat(up.error())
                .contains("Port " + plain + " is in use by another program: choose another with")
                .contains("listeners.d.port (" + other.resolve("tule.yaml") + ":3)");
    }

    @Test
    void reloadReadsCertificatesAnewAndLeavesListenersForTheNextStart() throws Exception {
        Path file = directory.resolve("tule.yaml");
        String before = Files.readString(file);
        try (WampClient stays = join(web(), false, Authentication.anonymous())) {
            Files.writeString(file, before.replace("connections: 3", "connections: 4"));
            Path fresh = Files.createDirectories(directory.resolve("fresh"));
            Certificates renewed = Certificates.make(fresh, "localhost");
            for (String name : List.of("localhost.pem", "localhost-key.pem")) {
                Files.copy(
                        fresh.resolve(name),
                        directory.resolve(name),
                        StandardCopyOption.REPLACE_EXISTING);
            }

            Tool reload = Tool.run("reload", "--data", directory.toString());

            assertThat(reload.out()).contains("when the server is started again: listeners.plain.");
            assertThat(reload.out()).doesNotContain("listeners.web");
            own = renewed;
            works(join(web(), false, Authentication.anonymous()));
            assertThat(stays.publishAcknowledged("plant.x", 1)).isNotNull();
        } finally {
            Files.writeString(file, before);
        }
    }
}
