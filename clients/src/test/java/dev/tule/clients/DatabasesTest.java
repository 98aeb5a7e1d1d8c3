package dev.tule.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;

/** Database servers made by the tools of RDS, and used by the drivers that people have. */
@ExtendWith(WithTule.class)
class DatabasesTest {
    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int AT_LEAST = 200;

    @Test
    void theLecturesProgramHasItsDatabaseServer(Tule tule, @TempDir Path work) throws IOException {
        tule.tool("keys", "import", "LECTUREACCESSKEY", "lecture/secret+access/key");
        Path configuration = work.resolve("boto.cfg");
        Files.writeString(configuration, tule.tool("aws-env", "--boto"));

        String printed =
                Program.python("lecture/rds_instance.py")
                        .under(Map.of("BOTO_CONFIG", configuration.toString()))
                        .run();

        assertThat(printed).contains("DB instance is creating", "DB instance is available at 127.");
        try (RdsClient rds = Sdk.rds(tule)) {
            DBInstance made = describe(rds, "mysql-db-instance-3");
            assertThat(made.engine()).isEqualTo("mysql");
            assertThat(made.endpoint().port()).isEqualTo(3306);
            rds.deleteDBInstance(
                    r -> r.dbInstanceIdentifier("mysql-db-instance-3").skipFinalSnapshot(true));
        }
    }

    @Test
    void boto3AndPsycopg2MakeARoundTrip(Tule tule) {
        Program program = Program.python("boto3_rds.py", tule.aws().toString());

        assertThat(program.under(tule.environment()).run()).contains("made their round trip");
    }

    @Test
    void theAwsCliMakesARoundTrip(Tule tule) {
        Program program = Program.shell("awscli_rds.sh", tule.aws().toString());

        assertThat(program.under(tule.environment()).run()).contains("made its round trip");
    }

    /** The server under the program that writes goes on; the next Tule takes it up. */
    @Test
    void allThatWasCommittedIsThereWhenTuleIsKilled(@TempDir Path data) throws Exception {
        AtomicInteger committed = new AtomicInteger();
        CountDownLatch enough = new CountDownLatch(AT_LEAST);
        Tule first = Tule.start(data);
        DBInstance shop;
        try (RdsClient rds = Sdk.rds(first)) {
            shop = made(rds);
        }
        try (Connection connection = connect(shop);
                Statement statement = connection.createStatement()) {
            statement.execute("create table readings (id int)");
            Thread writer =
                    Thread.ofVirtual()
                            .start(
                                    () -> {
                                        while (!Thread.currentThread().isInterrupted()) {
                                            if (insert(statement)) {
                                                committed.incrementAndGet();
                                                enough.countDown();
                                            }
                                        }
                                    });
            assertThat(enough.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
            first.kill();
            int atKill = committed.get();
            try (Tule second = Tule.start(data);
                    RdsClient rds = Sdk.rds(second)) {
                await(rds);
                writer.interrupt();
                writer.join();
                assertThat(committed.get()).isGreaterThanOrEqualTo(atKill);
                assertThat(count(shop)).isGreaterThanOrEqualTo(committed.get());
                rds.deleteDBInstance(r -> r.dbInstanceIdentifier("shop").skipFinalSnapshot(true));
                awaitGone(rds);
            }
        }
    }

    private static DBInstance made(RdsClient rds) {
        rds.createDBInstance(
                r ->
                        r.dbInstanceIdentifier("shop")
                                .dbInstanceClass("db.t3.micro")
                                .engine("postgres")
                                .allocatedStorage(20)
                                .masterUsername("master")
                                .masterUserPassword("correct-horse")
                                .dbName("shop"));
        return await(rds);
    }

    private static DBInstance await(RdsClient rds) {
        Instant deadline = Instant.now().plus(PATIENCE);
        DBInstance instance = describe(rds, "shop");
        while (!instance.dbInstanceStatus().equals("available")) {
            assertThat(Instant.now())
                    .as(instance.dbInstanceStatus() + ": " + rds.describeEvents())
                    .isBefore(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            instance = describe(rds, "shop");
        }
        return instance;
    }

    private static void awaitGone(RdsClient rds) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!rds.describeDBInstances().dbInstances().isEmpty()) {
            assertThat(Instant.now()).isBefore(deadline);
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
        }
    }

    private static DBInstance describe(RdsClient rds, String id) {
        return rds.describeDBInstances(r -> r.dbInstanceIdentifier(id)).dbInstances().getFirst();
    }

    private static Connection connect(DBInstance shop) throws SQLException {
        return DriverManager.getConnection(
                "jdbc:postgresql://%s:%d/shop"
                        .formatted(shop.endpoint().address(), shop.endpoint().port()),
                "master",
                "correct-horse");
    }

    /** Whether a row was committed. */
    private static boolean insert(Statement statement) {
        try {
            return statement.executeUpdate("insert into readings values (1)") == 1;
        } catch (SQLException ended) {
            LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
            return false;
        }
    }

    private static long count(DBInstance shop) throws SQLException {
        try (Connection connection = connect(shop);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery("select count(*) from readings")) {
            result.next();
            return result.getLong(1);
        }
    }
}
