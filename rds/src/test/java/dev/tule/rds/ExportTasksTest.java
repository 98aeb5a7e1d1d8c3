package dev.tule.rds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.tule.engines.memory.MemoryEngines;
import dev.tule.rds.export.ExportTarget.Access;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.services.rds.RdsClient;
import software.amazon.awssdk.services.rds.model.DBSnapshot;
import software.amazon.awssdk.services.rds.model.DbSnapshotNotFoundException;
import software.amazon.awssdk.services.rds.model.ExportTask;
import software.amazon.awssdk.services.rds.model.ExportTaskAlreadyExistsException;
import software.amazon.awssdk.services.rds.model.ExportTaskNotFoundException;
import software.amazon.awssdk.services.rds.model.Filter;
import software.amazon.awssdk.services.rds.model.IamRoleMissingPermissionsException;
import software.amazon.awssdk.services.rds.model.IamRoleNotFoundException;
import software.amazon.awssdk.services.rds.model.InvalidExportOnlyException;
import software.amazon.awssdk.services.rds.model.InvalidS3BucketException;
import software.amazon.awssdk.services.rds.model.RdsException;
import software.amazon.awssdk.services.rds.model.StartExportTaskRequest;

/** How export tasks are asked for and looked at, over servers that are only remembered. */
class ExportTasksTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir private Path directory;
    private MemoryEngines engines;
    private House house;
    private RdsClient rds;
    private DBSnapshot night;

    @BeforeEach
    void open() throws IOException {
        Instant now = Instant.parse("2026-11-18T20:00:00Z");
        engines = new MemoryEngines(() -> now);
        house = new House(directory, engines, () -> now);
        rds = house.client();
        rds.createDBInstance(InstancesTest.postgres("orders").build());
        house.awaitAvailable("orders");
        rds.createDBSnapshot(r -> r.dbInstanceIdentifier("orders").dbSnapshotIdentifier("night"));
        house.awaitAvailable("orders");
        night =
                rds.describeDBSnapshots(r -> r.dbSnapshotIdentifier("night"))
                        .dbSnapshots()
                        .getFirst();
    }

    @AfterEach
    void close() {
        house.close();
        engines.close();
    }

    private void start(String id, Consumer<StartExportTaskRequest.Builder> changed) {
        rds.startExportTask(
                r -> {
                    ExportsTest.export(night, id).accept(r);
                    changed.accept(r);
                });
    }

    private ExportTask task(String id) {
        return rds.describeExportTasks(r -> r.exportTaskIdentifier(id)).exportTasks().getFirst();
    }

    private ExportTask awaitFailure(String id) {
        Instant deadline = Instant.now().plus(PATIENCE);
        while (!task(id).status().equals("FAILED")) {
            assertThat(Instant.now()).isBefore(deadline);
            Thread.onSpinWait();
        }
        return task(id);
    }

    @Test
    void aServerThatCannotBeReadFailsTheTaskByName() {
        start("lake-1", _ -> {});
        assertThat(awaitFailure("lake-1").failureCause()).startsWith("nothing runs here");
        assertThat(engines.servers()).hasSize(1);
        assertThatThrownBy(() -> start("LAKE-1", _ -> {}))
                .isInstanceOf(ExportTaskAlreadyExistsException.class);
        start("lake-2", _ -> {});
        assertThat(awaitFailure("lake-2").s3Prefix()).isEqualTo("nightly/");
        Filter byName = Filter.builder().name("export-task-identifier").values("lake-2").build();
        assertThat(rds.describeExportTasks(r -> r.filters(byName)).exportTasks())
                .singleElement()
                .extracting(ExportTask::sourceArn)
                .isEqualTo(night.dbSnapshotArn());
        assertThat(rds.describeExportTasks(r -> r.sourceArn(night.dbSnapshotArn())).exportTasks())
                .hasSize(2);
        assertThat(rds.describeExportTasks(r -> r.sourceType("CLUSTER")).exportTasks()).isEmpty();
    }

    @Test
    void whatIsMissingIsRefusedByName() {
        assertThatThrownBy(() -> task("lake-1")).isInstanceOf(ExportTaskNotFoundException.class);
        assertThatThrownBy(() -> rds.cancelExportTask(r -> r.exportTaskIdentifier("lake-1")))
                .isInstanceOf(ExportTaskNotFoundException.class);
        assertThatThrownBy(() -> start("a", r -> r.sourceArn(night.dbSnapshotArn() + "-not")))
                .isInstanceOf(DbSnapshotNotFoundException.class);
        assertThatThrownBy(() -> start("a", r -> r.s3BucketName("elsewhere")))
                .isInstanceOf(InvalidS3BucketException.class);
        house.bucket().access = Access.NO_ROLE;
        assertThatThrownBy(() -> start("a", _ -> {})).isInstanceOf(IamRoleNotFoundException.class);
        house.bucket().access = Access.NO_PERMISSION;
        assertThatThrownBy(() -> start("a", _ -> {}))
                .isInstanceOf(IamRoleMissingPermissionsException.class)
                .hasMessageContaining("export.rds.amazonaws.com");
        assertThat(rds.describeExportTasks(_ -> {}).exportTasks()).isEmpty();
    }

    @Test
    void whatIsMeantToBeExportedMustBeNamedAsTheEngineNamesIt() {
        assertThatThrownBy(() -> start("a", r -> r.exportOnly("shop.public.readings.id")))
                .isInstanceOf(InvalidExportOnlyException.class)
                .hasMessageContaining("database.schema.table");
        assertThatThrownBy(() -> start("a", r -> r.exportOnly("shop.", "shop")))
                .isInstanceOf(InvalidExportOnlyException.class);
        assertThatThrownBy(() -> start("a", r -> r.s3Prefix("a:b")))
                .isInstanceOf(RdsException.class)
                .hasMessageContaining("S3Prefix");
        assertThatThrownBy(() -> start("1a", _ -> {}))
                .isInstanceOf(RdsException.class)
                .hasMessageContaining("ExportTaskIdentifier");
        assertThat(house.bucket().objects).isEmpty();
    }
}
