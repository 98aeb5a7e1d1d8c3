package dev.tule.clients;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.RdsClient;

/** Tule is killed while a program inserts into its database server, and then both are. */
class KilledTuleTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int SOME = 100;

    @TempDir private Path data;

    @Test
    void committedRowsOutliveTuleAndItsServerAndNothingOutlivesAStop() throws Exception {
        Inserts inserts;
        try (Tule tule = Tule.start(data);
                RdsClient rds = Sdk.rds(tule)) {
            DatabaseInstance orders = DatabaseInstance.create(rds, "orders", r -> {});
            inserts = new Inserts(orders.connect());
            inserts.awaitFurther(SOME);
            tule.kill();
            // The session goes on without Tule.
            inserts.awaitFurther(SOME);
        }
        try (Tule tule = Tule.start(data);
                RdsClient rds = Sdk.rds(tule)) {
            // And with the next one, who took the same server up.
            inserts.awaitFurther(SOME);
            new DatabaseInstance(rds, "orders").await();
            assertThat(servers()).hasSize(1);
            servers().forEach(ProcessHandle::destroyForcibly);
            tule.kill();
        }
        long committed = inserts.end();

        try (Tule tule = Tule.start(data);
                RdsClient rds = Sdk.rds(tule)) {
            DatabaseInstance orders = new DatabaseInstance(rds, "orders");
            await("the server is started again", () -> count(orders) >= 0);
            assertThat(count(orders)).isBetween(committed, committed + 1);
        }
        assertThat(ProcessHandle.allProcesses().filter(this::isOfThisData)).isEmpty();
    }

    private static long count(DatabaseInstance orders) {
        try (Connection connection = orders.connect();
                Statement statement = connection.createStatement()) {
            return DatabaseInstance.number(statement, "select count(*) from reading");
        } catch (SQLException notYet) {
            return -1;
        }
    }

    /** The database servers, without the processes that they divide themselves into. */
    private List<ProcessHandle> servers() {
        return ProcessHandle.allProcesses()
                .filter(this::isOfThisData)
                .filter(process -> process.parent().filter(this::isOfThisData).isEmpty())
                .toList();
    }

    private boolean isOfThisData(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains(data + "/engines/servers/");
    }

    private static void await(String what, BooleanSupplier goal) {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!goal.getAsBoolean()) {
            assertThat(System.nanoTime() - deadline).as(what).isNegative();
            LockSupport.parkNanos(10_000_000);
        }
    }

    /** A program that commits row after row on one session, until that breaks. */
    private static final class Inserts {
        private final AtomicLong committed = new AtomicLong();
        private final AtomicBoolean broken = new AtomicBoolean();
        private final Thread thread;

        Inserts(Connection connection) {
            thread = Thread.ofPlatform().start(() -> insert(connection));
        }

        private void insert(Connection session) {
            try (Connection connection = session;
                    Statement statement = connection.createStatement()) {
                statement.execute("create table reading (id bigint primary key)");
                while (true) {
                    statement.execute(
                            String.format(
                                    Locale.ROOT,
                                    "insert into reading values (%d)",
                                    committed.get()));
                    committed.incrementAndGet();
                }
            } catch (SQLException end) {
                broken.set(true);
            }
        }

        void awaitFurther(long rows) {
            long goal = committed.get() + rows;
            await(rows + " further rows", () -> committed.get() >= goal || broken.get());
            assertThat(committed.get()).as("rows").isGreaterThanOrEqualTo(goal);
        }

        /** How many rows were committed until the session broke. */
        long end() throws InterruptedException {
            thread.join();
            return committed.get();
        }
    }
}
