package dev.tule.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.engines.EnginesConfig;
import dev.tule.engines.local.LocalEngines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Properties;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.RdsUtilities;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Logging in by the tokens that the SDK makes, over real servers. */
class ConnectTokensTest {
    @TempDir private Path directory;
    private LocalEngines engines;
    private House house;

    @BeforeEach
    void open() throws IOException {
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        engines =
                LocalEngines.open(
                        EnginesConfig.in(directory.resolve("engines"))
                                .withCache(Path.of("target", "engines")),
                        InstantSource.system());
        house =
                new House(
                        directory,
                        engines,
                        InstantSource.system(),
                        RdsConfig.in(directory.resolve("rds")));
    }

    @AfterEach
    void close() {
        house.client()
                .deleteDBInstance(r -> r.dbInstanceIdentifier("shop").skipFinalSnapshot(true));
        house.awaitGone("shop");
        house.close();
        engines.close();
    }

    private String token(DBInstance instance, String user) {
        RdsUtilities utilities = house.client().utilities();
        return utilities.generateAuthenticationToken(
                r ->
                        r.hostname(instance.endpoint().address())
                                .port(instance.endpoint().port())
                                .username(user)
                                .credentialsProvider(House.CREDENTIALS));
    }

    private Connection connect(DBInstance instance, String user, String password)
            throws SQLException {
        Properties properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password);
        properties.setProperty("sslmode", "verify-full");
        properties.setProperty("sslrootcert", directory.resolve("ca.pem").toString());
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%d/shop"
                        .formatted(instance.endpoint().address(), instance.endpoint().port()),
                properties);
    }

    @Test
    void aUserOfRdsIamLogsInByATokenAlone() throws Exception {
        house.client()
                .createDBInstance(
                        InstancesTest.postgres("shop")
                                .dbName("shop")
                                .backupRetentionPeriod(0)
                                .enableIAMDatabaseAuthentication(true)
                                .build());
        DBInstance shop = house.awaitAvailable("shop");
        assertThat(shop.iamDatabaseAuthenticationEnabled()).isTrue();
        Files.writeString(directory.resolve("ca.pem"), house.rds().certificateAuthority());
        try (Connection master = connect(shop, "master", "correct-horse");
                Statement statement = master.createStatement()) {
            statement.execute("create user device");
            statement.execute("grant rds_iam to device");
        }

        connect(shop, "device", token(shop, "device")).close();
        refused(shop, "device", token(shop, "another"));
        refused(shop, "device", "correct-horse");
        refused(shop, "device", token(shop, "device").replace("X-Amz-Signature=", "$0a"));
        String early = token(shop, "device");
        house.ahead = Duration.ofMinutes(16);
        refused(shop, "device", early);
        house.ahead = Duration.ZERO;

        house.client()
                .modifyDBInstance(
                        r ->
                                r.dbInstanceIdentifier("shop")
                                        .enableIAMDatabaseAuthentication(false)
                                        .applyImmediately(true));
        house.await("shop", i -> !i.iamDatabaseAuthenticationEnabled());
        assertThatThrownBy(() -> connect(shop, "device", token(shop, "device")))
                .isInstanceOf(SQLException.class);
    }

    @Test
    void aMySqlUserOfThePluginLogsInByATokenAlone() throws Exception {
        house.client()
                .createDBInstance(
                        InstancesTest.postgres("shop")
                                .engine("mysql")
                                .dbName("shop")
                                .backupRetentionPeriod(0)
                                .build());
        house.awaitAvailable("shop");
        house.client()
                .modifyDBInstance(
                        r ->
                                r.dbInstanceIdentifier("shop")
                                        .enableIAMDatabaseAuthentication(true)
                                        .applyImmediately(true));
        DBInstance shop = house.await("shop", DBInstance::iamDatabaseAuthenticationEnabled);
        Files.writeString(directory.resolve("ca.pem"), house.rds().certificateAuthority());
        try (Connection master = mySql(shop, "master", "correct-horse");
                Statement statement = master.createStatement()) {
            statement.execute(
                    "create user device identified with AWSAuthenticationPlugin as 'RDS'");
            statement.execute("grant select on shop.* to device");
        }

        mySql(shop, "device", token(shop, "device")).close();
        for (String wrong : List.of(token(shop, "another"), "correct-horse")) {
            assertThatThrownBy(() -> mySql(shop, "device", wrong))
                    .hasMessageContaining("Access denied for user 'device'");
        }
    }

    private Connection mySql(DBInstance instance, String user, String password)
            throws SQLException {
        return DriverManager.getConnection(
                "jdbc:mariadb://%s:%d/shop?sslMode=verify-full&serverSslCert=%s"
                        .formatted(
                                instance.endpoint().address(),
                                instance.endpoint().port(),
                                directory.resolve("ca.pem")),
                user,
                password);
    }

    private void refused(DBInstance shop, String user, String password) {
        assertThatThrownBy(() -> connect(shop, user, password))
                .hasMessageContaining("PAM authentication failed for user \"device\"");
    }
}
