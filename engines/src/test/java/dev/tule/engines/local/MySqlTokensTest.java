package dev.tule.engines.local;

import static dev.tule.engines.local.RealEngines.MASTER;
import static dev.tule.engines.local.RealEngines.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.tule.engines.Backup;
import dev.tule.engines.DatabaseServer;
import dev.tule.engines.EngineKind;
import dev.tule.engines.Listening;
import dev.tule.engines.ServerCertificate;
import dev.tule.engines.SourceRange;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Users of MySQL and MariaDB who log in by tokens, and those beside them who don't. */
class MySqlTokensTest {

    private static final String PLUGIN = "TokenPlugin";

    private RealEngines real;
    private ServerCertificate certificate;
    private Path authority;

    @BeforeEach
    void open() throws Exception {
        real = new RealEngines();
        checkTokens();
        certificate = Certificates.selfSigned(real.makeDirectory());
        authority = Files.createTempFile(real.directory, "authority", ".pem");
        Files.writeString(authority, certificate.authority());
    }

    @AfterEach
    void close() throws Exception {
        real.close();
    }

    private void checkTokens() {
        real.engines.checkTokens((_, user, token) -> token.equals("token of " + user));
    }

    private Listening listening() {
        return spec("orders").listening().withTls(certificate, false).withTokens(PLUGIN);
    }

    private Connection connect(DatabaseServer server, String user, String password)
            throws SQLException {
        return connect(server, user, password, "verify-full");
    }

    private Connection connect(DatabaseServer server, String user, String password, String mode)
            throws SQLException {
        String url = server.jdbcUrl(RealEngines.DATABASE);
        return DriverManager.getConnection(
                url + "?sslMode=" + mode + "&serverSslCert=" + authority, user, password);
    }

    private void refused(DatabaseServer server, String user, String password, String mode) {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> connect(server, user, password, mode).close())
                .withMessageContaining("Access denied");
    }

    private static String ask(Connection session, String question) throws SQLException {
        try (Statement statement = session.createStatement();
                ResultSet answer = statement.executeQuery(question)) {
            answer.next();
            return answer.getString(answer.getMetaData().getColumnCount());
        }
    }

    private void logsIn(DatabaseServer server, String user) throws SQLException {
        try (Connection session = connect(server, user, "token of " + user)) {
            assertThat(ask(session, "SELECT CURRENT_USER()")).isEqualTo(user + "@%");
            assertThat(ask(session, "SHOW STATUS LIKE 'Ssl_cipher'")).contains("AES");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void usersOfThePluginLogInByTokensAndNobodyElseDoes(EngineKind kind) throws Exception {
        DatabaseServer server = real.create(kind, spec("orders").withListening(listening()));
        try (Connection session = connect(server, MASTER.user(), MASTER.password());
                Statement statement = session.createStatement()) {
            statement.execute(
                    "CREATE USER device@'%' IDENTIFIED /* by us */ WITH `tokenplugin` AS 'RDS'"
                            + " REQUIRE SSL");
            statement.execute("CREATE USER plain IDENTIFIED BY 'TokenPlugin'");
            assertThat(ask(session, "SELECT 'identified with TokenPlugin as ''RDS'''"))
                    .isEqualTo("identified with TokenPlugin as 'RDS'");
            statement.execute("GRANT SELECT ON orders.* TO device, plain");
        }
        logsIn(server, "device");
        real.succeed();
        checkTokens();
        DatabaseServer adopted = real.engines.server(server.name()).orElseThrow();
        logsIn(adopted, "device");
        connect(adopted, "plain", "TokenPlugin").close();
        connect(adopted, "plain", "TokenPlugin", "disable").close();
        refused(adopted, "device", "token of plain", "verify-full");
        refused(adopted, "device", "", "verify-full");
        refused(adopted, "device", "token of device", "disable");
        refused(adopted, "plain", "token of plain", "verify-full");
        refused(adopted, "tule_admin", "secret", "verify-full");

        Backup backup = adopted.backup(real.makeDirectory().resolve("backup"));
        adopted.listen(listening().withSources(List.of(SourceRange.parse("10.0.0.0/8"))));
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> connect(adopted, "plain", "TokenPlugin"));
        adopted.listen(listening().withTokens(null));
        refused(adopted, "device", "token of device", "verify-full");
        connect(adopted, "plain", "TokenPlugin").close();
        adopted.delete();

        DatabaseServer restored =
                real.engines.restore(backup, spec("again").withListening(listening()));
        logsIn(restored, "device");
    }

    @Test
    void whatIsNotTheProtocolHurtsNobody() throws Exception {
        DatabaseServer server =
                real.create(EngineKind.MYSQL, spec("orders").withListening(listening()));
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 100; i++) {
            byte[] noise = new byte[random.nextInt(80)];
            random.nextBytes(noise);
            if (noise.length > 36 && i % 2 == 0) {
                // A length and capabilities that are believed.
                System.arraycopy(
                        new byte[] {(byte) (noise.length - 4), 0, 0, 1, 0, (byte) 0x82, 0x28},
                        0,
                        noise,
                        0,
                        7);
            }
            try (Socket socket =
                    new Socket(server.address().getAddress(), server.address().getPort())) {
                socket.getOutputStream().write(noise);
            }
        }
        try (Connection session = connect(server, MASTER.user(), MASTER.password())) {
            assertThat(session.isValid(5)).as("seed %d", seed).isTrue();
        }
    }
}
