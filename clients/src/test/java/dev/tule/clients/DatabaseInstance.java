package dev.tule.clients;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Predicate;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;

/** A PostgreSQL instance that a test has made, and its database {@code readings}. */
record DatabaseInstance(RdsClient rds, String id) {
    private static final String USER = "office";
    private static final String PASSWORD = "correct-horse";
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long POLL_NANOS = 20_000_000;

    /** Makes it and waits until it is available. */
    static DatabaseInstance create(
            RdsClient rds, String id, Consumer<CreateDbInstanceRequest.Builder> further) {
        rds.createDBInstance(
                request -> {
                    request.dbInstanceIdentifier(id)
                            .dbInstanceClass("db.t3.micro")
                            .engine("postgres")
                            .allocatedStorage(20)
                            .masterUsername(USER)
                            .masterUserPassword(PASSWORD)
                            .dbName("readings");
                    further.accept(request);
                });
        DatabaseInstance made = new DatabaseInstance(rds, id);
        made.await();
        return made;
    }

    DBInstance read() {
        return rds.describeDBInstances(r -> r.dbInstanceIdentifier(id)).dbInstances().getFirst();
    }

    void await() {
        await(instance -> instance.dbInstanceStatus().equals("available"));
    }

    private void await(Predicate<DBInstance> goal) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        DBInstance instance = read();
        while (!goal.test(instance)) {
            assertThat(System.nanoTime() - deadline).as("%s", instance).isNegative();
            LockSupport.parkNanos(POLL_NANOS);
            instance = read();
        }
    }

    Connection connect() throws SQLException {
        DBInstance instance = read();
        String url =
                "jdbc:postgresql://%s:%d/readings?sslmode=require"
                        .formatted(instance.endpoint().address(), instance.endpoint().port());
        return DriverManager.getConnection(url, USER, PASSWORD);
    }

    static long number(Statement statement, String query) throws SQLException {
        try (ResultSet result = statement.executeQuery(query)) {
            result.next();
            return result.getLong(1);
        }
    }

    /** Deletes it and waits until it is gone. */
    void delete() {
        rds.deleteDBInstance(r -> r.dbInstanceIdentifier(id).skipFinalSnapshot(true));
        assertThatThrownBy(() -> await(_ -> false)).isInstanceOf(DbInstanceNotFoundException.class);
    }
}
