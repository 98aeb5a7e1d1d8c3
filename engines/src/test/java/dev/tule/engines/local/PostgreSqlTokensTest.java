package dev.tule.engines.local;

import static dev.tule.engines.local.RealEngines.MASTER;
import static dev.tule.engines.local.RealEngines.spec;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

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

/** Users of PostgreSQL who log in by tokens, and those beside them who don't. */
class PostgreSqlTokensTest {

    private RealEngines real;
    private ServerCertificate certificate;
    private Path authority;

    @BeforeEach
    void open() throws Exception {
        real = new RealEngines();
        real.engines.checkTokens((_, user, token) -> token.equals("token of " + user));
        certificate = Certificates.selfSigned(real.makeDirectory());
        authority = Files.createTempFile(real.directory, "authority", ".pem");
        Files.writeString(authority, certificate.authority());
    }

    @AfterEach
    void close() throws Exception {
        real.close();
    }

    private Listening listening() {
        return spec("orders").listening().withTls(certificate, false).withTokens("by_token");
    }

    private Connection connect(DatabaseServer server, String user, String password)
            throws SQLException {
        String url = server.jdbcUrl(RealEngines.DATABASE);
        return DriverManager.getConnection(
                url + "?sslmode=verify-full&sslrootcert=" + authority, user, password);
    }

    private static void refused(String words, SqlAction action) {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(action::run)
                .withMessageContaining(words);
    }

    private interface SqlAction {
        void run() throws Exception;
    }

    @Test
    void membersOfTheRoleLogInByTokensAndNobodyElseDoes() throws Exception {
        DatabaseServer server =
                real.create(EngineKind.POSTGRESQL, spec("orders").withListening(listening()));
        try (Connection session = connect(server, MASTER.user(), MASTER.password());
                Statement statement = session.createStatement()) {
            statement.execute("create role device login");
            statement.execute("grant by_token to device");
            statement.execute("create role plain login password 'secret'");
        }
        for (int time = 0; time < 2; time++) {
            try (Connection session = connect(server, "device", "token of device");
                    Statement statement = session.createStatement();
                    ResultSet user = statement.executeQuery("select current_user")) {
                user.next();
                assertThat(user.getString(1)).isEqualTo("device");
            }
            real.succeed();
            real.engines.checkTokens((_, user, token) -> token.equals("token of " + user));
        }
        DatabaseServer adopted = real.engines.server(server.name()).orElseThrow();
        connect(adopted, "plain", "secret").close();
        refused("PAM authentication failed", () -> connect(adopted, "device", "token of plain"));
        refused("password authentication", () -> connect(adopted, "plain", "token of plain"));
        refused("no entry", () -> connect(adopted, "tule_admin", "secret"));
        refused(
                "over TLS",
                () ->
                        DriverManager.getConnection(
                                adopted.jdbcUrl(RealEngines.DATABASE) + "?sslmode=disable",
                                "device",
                                "token of device"));

        adopted.listen(listening().withSources(List.of(SourceRange.parse("10.0.0.0/8"))));
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> connect(adopted, "plain", "secret"));
        adopted.listen(listening().withTokens(null));
        refused("authentication failed", () -> connect(adopted, "device", "token of device"));
        connect(adopted, "plain", "secret").close();
    }

    @Test
    void whatIsNotTheProtocolHurtsNobody() throws Exception {
        DatabaseServer server =
                real.create(EngineKind.POSTGRESQL, spec("orders").withListening(listening()));
        long seed = Long.getLong("seed", System.nanoTime());
        Random random = new Random(seed);
        for (int i = 0; i < 200; i++) {
            byte[] noise = new byte[random.nextInt(64)];
            random.nextBytes(noise);
            if (noise.length > 8 && i % 2 == 0) {
                // A length that is believed.
                System.arraycopy(new byte[] {0, 0, 0, 40, 0, 3, 0, 0}, 0, noise, 0, 8);
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
