package dev.tule.server.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.http.Certificates;
import dev.tule.server.cloud.Settings;
import dev.tule.server.command.Finding.Verdict;
import dev.tule.server.config.ConfigFileError;
import dev.tule.server.config.DatabasesConfig;
import dev.tule.server.config.TuleConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What {@code tule doctor} says of databases, and of the listeners that a {@code tule.yaml} has.
 */
@SuppressWarnings("NullAway.Init")
class DoctorTest {
    private static final InstantSource NOW = InstantSource.system();

    @TempDir private Path directory;

    private TuleConfig read(String yaml) throws IOException, ConfigFileError {
        return TuleConfig.read(Files.writeString(directory.resolve("tule.yaml"), yaml));
    }

    /** What is said of one listener; the web port is a free one. */
    private List<Finding> said(String listener, String yaml, boolean running, InstantSource clock)
            throws IOException, ConfigFileError {
        Settings settings =
                new Settings(
                        directory,
                        0,
                        0,
                        InetAddress.getLoopbackAddress(),
                        directory.resolve("tule.yaml"),
                        null,
                        clock);
        try (ListenerCheckup checkup = new ListenerCheckup(settings, running, clock)) {
            return read("listeners:\n" + yaml.indent(2)).listeners().stream()
                    .flatMap(each -> checkup.of(each).stream())
                    .filter(finding -> finding.subject().equals("Listener " + listener))
                    .toList();
        }
    }

    private List<Finding> said(String listener, String yaml) throws IOException, ConfigFileError {
        return said(listener, yaml, false, NOW);
    }

    private static Finding only(List<Finding> findings) {
        assertThat(findings).hasSize(1);
        return findings.getFirst();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    @Test
    void aRealmThatLetsNobodyInIsNamed() throws Exception {
        assertThat(
                        new Checkup()
                                .realms(
                                        read(
                                                """
                                                realms:
                                                  open: {roles: {guest: {}}, anonymous: guest}
                                                  decided: {dynamic: {ticket: a.b}}
                                                  shut: {cookies: 1h}
                                                """)))
                .containsExactly(
                        new Finding(
                                Verdict.NOTE,
                                "Realm shut",
                                "lets no client in: realms.shut needs anonymous, principals or dynamic"));
    }

    @Test
    void databasesAreNamedOrWhatKeepsThemFromRunning() throws Exception {
        Path data = directory.resolve("data");
        DatabasesConfig config = TuleConfig.defaults().databases();
        boolean root = "root".equals(System.getProperty("user.name"));

        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        Finding open = new Checkup().databases(data, config);
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx------"));
        Finding closed = new Checkup().databases(data, config);

        assertThat(open.text()).startsWith("PostgreSQL 18");
        assertThat(closed.text()).contains(root ? "may not enter " + directory : "PostgreSQL 18");
    }

    @Test
    void imagesOfDatabasesAreThereOrNot() throws Exception {
        DatabasesConfig config =
                read("""
                     rds:
                       containers:
                         oracle-se2: registry.example/oracle:23.5
                     """)
                        .databases();
        Path socket = directory.resolve("engine.sock");

        assertThat(new Checkup().databaseImages(config, Optional.empty()))
                .singleElement()
                .extracting(Finding::text)
                .asString()
                .startsWith("none: no container engine listens");
        try (ServerSocketChannel engine = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            engine.bind(UnixDomainSocketAddress.of(socket));
            Thread.ofVirtual().start(() -> answerOnce(engine, "200 OK", "{}"));
            assertThat(new Checkup().databaseImages(config, Optional.of(socket)))
                    .containsExactly(
                            new Finding(
                                    Verdict.GOOD,
                                    "Database oracle-se2",
                                    "Oracle Database 23.5 from registry.example/oracle:23.5"));
            Thread.ofVirtual().start(() -> answerOnce(engine, "404 Not Found", "{}"));
            assertThat(new Checkup().databaseImages(config, Optional.of(socket)))
                    .singleElement()
                    .extracting(Finding::text)
                    .asString()
                    .contains("has no image registry.example/oracle:23.5: have it pull that");
        }
    }

    private static void answerOnce(ServerSocketChannel engine, String status, String content) {
        try (SocketChannel asker = engine.accept()) {
            ByteBuffer request = ByteBuffer.allocate(4096);
            while (!new String(request.array(), StandardCharsets.US_ASCII).contains("\r\n\r\n")) {
                asker.read(request);
            }
            asker.write(
                    ByteBuffer.wrap(
                            "HTTP/1.1 %s\r\nContent-Length: %d\r\n\r\n%s"
                                    .formatted(status, content.length(), content)
                                    .getBytes(StandardCharsets.US_ASCII)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void aPortOfAnotherProgramIsNamedWithItsLine() throws Exception {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String yaml = "devices: {port: %d}".formatted(other.getLocalPort());

            Finding finding = only(said("devices", yaml));
            assertThat(finding.verdict()).isEqualTo(Verdict.BAD);
            assertThat(finding.text())
                    .startsWith("Port %d is in use by another".formatted(other.getLocalPort()))
                    .contains("listeners.devices.port (" + directory.resolve("tule.yaml") + ":2)");
            assertThat(only(said("devices", yaml, true, NOW)).verdict()).isEqualTo(Verdict.GOOD);
        }
    }

    @Test
    void aPortOfTwoListenersIsNamed() throws Exception {
        int port = freePort();
        String yaml = "one: {port: %1$d}\ntwo: {port: %1$d, bind: 127.0.0.2}".formatted(port);

        assertThat(only(said("one", yaml)).verdict()).isEqualTo(Verdict.GOOD);
        assertThat(only(said("two", yaml)))
                .extracting(Finding::verdict, Finding::text)
                .containsExactly(
                        Verdict.BAD,
                        "port %d is another listener's, too: choose another with listeners.two.port (%s:3)"
                                .formatted(port, directory.resolve("tule.yaml")));
    }

    @Test
    void plainTextBeyondThisMachineIsNoted() throws Exception {
        String yaml = "devices: {port: %d, bind: 0.0.0.0}".formatted(freePort());

        assertThat(said("devices", yaml))
                .extracting(Finding::verdict)
                .containsExactly(Verdict.GOOD, Verdict.NOTE);
        assertThat(said("devices", yaml).getLast().text())
                .contains("plain text on 0.0.0.0", "give listeners.devices a tls section");
    }

    @Test
    void certificatesAreLookedAtUntilTheirEnd() throws Exception {
        Certificates own = Certificates.make(directory, "localhost");
        Certificates.make(directory, "pump7");
        String yaml =
                """
                devices:
                  port: %d
                  bind: 0.0.0.0
                  tls: {certificate: localhost.pem, key: localhost-key.pem, client-authorities: pump7.pem}
                """
                        .formatted(freePort());
        Instant end = own.certificate().getNotAfter().toInstant();

        assertThat(verdicts(yaml, end.minus(Duration.ofDays(70)))).containsOnly(Verdict.BAD);
        assertThat(verdicts(yaml, end.minus(Duration.ofDays(30)))).containsOnly(Verdict.GOOD);
        assertThat(verdicts(yaml, end.minus(Duration.ofDays(1)))).containsOnly(Verdict.NOTE);
        assertThat(verdicts(yaml, end.plus(Duration.ofDays(1)))).containsOnly(Verdict.BAD);
        assertThat(
                        said("devices", yaml, false, () -> end.plus(Duration.ofDays(1)))
                                .getLast()
                                .text())
                .contains("pump7.pem expired on", "tule reload");
    }

    /** Of both certificates, after what is said of the port. */
    private List<Verdict> verdicts(String yaml, Instant now) throws IOException, ConfigFileError {
        List<Finding> findings = said("devices", yaml, false, () -> now);
        assertThat(findings).hasSize(3);
        return findings.stream().skip(1).map(Finding::verdict).toList();
    }

    @Test
    void aSocketNeedsAFolderAndAFreePath() throws Exception {
        assertThat(only(said("programs", "programs: {unix: wamp.sock}")).verdict())
                .isEqualTo(Verdict.GOOD);
        assertThat(only(said("programs", "programs: {unix: none/wamp.sock}")).text())
                .contains("make that folder", "listeners.programs.unix (");
        assertThat(only(said("programs", "programs: {unix: tule.yaml}")).text())
                .contains("is there and no socket");
        Path taken = directory.resolve("taken.sock");
        try (ServerSocketChannel other = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            other.bind(UnixDomainSocketAddress.of(taken));
            assertThat(only(said("programs", "programs: {unix: taken.sock}")).text())
                    .contains(taken + " is in use by another program");
        }
        assertThat(only(said("programs", "programs: {unix: taken.sock}")).verdict())
                .as("a socket that nobody listens on is replaced")
                .isEqualTo(Verdict.GOOD);
    }

    @Test
    void filesMustBeEnoughForTheConnections() throws Exception {
        TuleConfig config = read("limits: {connections: 15000}");
        TuleConfig fewer = read("listeners: {web: {connections: 50}}");

        assertThat(new Checkup().openFiles(15_500, config))
                .extracting(Finding::verdict, Finding::text)
                .containsExactly(
                        Verdict.NOTE,
                        "at most 15,500, and 15,000 WAMP connections may come: raise it ('ulimit -n', LimitNOFILE), or lower limits.connections");
        assertThat(new Checkup().openFiles(16_000, config).verdict()).isEqualTo(Verdict.GOOD);
        assertThat(new Checkup().openFiles(1_050, fewer).verdict()).isEqualTo(Verdict.GOOD);
        assertThat(new Checkup().openFiles(-1, config).verdict()).isEqualTo(Verdict.NOTE);
        assertThat(Checkup.openFilesLimit()).isPositive();
    }
}
