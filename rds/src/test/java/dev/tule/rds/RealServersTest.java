package dev.tule.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.engines.EnginesConfig;
import dev.tule.engines.local.LocalEngines;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.PGConnection;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** RDS over the servers that users get. Engines are unpacked into the module's target folder. */
class RealServersTest {
    private static final int MILLION = 1_000_000;

    @TempDir private Path directory;
    private LocalEngines engines;
    private House house;
    private RdsClient rds;

    @BeforeEach
    void open() throws IOException {
        // Servers run as another user where the tests are root's.
        Files.setPosixFilePermissions(directory, PosixFilePermissions.fromString("rwx--x--x"));
        start();
    }

    private void start() throws IOException {
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
                        RdsConfig.in(directory.resolve("rds")).withRest(Duration.ofMillis(500)));
        rds = house.client();
    }

    private void stop() {
        house.close();
        engines.close();
    }

    @AfterEach
    void close() {
        rds.describeDBInstances()
                .dbInstances()
                .forEach(
                        instance ->
                                rds.deleteDBInstance(
                                        r ->
                                                r.dbInstanceIdentifier(
                                                                instance.dbInstanceIdentifier())
                                                        .skipFinalSnapshot(true)));
        stop();
    }

    private static String url(DBInstance instance, String database) {
        return "jdbc:postgresql://%s:%d/%s"
                .formatted(instance.endpoint().address(), instance.endpoint().port(), database);
    }

    private static Connection connect(DBInstance instance, String database) throws SQLException {
        return DriverManager.getConnection(url(instance, database), "master", "correct-horse");
    }

    private static long count(DBInstance instance) throws SQLException {
        try (Connection connection = connect(instance, "shop");
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from readings")) {
            result.next();
            return result.getLong(1);
        }
    }

    private DBInstance shop(String id) {
        rds.createDBInstance(InstancesTest.postgres(id).dbName("shop").build());
        return house.awaitAvailable(id);
    }

    @Test
    void aMillionRowsAreWrittenAndReadBackAndAWrongPasswordIsRefused() throws Exception {
        DBInstance shop = shop("orders");
        try (Connection connection = connect(shop, "shop");
                Statement statement = connection.createStatement()) {
            statement.execute("create table readings (id int primary key, celsius int)");
            String rows =
                    IntStream.range(0, MILLION)
                            .mapToObj(i -> i + "\t" + i % 50 + "\n")
                            .collect(Collectors.joining());
            long copied =
                    connection
                            .unwrap(PGConnection.class)
                            .getCopyAPI()
                            .copyIn("copy readings from stdin", new StringReader(rows));
            assertThat(copied).isEqualTo(MILLION);
            try (ResultSet sum = statement.executeQuery("select sum(celsius) from readings")) {
                sum.next();
                assertThat(sum.getLong(1)).isEqualTo(MILLION / 50L * (49 * 50 / 2));
            }
        }
        assertThatThrownBy(() -> DriverManager.getConnection(url(shop, "shop"), "master", "wrong"))
                .hasMessageContaining("password authentication failed");
    }

    @Test
    void aServersCertificateIsSignedByTheAuthority() throws Exception {
        DBInstance shop = shop("orders");
        Path authority = directory.resolve("ca.pem");
        Files.writeString(authority, house.rds().certificateAuthority());
        Properties verified = new Properties();
        verified.setProperty("user", "master");
        verified.setProperty("password", "correct-horse");
        verified.setProperty("sslmode", "verify-full");
        verified.setProperty("sslrootcert", authority.toString());
        try (Connection connection = DriverManager.getConnection(url(shop, "shop"), verified);
                Statement statement = connection.createStatement();
                ResultSet ssl =
                        statement.executeQuery(
                                "select ssl from pg_stat_ssl where pid = pg_backend_pid()")) {
            ssl.next();
            assertThat(ssl.getBoolean(1)).isTrue();
        }
    }

    /** A whole millisecond, as requests carry it, after what has happened and before what comes. */
    private static Instant momentAfterwards() {
        Instant moment = Instant.now().truncatedTo(ChronoUnit.MILLIS).plusMillis(1);
        while (!Instant.now().isAfter(moment)) {
            Thread.onSpinWait();
        }
        return moment;
    }

    @Test
    void snapshotsAndMomentsComeBack() throws Exception {
        DBInstance shop = shop("orders");
        Instant before;
        try (Connection connection = connect(shop, "shop");
                Statement statement = connection.createStatement()) {
            statement.execute("create table readings (id int)");
            statement.execute("insert into readings select generate_series(1, 10)");
            rds.createDBSnapshot(r -> r.dbInstanceIdentifier("orders").dbSnapshotIdentifier("ten"));
            house.await(
                    "orders",
                    _ ->
                            rds.describeDBSnapshots(r -> r.dbSnapshotIdentifier("ten"))
                                    .dbSnapshots()
                                    .getFirst()
                                    .status()
                                    .equals("available"));
            statement.execute("insert into readings select generate_series(1, 10)");
            before = momentAfterwards();
            statement.execute("insert into readings values (0)");
        }
        house.awaitAvailable("orders");
        rds.restoreDBInstanceFromDBSnapshot(
                r -> r.dbInstanceIdentifier("ten").dbSnapshotIdentifier("ten"));
        assertThat(count(house.awaitAvailable("ten"))).isEqualTo(10);
        rds.restoreDBInstanceToPointInTime(
                r ->
                        r.sourceDBInstanceIdentifier("orders")
                                .targetDBInstanceIdentifier("twenty")
                                .restoreTime(before));
        assertThat(count(house.awaitAvailable("twenty"))).isEqualTo(20);
        rds.restoreDBInstanceToPointInTime(
                r ->
                        r.sourceDBInstanceIdentifier("orders")
                                .targetDBInstanceIdentifier("latest")
                                .useLatestRestorableTime(true));
        assertThat(count(house.awaitAvailable("latest"))).isEqualTo(21);
        assertThat(count(shop)).isEqualTo(21);
    }

    @Test
    void aReplicaHasWhatItsSourceHasAndTakesWritesWhenItIsPromoted() throws Exception {
        DBInstance shop = shop("orders");
        try (Connection connection = connect(shop, "shop");
                Statement statement = connection.createStatement()) {
            statement.execute("create table readings (id int)");
            statement.execute("insert into readings values (1)");
        }
        rds.createDBInstanceReadReplica(
                r -> r.dbInstanceIdentifier("reader").sourceDBInstanceIdentifier("orders"));
        DBInstance reader = house.awaitAvailable("reader");
        house.await("reader", _ -> countOrNone(reader) == 1);
        assertThatThrownBy(() -> insert(reader)).hasMessageContaining("read-only");
        rds.promoteReadReplica(r -> r.dbInstanceIdentifier("reader"));
        house.await("reader", i -> i.readReplicaSourceDBInstanceIdentifier() == null);
        insert(reader);
        assertThat(count(reader)).isEqualTo(2);
        assertThat(count(shop)).isEqualTo(1);
    }

    private static long countOrNone(DBInstance instance) {
        try {
            return count(instance);
        } catch (SQLException notYet) {
            return -1;
        }
    }

    private static void insert(DBInstance instance) throws SQLException {
        try (Connection connection = connect(instance, "shop");
                Statement statement = connection.createStatement()) {
            statement.execute("insert into readings values (2)");
        }
    }

    @Test
    void aServerThatIsKilledComesBackWithAllThatWasCommitted() throws Exception {
        DBInstance shop = shop("orders");
        int committed = 0;
        try (Connection connection = connect(shop, "shop");
                Statement statement = connection.createStatement()) {
            statement.execute("create table readings (id int)");
            for (int i = 0; i < 100; i++) {
                statement.execute("insert into readings values (" + i + ")");
                committed++;
            }
            ProcessHandle.allProcesses()
                    .filter(process -> isServer(process, shop))
                    .forEach(ProcessHandle::destroyForcibly);
            while (true) {
                statement.execute("insert into readings values (0)");
                committed++;
            }
        } catch (SQLException gone) {
            assertThat(committed).isGreaterThanOrEqualTo(100);
        }
        house.await("orders", _ -> countOrNone(shop) >= 0);
        assertThat(count(shop)).isBetween((long) committed, committed + 1L);
    }

    private static boolean isServer(ProcessHandle process, DBInstance instance) {
        return process.info()
                .commandLine()
                .filter(line -> line.contains("postgres"))
                .filter(line -> line.contains(instance.dbiResourceId().toLowerCase(Locale.ROOT)))
                .isPresent();
    }

    @Test
    void aMultiAzInstanceLosesNoCommitWhenItsPrimaryDies() throws Exception {
        rds.createDBInstance(InstancesTest.postgres("orders").dbName("shop").multiAZ(true).build());
        DBInstance shop = house.awaitAvailable("orders");
        AtomicInteger committed = new AtomicInteger();
        try (Connection connection = connect(shop, "shop");
                Statement statement = connection.createStatement()) {
            statement.execute("create table readings (id int)");
            Thread writer = Thread.ofVirtual().start(() -> insertUntilItFails(shop, committed));
            house.await("orders", _ -> committed.get() > 100);
            String primary = "/" + shop.dbiResourceId().toLowerCase(Locale.ROOT) + "/";
            ProcessHandle.allProcesses()
                    .filter(process -> isServer(process, shop))
                    .filter(process -> process.info().commandLine().orElse("").contains(primary))
                    .forEach(ProcessHandle::destroyForcibly);
            writer.join();
        }
        DBInstance after = house.await("orders", i -> i.availabilityZone().equals("us-east-1b"));
        assertThat(after.endpoint()).isEqualTo(shop.endpoint());
        assertThat(count(shop)).isBetween((long) committed.get(), committed.get() + 1L);
        stop();
        start();
        house.await("orders", _ -> countOrNone(shop) >= committed.get());
        insert(shop);
    }

    private static void insertUntilItFails(DBInstance instance, AtomicInteger committed) {
        try (Connection connection = connect(instance, "shop");
                Statement statement = connection.createStatement()) {
            while (true) {
                statement.execute("insert into readings values (" + committed.get() + ")");
                committed.incrementAndGet();
            }
        } catch (SQLException e) {
            // The primary was killed.
        }
    }

    @Test
    void rdsTakesUpItsServersAgain() throws Exception {
        DBInstance shop = shop("orders");
        try (Connection connection = connect(shop, "shop");
                Statement statement = connection.createStatement()) {
            statement.execute("create table readings (id int)");
            statement.execute("insert into readings values (1)");
        }
        stop();
        start();
        house.await("orders", _ -> countOrNone(shop) == 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"mariadb", "mysql"})
    void theOtherEnginesTakeTheirClientsToo(String engine) throws Exception {
        rds.createDBInstance(
                InstancesTest.postgres("orders").engine(engine).dbName("shop").build());
        DBInstance shop = house.awaitAvailable("orders");
        try (Connection connection =
                        DriverManager.getConnection(
                                "jdbc:mariadb://%s:%d/shop?allowPublicKeyRetrieval=true"
                                        .formatted(
                                                shop.endpoint().address(), shop.endpoint().port()),
                                "master",
                                "correct-horse");
                Statement statement = connection.createStatement();
                ResultSet version = statement.executeQuery("select version()")) {
            version.next();
            assertThat(version.getString(1)).startsWith(shop.engineVersion());
            statement.execute("select sleep(1.1), 'rather slow'");
        }
        String slow =
                rds.describeDBLogFiles(
                                r -> r.dbInstanceIdentifier("orders").filenameContains("slowquery"))
                        .describeDBLogFiles()
                        .getFirst()
                        .logFileName();
        assertThat(slow).isEqualTo("slowquery/mysql-slowquery.log");
        assertThat(
                        rds.downloadDBLogFilePortion(
                                        r -> r.dbInstanceIdentifier("orders").logFileName(slow))
                                .logFileData())
                .contains("rather slow");
    }
}
