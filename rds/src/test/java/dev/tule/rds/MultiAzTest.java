package dev.tule.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.engines.DatabaseServer;
import dev.tule.engines.ServerName;
import dev.tule.engines.memory.MemoryEngines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.RdsException;

/** Standbys and failovers; that no commit is lost is shown with real servers. */
class MultiAzTest {
    private static final Instant EVENING = Instant.parse("2026-11-18T20:00:00Z");

    @TempDir private Path directory;
    private MemoryEngines engines;
    private House house;
    private RdsClient rds;

    @BeforeEach
    void open() throws IOException {
        engines = new MemoryEngines(() -> EVENING);
        start();
    }

    private void start() throws IOException {
        house = new House(directory, engines, () -> EVENING);
        rds = house.client();
    }

    @AfterEach
    void close() {
        house.close();
        engines.close();
    }

    private DBInstance made() {
        rds.createDBInstance(InstancesTest.postgres("orders").multiAZ(true).build());
        return house.awaitAvailable("orders");
    }

    private ServerName primary() {
        return engines.servers().stream()
                .filter(server -> !server.synchronousReplicas().isEmpty())
                .map(DatabaseServer::name)
                .findFirst()
                .orElseThrow();
    }

    private List<String> failovers() {
        return rds.describeEvents(r -> r.duration(60 * 24 * 7)).events().stream()
                .filter(event -> event.eventCategories().contains("failover"))
                .map(Event::message)
                .toList();
    }

    /** Two servers, one of which waits for the other. */
    private void awaitStandby() {
        house.await(
                "orders",
                _ ->
                        engines.servers().size() == 2
                                && engines.servers().stream()
                                        .anyMatch(s -> !s.synchronousReplicas().isEmpty()));
    }

    @Test
    void aStandbyTakesThePlaceOfAPrimaryThatDiesAndIsMadeAnew() throws Exception {
        DBInstance before = made();
        assertThat(before.multiAZ()).isTrue();
        assertThat(before.secondaryAvailabilityZone()).isEqualTo("us-east-1b");
        ServerName first = primary();

        engines.crash(first);
        DBInstance after = house.await("orders", i -> i.availabilityZone().equals("us-east-1b"));

        assertThat(after.endpoint()).isEqualTo(before.endpoint());
        assertThat(after.secondaryAvailabilityZone()).isEqualTo("us-east-1a");
        awaitStandby();
        assertThat(engines.server(first)).isEmpty();
        assertThat(failovers())
                .containsExactly(
                        "Multi-AZ instance failover started",
                        "Multi-AZ instance failover completed",
                        "Multi-AZ standby made anew");

        house.close();
        start();
        engines.crash(primary());
        house.await("orders", i -> i.availabilityZone().equals("us-east-1a"));
        awaitStandby();
        rds.deleteDBInstance(r -> r.dbInstanceIdentifier("orders").skipFinalSnapshot(true));
        house.awaitGone("orders");
        assertThat(engines.servers()).isEmpty();
    }

    @Test
    void aRebootMayForceAFailover() {
        made();
        rds.rebootDBInstance(r -> r.dbInstanceIdentifier("orders").forceFailover(true));
        DBInstance after = house.awaitAvailable("orders");
        assertThat(after.availabilityZone()).isEqualTo("us-east-1b");
        rds.rebootDBInstance(r -> r.dbInstanceIdentifier("orders"));
        assertThat(house.awaitAvailable("orders").availabilityZone()).isEqualTo("us-east-1b");
    }

    @Test
    void aReadReplicaFollowsWhatTookItsSourcesPlace() {
        made();
        rds.createDBInstanceReadReplica(
                r -> r.dbInstanceIdentifier("reader").sourceDBInstanceIdentifier("orders"));
        DBInstance reader = house.awaitAvailable("reader");
        ServerName first = primary();

        engines.crash(first);
        house.await(
                "reader",
                i ->
                        engines.servers().stream()
                                        .noneMatch(
                                                s -> s.primary().filter(first::equals).isPresent())
                                && i.dbInstanceStatus().equals("available")
                                && i.endpoint().equals(reader.endpoint()));
    }

    @Test
    void aStandbyComesAndGoesAsTheInstanceIsModified() {
        rds.createDBInstance(InstancesTest.postgres("orders").build());
        house.awaitAvailable("orders");
        DBInstance waiting =
                rds.modifyDBInstance(r -> r.dbInstanceIdentifier("orders").multiAZ(true))
                        .dbInstance();
        assertThat(waiting.pendingModifiedValues().multiAZ()).isTrue();
        assertThat(engines.servers()).hasSize(1);

        rds.modifyDBInstance(r -> r.dbInstanceIdentifier("orders").applyImmediately(true));
        house.await("orders", i -> i.multiAZ() && i.dbInstanceStatus().equals("available"));
        assertThat(engines.servers()).hasSize(2);

        rds.modifyDBInstance(
                r -> r.dbInstanceIdentifier("orders").multiAZ(false).applyImmediately(true));
        DBInstance alone = house.await("orders", i -> !i.multiAZ());
        assertThat(alone.secondaryAvailabilityZone()).isNull();
        assertThat(engines.servers()).hasSize(1);
    }

    @Test
    void whatHasNoStandbyIsNotFailedOver() {
        rds.createDBInstance(InstancesTest.postgres("orders").build());
        house.awaitAvailable("orders");
        assertThatThrownBy(
                        () ->
                                rds.rebootDBInstance(
                                        r -> r.dbInstanceIdentifier("orders").forceFailover(true)))
                .isInstanceOfSatisfying(RdsException.class, MultiAzTest::isCombination);
    }

    private static void isCombination(RdsException refused) {
        assertThat(refused.awsErrorDetails().errorCode()).isEqualTo("InvalidParameterCombination");
    }
}
