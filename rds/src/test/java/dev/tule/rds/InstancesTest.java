package dev.tule.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.engines.memory.MemoryEngines;
import dev.tule.rds.life.MetricSink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DbInstanceAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.DbInstanceNotFoundException;
import software.amazon.awssdk.services.rds.model.DescribeDbInstancesResponse;
import software.amazon.awssdk.services.rds.model.Event;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.InvalidDbInstanceStateException;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.SourceType;
import software.amazon.awssdk.services.rds.model.Tag;

class InstancesTest {
    /** A Wednesday, outside of every window that is drawn by lot. */
    private static final Instant NOON = Instant.parse("2026-11-18T20:00:00Z");

    @TempDir private Path directory;
    private volatile Instant now = NOON;
    private MemoryEngines engines;
    private House house;
    private RdsClient rds;

    @BeforeEach
    void open() throws IOException {
        engines = new MemoryEngines(() -> now);
        house = new House(directory, engines, () -> now);
        rds = house.client();
    }

    @AfterEach
    void close() {
        house.close();
        engines.close();
    }

    static CreateDbInstanceRequest.Builder postgres(String id) {
        return CreateDbInstanceRequest.builder()
                .dbInstanceIdentifier(id)
                .dbInstanceClass("db.t3.micro")
                .engine("postgres")
                .allocatedStorage(20)
                .masterUsername("master")
                .masterUserPassword("correct-horse");
    }

    private DBInstance made(String id) {
        rds.createDBInstance(postgres(id).build());
        return house.awaitAvailable(id);
    }

    @Test
    void anInstanceIsCreatingAtFirstAndHasAnEndpointWhenItIsAvailable() {
        DBInstance answer =
                rds.createDBInstance(postgres("Orders").dbName("shop").build()).dbInstance();
        assertThat(answer.dbInstanceStatus()).isEqualTo("creating");
        assertThat(answer.endpoint()).isNull();
        assertThat(answer.pendingModifiedValues().masterUserPassword()).isEqualTo("****");

        DBInstance orders = house.awaitAvailable("orders");
        assertThat(orders.dbInstanceIdentifier()).isEqualTo("orders");
        assertThat(orders.dbInstanceArn())
                .isEqualTo("arn:aws:rds:us-east-1:000000000000:db:orders");
        assertThat(orders.endpoint().port()).isEqualTo(5432);
        assertThat(orders.endpoint().address()).startsWith("127.");
        assertThat(orders.engineVersion()).isEqualTo("18.6");
        assertThat(orders.dbName()).isEqualTo("shop");
        assertThat(orders.dbParameterGroups().getFirst().dbParameterGroupName())
                .isEqualTo("default.postgres18");
        assertThat(orders.dbSecurityGroups().getFirst().dbSecurityGroupName()).isEqualTo("default");
        assertThat(engines.servers()).hasSize(1);
    }

    @Test
    void whatAnOldProgramSendsIsTakenAndWhatRunsIsSaid() {
        rds.createDBInstance(
                r ->
                        r.dbInstanceIdentifier("MySQL-db-instance-3")
                                .allocatedStorage(5)
                                .dbInstanceClass("db.t1.micro")
                                .engine("MySQL5.1")
                                .masterUsername("root")
                                .masterUserPassword("password")
                                .port(3306)
                                .dbName("mytestdb")
                                .dbSecurityGroups("default"));
        DBInstance instance = house.awaitAvailable("MySQL-db-instance-3");
        assertThat(instance.engine()).isEqualTo("mysql");
        assertThat(instance.engineVersion()).isEqualTo("8.0.15");
        assertThat(instance.storageType()).isEqualTo("standard");
        assertThat(instance.masterUsername()).isEqualTo("root");
    }

    @ParameterizedTest
    @CsvSource({
        "bad--name, postgres, db.t3.micro, 20, InvalidParameterValue",
        "1name, postgres, db.t3.micro, 20, InvalidParameterValue",
        "name-, postgres, db.t3.micro, 20, InvalidParameterValue",
        "fine, postgres, db.t3.gigantic, 20, InvalidParameterValue",
        "fine, postgres, db.t3.micro, 4, InvalidParameterValue",
        "fine, postgres, db.t3.micro, 70000, InvalidParameterValue",
        "fine, db2-se, db.t3.micro, 20, InvalidParameterValue",
        "fine, oracle-ee, db.t3.micro, 20, InvalidParameterCombination",
        "fine, sqlserver-ex, db.t3.micro, 20, InvalidParameterCombination",
        "fine, aurora-postgresql, db.t3.micro, 20, InvalidParameterCombination"
    })
    void whatCantBeMadeIsRefused(
            String id, String engine, String instanceClass, int storage, String code) {
        assertThatThrownBy(
                        () ->
                                rds.createDBInstance(
                                        postgres(id)
                                                .engine(engine)
                                                .dbInstanceClass(instanceClass)
                                                .allocatedStorage(storage)
                                                .build()))
                .isInstanceOfSatisfying(
                        RdsException.class,
                        e -> {
                            assertThat(e.awsErrorDetails().errorCode()).isEqualTo(code);
                            assertThat(e.statusCode()).isEqualTo(400);
                        });
        assertThat(rds.describeDBInstances().dbInstances()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "short, shorter than 8 characters",
        "'with space', printable ASCII",
        "with/slash, printable ASCII",
        "with@at@at, printable ASCII"
    })
    void passwordsFollowTheRules(String password, String why) {
        assertThatThrownBy(
                        () ->
                                rds.createDBInstance(
                                        postgres("orders").masterUserPassword(password).build()))
                .isInstanceOf(RdsException.class)
                .hasMessageContaining(why);
    }

    @Test
    void aVersionThatDoesNotRunHereIsRefusedWithWhatDoes() {
        assertThatThrownBy(
                        () -> rds.createDBInstance(postgres("orders").engineVersion("9.6").build()))
                .hasMessageContaining(
                        "Cannot find version 9.6 for postgres. What runs here is 18.6.");
        rds.createDBInstance(postgres("orders").engineVersion("18").build());
        assertThat(house.awaitAvailable("orders").engineVersion()).isEqualTo("18.6");
        rds.createDBInstance(postgres("stock").engineVersion("").build()); // as Terraform does
        assertThat(house.awaitAvailable("stock").engineVersion()).isEqualTo("18.6");
    }

    @Test
    void whatNothingKeepsIsRefusedByName() {
        assertThatThrownBy(
                        () ->
                                rds.createDBInstance(
                                        postgres("orders").storageEncrypted(true).build()))
                .isInstanceOfSatisfying(
                        RdsException.class,
                        e -> {
                            assertThat(e.awsErrorDetails().errorCode()).isEqualTo("NotImplemented");
                            assertThat(e.awsErrorDetails().errorMessage())
                                    .contains("StorageEncrypted");
                        });
        rds.createDBInstance(
                postgres("orders")
                        .storageEncrypted(false)
                        .monitoringInterval(0)
                        .networkType("IPV4")
                        .build());
        assertThat(house.awaitAvailable("orders").storageEncrypted()).isFalse();
        assertThatThrownBy(
                        () ->
                                rds.modifyDBInstance(
                                        r ->
                                                r.dbInstanceIdentifier("orders")
                                                        .cloudwatchLogsExportConfiguration(
                                                                c -> c.enableLogTypes("error"))))
                .hasMessageContaining("CloudwatchLogsExportConfiguration");
        assertThatThrownBy(
                        () ->
                                rds.modifyDBInstance(
                                        r -> r.dbInstanceIdentifier("orders").networkType("DUAL")))
                .hasMessageContaining("DUAL of the parameter NetworkType");
    }

    @Test
    void anIdentifierIsTakenOnce() {
        made("orders");
        assertThatThrownBy(() -> made("ORDERS"))
                .isInstanceOf(DbInstanceAlreadyExistsException.class);
    }

    @Test
    void whatIsNotThereIsNotFound() {
        assertThatThrownBy(() -> house.describe("nobody"))
                .isInstanceOfSatisfying(
                        DbInstanceNotFoundException.class,
                        e -> {
                            assertThat(e.statusCode()).isEqualTo(404);
                            assertThat(e.awsErrorDetails().errorCode())
                                    .isEqualTo("DBInstanceNotFound");
                            assertThat(e.awsErrorDetails().errorMessage())
                                    .isEqualTo("DBInstance nobody not found.");
                        });
    }

    @Test
    void anInstanceIsStoppedStartedAndRebooted() {
        made("orders");
        assertThat(
                        rds.stopDBInstance(r -> r.dbInstanceIdentifier("orders"))
                                .dbInstance()
                                .dbInstanceStatus())
                .isEqualTo("stopping");
        DBInstance stopped = house.awaitStatus("orders", "stopped");
        assertThat(stopped.automaticRestartTime()).isEqualTo(NOON.plus(Duration.ofDays(7)));
        assertThatThrownBy(() -> rds.rebootDBInstance(r -> r.dbInstanceIdentifier("orders")))
                .isInstanceOf(InvalidDbInstanceStateException.class);
        assertThat(
                        rds.startDBInstance(r -> r.dbInstanceIdentifier("orders"))
                                .dbInstance()
                                .dbInstanceStatus())
                .isEqualTo("starting");
        house.awaitAvailable("orders");
        assertThat(
                        rds.rebootDBInstance(r -> r.dbInstanceIdentifier("orders"))
                                .dbInstance()
                                .dbInstanceStatus())
                .isEqualTo("rebooting");
        house.awaitAvailable("orders");
        assertThat(messages("orders"))
                .contains("DB instance stopped", "DB instance started", "DB instance restarted");
    }

    @Test
    void aStoppedInstanceIsStartedAfterSevenDays() {
        made("orders");
        rds.stopDBInstance(r -> r.dbInstanceIdentifier("orders"));
        house.awaitStatus("orders", "stopped");
        now = NOON.plus(Duration.ofDays(7)).plusSeconds(1);
        house.awaitAvailable("orders");
    }

    private List<String> messages(String id) {
        return rds
                .describeEvents(r -> r.sourceIdentifier(id).sourceType(SourceType.DB_INSTANCE))
                .events()
                .stream()
                .map(Event::message)
                .toList();
    }

    @Test
    void modificationsWaitForTheWindowUnlessTheyAreToBeApplied() {
        made("orders");
        DBInstance asked =
                rds.modifyDBInstance(
                                r ->
                                        r.dbInstanceIdentifier("orders")
                                                .dbInstanceClass("db.m5.large")
                                                .allocatedStorage(30)
                                                .preferredMaintenanceWindow("sun:05:00-sun:06:00"))
                        .dbInstance();
        assertThat(asked.dbInstanceClass()).isEqualTo("db.t3.micro");
        assertThat(asked.pendingModifiedValues().dbInstanceClass()).isEqualTo("db.m5.large");
        assertThat(asked.dbInstanceStatus()).isEqualTo("available");

        now = Instant.parse("2026-11-22T05:30:00Z");
        DBInstance later = house.await("orders", i -> i.dbInstanceClass().equals("db.m5.large"));
        assertThat(later.allocatedStorage()).isEqualTo(30);
        assertThat(later.pendingModifiedValues().dbInstanceClass()).isNull();

        rds.modifyDBInstance(
                r ->
                        r.dbInstanceIdentifier("orders")
                                .dbInstanceClass("db.m5.xlarge")
                                .applyImmediately(true));
        house.await("orders", i -> i.dbInstanceClass().equals("db.m5.xlarge"));
    }

    @Test
    void passwordAndPortChangeSoon() {
        made("orders");
        DBInstance asked =
                rds.modifyDBInstance(
                                r ->
                                        r.dbInstanceIdentifier("orders")
                                                .masterUserPassword("another-horse"))
                        .dbInstance();
        assertThat(asked.dbInstanceStatus()).isEqualTo("resetting-master-credentials");
        assertThat(asked.pendingModifiedValues().masterUserPassword()).isEqualTo("****");
        house.awaitAvailable("orders");
        rds.modifyDBInstance(r -> r.dbInstanceIdentifier("orders").dbPortNumber(6000));
        DBInstance moved = house.await("orders", i -> i.endpoint().port() == 6000);
        assertThat(moved.dbInstancePort()).isEqualTo(6000);
        assertThat(messages("orders"))
                .contains("The master password for the DB instance has been reset.");
    }

    @Test
    void anInstanceIsRenamedWithItsTags() {
        rds.createDBInstance(
                postgres("orders").tags(Tag.builder().key("team").value("shop").build()).build());
        String resource = house.awaitAvailable("orders").dbiResourceId();
        DBInstance answer =
                rds.modifyDBInstance(
                                r ->
                                        r.dbInstanceIdentifier("orders")
                                                .newDBInstanceIdentifier("invoices")
                                                .applyImmediately(true))
                        .dbInstance();
        assertThat(answer.dbInstanceStatus()).isEqualTo("renaming");
        house.awaitGone("orders");
        DBInstance renamed = house.awaitAvailable("invoices");
        assertThat(renamed.dbiResourceId()).isEqualTo(resource);
        assertThat(renamed.tagList()).extracting(Tag::value).containsExactly("shop");
    }

    @Test
    void aProtectedInstanceIsNotDeleted() {
        rds.createDBInstance(postgres("orders").deletionProtection(true).build());
        house.awaitAvailable("orders");
        assertThatThrownBy(
                        () ->
                                rds.deleteDBInstance(
                                        r ->
                                                r.dbInstanceIdentifier("orders")
                                                        .skipFinalSnapshot(true)))
                .hasMessageContaining("Cannot delete protected DB Instance");
        rds.modifyDBInstance(r -> r.dbInstanceIdentifier("orders").deletionProtection(false));
        rds.deleteDBInstance(r -> r.dbInstanceIdentifier("orders").skipFinalSnapshot(true));
        house.awaitGone("orders");
        assertThat(engines.servers()).isEmpty();
        assertThat(rds.describeDBSnapshots().dbSnapshots()).isEmpty();
    }

    @Test
    void aDeletedInstanceLeavesItsFinalSnapshot() {
        made("orders");
        assertThatThrownBy(() -> rds.deleteDBInstance(r -> r.dbInstanceIdentifier("orders")))
                .hasMessageContaining("FinalDBSnapshotIdentifier is required");
        rds.deleteDBInstance(
                r -> r.dbInstanceIdentifier("orders").finalDBSnapshotIdentifier("last"));
        house.awaitGone("orders");
        assertThat(rds.describeDBSnapshots().dbSnapshots())
                .singleElement()
                .satisfies(
                        snapshot -> {
                            assertThat(snapshot.dbSnapshotIdentifier()).isEqualTo("last");
                            assertThat(snapshot.status()).isEqualTo("available");
                        });
    }

    @Test
    void aListIsCutIntoPagesAndFiltered() {
        for (int i = 0; i < 21; i++) {
            rds.createDBInstance(
                    postgres("db-%02d".formatted(i))
                            .engine(i % 2 == 0 ? "postgres" : "mariadb")
                            .build());
        }
        DescribeDbInstancesResponse first = rds.describeDBInstances(r -> r.maxRecords(20));
        assertThat(first.dbInstances()).hasSize(20);
        DescribeDbInstancesResponse second =
                rds.describeDBInstances(r -> r.maxRecords(20).marker(first.marker()));
        assertThat(second.dbInstances())
                .extracting(DBInstance::dbInstanceIdentifier)
                .containsExactly("db-20");
        assertThat(second.marker()).isNull();
        assertThat(
                        rds.describeDBInstances(r -> r.filters(filter("engine", "mariadb")))
                                .dbInstances())
                .hasSize(10);
        assertThatThrownBy(() -> rds.describeDBInstances(r -> r.maxRecords(5)))
                .hasMessageContaining("MaxRecords");
        assertThatThrownBy(() -> rds.describeDBInstances(r -> r.filters(filter("colour", "red"))))
                .hasMessageContaining("Unrecognized filter name");
    }

    private static Filter filter(String name, String value) {
        return Filter.builder().name(name).values(value).build();
    }

    @Test
    void whatWasBegunGoesOnAfterARestart() throws IOException {
        rds.createDBInstance(postgres("orders").build());
        house.close();
        house = new House(directory, engines, () -> now);
        rds = house.client();
        house.awaitAvailable("orders");
        rds.deleteDBInstance(
                r -> r.dbInstanceIdentifier("orders").finalDBSnapshotIdentifier("last"));
        house.close();
        house = new House(directory, engines, () -> now);
        rds = house.client();
        house.awaitGone("orders");
        assertThat(engines.servers()).isEmpty();
        assertThat(rds.describeDBSnapshots(r -> r.dbSnapshotIdentifier("last")).dbSnapshots())
                .singleElement()
                .extracting(s -> s.status())
                .isEqualTo("available");
    }

    @Test
    void metricsAreGivenToWhoeverTakesThem() {
        made("orders");
        Instant deadline = Instant.now().plusSeconds(20);
        while (house.metrics().isEmpty() && Instant.now().isBefore(deadline)) {
            Thread.onSpinWait();
        }
        assertThat(house.metrics())
                .extracting(MetricSink.Metric::name)
                .contains("DatabaseConnections", "FreeStorageSpace");
    }
}
