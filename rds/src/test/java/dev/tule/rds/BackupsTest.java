package dev.tule.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.engines.ServerEvent;
import dev.tule.engines.memory.MemoryEngines;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.InvalidDbSnapshotStateException;
import software.amazon.awssdk.services.rds.model.Tag;

class BackupsTest {
    private static final Instant EVENING = Instant.parse("2026-11-18T20:00:00Z");

    @TempDir private Path directory;
    private volatile Instant now = EVENING;
    private MemoryEngines engines;
    private House house;
    private RdsClient rds;

    @BeforeEach
    void open() throws IOException {
        engines = new MemoryEngines(() -> now);
        house = new House(directory, engines, () -> now);
        rds = house.client();
        rds.createDBInstance(
                InstancesTest.postgres("orders")
                        .preferredBackupWindow("03:00-03:30")
                        .backupRetentionPeriod(2)
                        .build());
        house.awaitAvailable("orders");
    }

    @AfterEach
    void close() {
        house.close();
        engines.close();
    }

    private List<DBSnapshot> snapshots(String type) {
        return rds.describeDBSnapshots(r -> r.snapshotType(type)).dbSnapshots();
    }

    @Test
    void aNewInstanceHasABackup() {
        assertThat(snapshots("automated"))
                .singleElement()
                .satisfies(
                        first -> {
                            assertThat(first.dbSnapshotIdentifier())
                                    .isEqualTo("rds:orders-2026-11-18-20-00");
                            assertThat(first.status()).isEqualTo("available");
                        });
        assertThatThrownBy(
                        () ->
                                rds.deleteDBSnapshot(
                                        r -> r.dbSnapshotIdentifier("rds:orders-2026-11-18-20-00")))
                .isInstanceOf(InvalidDbSnapshotStateException.class);
    }

    @Test
    void backupsAreTakenInTheirWindowAndGoAfterTheRetentionPeriod() {
        for (int day = 1; day <= 4; day++) {
            passTheWindowOf(day);
        }
        house.await("orders", _ -> snapshots("automated").size() == 4);
        assertThat(snapshots("automated"))
                .extracting(DBSnapshot::dbSnapshotIdentifier)
                .as("two days, and the backup that the first of them goes on from")
                .containsExactly(
                        "rds:orders-2026-11-19-03-10",
                        "rds:orders-2026-11-20-03-10",
                        "rds:orders-2026-11-21-03-10",
                        "rds:orders-2026-11-22-03-10");
    }

    private void passTheWindowOf(int day) {
        now = Instant.parse("2026-11-18T03:10:00Z").plus(Duration.ofDays(day));
        Instant taken = now;
        house.await(
                "orders",
                i ->
                        i.dbInstanceStatus().equals("available")
                                && taken.equals(
                                        snapshots("automated").getLast().snapshotCreateTime()));
    }

    @Test
    void aBackupWhoseExportIsUnderWayIsHeldUntilThatHasEnded() {
        CountDownLatch open = new CountDownLatch(1);
        engines.onEvent(
                event -> {
                    if (event.type() == ServerEvent.Type.RESTORED) {
                        await(open);
                    }
                });
        DBSnapshot first = snapshots("automated").getFirst();
        passTheWindowOf(1);
        DBSnapshot second = snapshots("automated").getLast();
        rds.startExportTask(ExportsTest.export(first, "lake"));
        passTheWindowOf(2);
        passTheWindowOf(5);
        house.await("orders", _ -> !snapshots("automated").contains(second));
        assertThat(snapshots("automated")).contains(first);

        open.countDown();
        house.await("orders", _ -> !snapshots("automated").contains(first));
        assertThat(snapshots("automated")).hasSize(2);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aSnapshotIsTakenCopiedAndDeleted() {
        DBSnapshot begun =
                rds.createDBSnapshot(
                                r ->
                                        r.dbInstanceIdentifier("orders")
                                                .dbSnapshotIdentifier("before")
                                                .tags(Tag.builder().key("k").value("v").build()))
                        .dbSnapshot();
        assertThat(begun.status()).isEqualTo("creating");
        house.awaitAvailable("orders");
        DBSnapshot copy =
                rds.copyDBSnapshot(
                                r ->
                                        r.sourceDBSnapshotIdentifier("before")
                                                .targetDBSnapshotIdentifier("second")
                                                .copyTags(true))
                        .dbSnapshot();
        assertThat(copy.status()).isEqualTo("available");
        assertThat(copy.tagList()).extracting(Tag::value).containsExactly("v");
        assertThat(
                        rds.deleteDBSnapshot(r -> r.dbSnapshotIdentifier("before"))
                                .dbSnapshot()
                                .status())
                .isEqualTo("deleted");
        assertThat(snapshots("manual"))
                .extracting(DBSnapshot::dbSnapshotIdentifier)
                .containsExactly("second");
        assertThatThrownBy(() -> rds.deleteDBSnapshot(r -> r.dbSnapshotIdentifier("before")))
                .isInstanceOf(DbSnapshotNotFoundException.class);
    }

    @Test
    void anInstanceIsRestoredFromASnapshot() {
        rds.createDBSnapshot(r -> r.dbInstanceIdentifier("orders").dbSnapshotIdentifier("before"));
        house.awaitAvailable("orders");
        DBInstance begun =
                rds.restoreDBInstanceFromDBSnapshot(
                                r ->
                                        r.dbInstanceIdentifier("again")
                                                .dbSnapshotIdentifier("before")
                                                .dbInstanceClass("db.t3.small"))
                        .dbInstance();
        assertThat(begun.dbInstanceStatus()).isEqualTo("creating");
        DBInstance restored = house.awaitAvailable("again");
        assertThat(restored.masterUsername()).isEqualTo("master");
        assertThat(restored.engineVersion()).isEqualTo("18.6");
        assertThat(restored.dbInstanceClass()).isEqualTo("db.t3.small");
        assertThat(restored.endpoint().address())
                .isNotEqualTo(house.describe("orders").endpoint().address());
    }

    @Test
    void pointInTimeRecoveryWantsAnArchive() {
        rds.createDBInstance(InstancesTest.postgres("plain").backupRetentionPeriod(0).build());
        house.awaitAvailable("plain");
        assertThatThrownBy(
                        () ->
                                rds.restoreDBInstanceToPointInTime(
                                        r ->
                                                r.sourceDBInstanceIdentifier("plain")
                                                        .targetDBInstanceIdentifier("then")
                                                        .useLatestRestorableTime(true)))
                .hasMessageContaining("Point in time restore is not enabled");
        rds.createDBInstance(InstancesTest.postgres("maria").engine("mariadb").build());
        house.awaitAvailable("maria");
        assertThatThrownBy(
                        () ->
                                rds.restoreDBInstanceToPointInTime(
                                        r ->
                                                r.sourceDBInstanceIdentifier("maria")
                                                        .targetDBInstanceIdentifier("then")
                                                        .useLatestRestorableTime(true)))
                .hasMessageContaining("not implemented");
    }

    @Test
    void aReplicaFollowsAndIsPromoted() {
        rds.createDBInstanceReadReplica(
                r -> r.dbInstanceIdentifier("reader").sourceDBInstanceIdentifier("orders"));
        DBInstance reader = house.awaitAvailable("reader");
        assertThat(reader.readReplicaSourceDBInstanceIdentifier()).isEqualTo("orders");
        assertThat(house.describe("orders").readReplicaDBInstanceIdentifiers())
                .containsExactly("reader");
        assertThatThrownBy(
                        () ->
                                rds.deleteDBInstance(
                                        r ->
                                                r.dbInstanceIdentifier("orders")
                                                        .skipFinalSnapshot(true)))
                .hasMessageContaining("read replicas");
        rds.promoteReadReplica(r -> r.dbInstanceIdentifier("reader"));
        DBInstance alone =
                house.await(
                        "reader",
                        i ->
                                i.readReplicaSourceDBInstanceIdentifier() == null
                                        && i.dbInstanceStatus().equals("available"));
        assertThat(alone.backupRetentionPeriod()).isEqualTo(1);
        assertThat(house.describe("orders").readReplicaDBInstanceIdentifiers()).isEmpty();
    }
}
