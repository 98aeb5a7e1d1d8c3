package dev.tule.engines.local;

import static dev.tule.engines.local.RealEngines.connect;
import static dev.tule.engines.local.RealEngines.execute;
import static dev.tule.engines.local.RealEngines.query;
import static dev.tule.engines.local.RealEngines.spec;
import static org.assertj.core.api.Assertions.assertThat;

import dev.tule.engines.DatabaseServer;
import dev.tule.engines.EngineKind;
import dev.tule.engines.ServerState;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** Synchronous replicas, and primaries that die. */
class FailOverTest {

    private RealEngines real;

    @BeforeEach
    void open() throws Exception {
        real = new RealEngines(Duration.ofSeconds(2));
    }

    @AfterEach
    void close() throws Exception {
        real.close();
    }

    @OfEachProcessEngine
    void whatWasCommittedIsThereWhereAReplicaTookThePrimarysPlace(EngineKind kind)
            throws Exception {
        DatabaseServer primary = real.create(kind, "primary");
        execute(primary, "create table item (id int primary key)");
        DatabaseServer replica = real.engines.replicate(primary, spec("replica"), true);
        assertThat(primary.synchronousReplicas()).containsExactly(replica.name());
        if (kind == EngineKind.MYSQL) {
            // Its primary doesn't wait: all comes from what that leaves behind.
            receiveNothing(replica);
        }
        AtomicInteger committed = new AtomicInteger();
        Thread writer = Thread.ofVirtual().start(() -> insertUntilItFails(primary, committed));
        RealEngines.await("some commits", () -> committed.get() >= 100);

        kill(primary);
        writer.join();
        RealEngines.await("the crash", () -> primary.state() == ServerState.FAILED);
        real.engines.failOver(primary, replica);

        assertThat(replica.address()).isEqualTo(primary.address());
        assertThat(Integer.parseInt(query(primary, "select count(*) from item")))
                .isBetween(committed.get(), committed.get() + 1);
        assertThat(replica.primary()).isEmpty();
        primary.delete();
        DatabaseServer next = real.engines.replicate(replica, spec("next"), true);
        execute(replica, "insert into item values (-1)");
        real.engines.failOver(replica, next);
        assertThat(query(next, "select min(id) from item")).isEqualTo("-1");
    }

    @OfEachProcessEngine
    void aPrimaryThatHangsIsEndedAndReplaced(EngineKind kind) throws Exception {
        DatabaseServer primary = real.create(kind, "primary");
        execute(primary, "create table item (id int primary key)", "insert into item values (1)");
        DatabaseServer replica = real.engines.replicate(primary, spec("replica"), true);
        long process = real.pid(primary);

        signal("STOP", primary);
        RealEngines.await("the judgement", () -> primary.state() == ServerState.FAILED);
        real.engines.failOver(primary, replica);

        assertThat(ProcessHandle.of(process).filter(ProcessHandle::isAlive)).isEmpty();
        execute(primary, "insert into item values (2)");
        assertThat(query(replica, "select count(*) from item")).isEqualTo("2");
    }

    private static void receiveNothing(DatabaseServer replica) throws SQLException {
        try (Connection administrator = replica.administer("");
                Statement statement = administrator.createStatement()) {
            statement.execute("stop slave io_thread");
        }
    }

    private static void insertUntilItFails(DatabaseServer server, AtomicInteger committed) {
        try (Connection connection = connect(server);
                Statement statement = connection.createStatement()) {
            while (true) {
                statement.execute("insert into item values (" + committed.get() + ")");
                committed.incrementAndGet();
            }
        } catch (SQLException e) {
            // The engine was killed.
        }
    }

    private void kill(DatabaseServer server) throws Exception {
        signal("KILL", server);
    }

    private void signal(String name, DatabaseServer server) throws Exception {
        String pid = Long.toString(real.pid(server));
        new ProcessBuilder("kill", "-" + name, pid).start().waitFor();
    }

    @OfEachProcessEngine
    void aPrimaryWaitsForAReplicaThatDiedAndNoLongerForOneThatIsDeleted(EngineKind kind)
            throws Exception {
        DatabaseServer primary = real.create(kind, "primary");
        execute(primary, "create table item (id int primary key)");
        DatabaseServer replica = real.engines.replicate(primary, spec("replica"), true);

        kill(replica);
        RealEngines.await("the death", () -> replica.state() != ServerState.AVAILABLE);
        execute(primary, "insert into item values (1)");
        RealEngines.await("the restart", () -> replica.state() == ServerState.AVAILABLE);
        RealEngines.await("the row", () -> query(replica, "select count(*) from item").equals("1"));

        replica.delete();
        execute(primary, "insert into item values (2)");
        assertThat(primary.synchronousReplicas()).isEmpty();
        kill(primary);
        RealEngines.await("the death", () -> primary.state() != ServerState.AVAILABLE);
        RealEngines.await("the restart", () -> primary.state() == ServerState.AVAILABLE);
        execute(primary, "insert into item values (3)");
    }
}
