package dev.tule.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.engines.EngineKind;
import dev.tule.engines.EngineOffer;
import dev.tule.engines.EngineVersion;
import dev.tule.engines.container.ContainerEngines;
import dev.tule.engines.memory.MemoryEngines;
import dev.tule.rds.engine.Engine;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.CreateDbInstanceRequest;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.RdsException;

/** Editions whose servers are containers, over servers that are only remembered. */
class ContainedEnginesTest {
    private static final EngineVersion VERSION =
            new EngineVersion(EngineKind.SQLSERVER, "16.0.4165.4");

    @TempDir private Path directory;
    private MemoryEngines engines;
    private House house;
    private RdsClient rds;

    @BeforeEach
    void open() throws IOException {
        Instant now = Instant.parse("2026-11-18T20:00:00Z");
        engines = new MemoryEngines(() -> now);
        house =
                new House(
                        directory,
                        engines,
                        () -> now,
                        RdsConfig.in(directory.resolve("rds"))
                                .withRest(Duration.ofMillis(50))
                                .withImages(
                                        Map.of(
                                                Engine.SQLSERVER_EX,
                                                new EngineOffer(
                                                        VERSION,
                                                        EngineOffer.Origin.IMAGE,
                                                        true,
                                                        null),
                                                Engine.ORACLE_SE2,
                                                ContainerEngines.refused(
                                                        EngineKind.ORACLE,
                                                        "the container engine has no image"))));
        rds = house.client();
    }

    @AfterEach
    void close() {
        house.close();
        engines.close();
    }

    private static CreateDbInstanceRequest.Builder express() {
        return InstancesTest.postgres("orders")
                .engine("sqlserver-ex")
                .masterUsername("sa")
                .dbName(null);
    }

    private DBInstance available() {
        rds.createDBInstance(express().build());
        return house.awaitAvailable("orders");
    }

    @Test
    void anEditionWithAnImageHasInstancesAndIsTold() {
        DBInstance orders = available();
        assertThat(orders.engine()).isEqualTo("sqlserver-ex");
        assertThat(orders.engineVersion()).isEqualTo("16.0.4165.4");
        assertThat(orders.licenseModel()).isEqualTo("license-included");
        assertThat(orders.endpoint().port()).isEqualTo(1433);
        assertThat(orders.dbParameterGroups())
                .singleElement()
                .returns("default.sqlserver-ex-16.0", group -> group.dbParameterGroupName());
        assertThat(engines.servers())
                .singleElement()
                .satisfies(
                        server -> {
                            assertThat(server.spec().parameters())
                                    .isEqualTo(Map.of("MSSQL_PID", "Express"));
                            assertThat(server.spec().listening().certificate()).isNull();
                        });
        assertThat(rds.describeDBEngineVersions(r -> r.engine("sqlserver-ex")).dbEngineVersions())
                .singleElement()
                .returns("sqlserver-ex-16.0", version -> version.dbParameterGroupFamily());
        assertThat(
                        rds.describeOrderableDBInstanceOptions(r -> r.engine("sqlserver-ex"))
                                .orderableDBInstanceOptions())
                .isNotEmpty()
                .allMatch(option -> !option.multiAZCapable() && !option.readReplicaCapable());
        assertThat(rds.describeDBEngineVersions(r -> r.engine("oracle-se2")).dbEngineVersions())
                .isEmpty();
    }

    @Test
    void itIsRebootedStoppedStartedAndRestored() {
        DBInstance orders = available();
        rds.rebootDBInstance(r -> r.dbInstanceIdentifier("orders"));
        house.awaitAvailable("orders");
        rds.createDBSnapshot(r -> r.dbInstanceIdentifier("orders").dbSnapshotIdentifier("before"));
        house.awaitAvailable("orders");
        rds.stopDBInstance(r -> r.dbInstanceIdentifier("orders"));
        house.await("orders", i -> i.dbInstanceStatus().equals("stopped"));
        rds.startDBInstance(r -> r.dbInstanceIdentifier("orders"));
        assertThat(house.awaitAvailable("orders").endpoint()).isEqualTo(orders.endpoint());
        rds.restoreDBInstanceFromDBSnapshot(
                r -> r.dbSnapshotIdentifier("before").dbInstanceIdentifier("again"));
        assertThat(house.awaitAvailable("again").engine()).isEqualTo("sqlserver-ex");
        rds.deleteDBInstance(r -> r.dbInstanceIdentifier("orders").skipFinalSnapshot(true));
    }

    @Test
    void anEditionWithoutAnImageSaysWhatToConfigure() {
        refused(
                "InvalidParameterCombination",
                "rds.containers.sqlserver-se",
                r -> r.engine("sqlserver-se"));
        refused(
                "InvalidParameterCombination",
                "the container engine has no image",
                r -> r.engine("oracle-se2").masterUsername("system"));
    }

    @Test
    void whatTheImageCannotDoIsRefusedByName() {
        refused("InvalidParameterCombination", "must be sa", r -> r.masterUsername("admin"));
        refused("InvalidParameterCombination", "DBName must be null", r -> r.dbName("shop"));
        refused("InvalidParameterCombination", "MultiAZ", r -> r.multiAZ(true));
        refused(
                "InvalidParameterCombination",
                "EnableIAMDatabaseAuthentication",
                r -> r.enableIAMDatabaseAuthentication(true));
        available();
        assertThatThrownBy(
                        () ->
                                rds.modifyDBInstance(
                                        r ->
                                                r.dbInstanceIdentifier("orders")
                                                        .masterUserPassword("another-one-1")))
                .hasMessageContaining("Another master password of sqlserver-ex");
        assertThatThrownBy(
                        () ->
                                rds.createDBInstanceReadReplica(
                                        r ->
                                                r.dbInstanceIdentifier("reader")
                                                        .sourceDBInstanceIdentifier("orders")))
                .hasMessageContaining("A read replica of sqlserver-ex");
    }

    private void refused(
            String code, String words, Consumer<CreateDbInstanceRequest.Builder> changed) {
        CreateDbInstanceRequest.Builder request = express();
        changed.accept(request);
        assertThatThrownBy(() -> rds.createDBInstance(request.build()))
                .isInstanceOfSatisfying(
                        RdsException.class,
                        fault -> assertThat(fault.awsErrorDetails().errorCode()).isEqualTo(code))
                .hasMessageContaining(words);
    }
}
