package dev.tule.rds.export;

import dev.tule.aws.stored.Form;
import dev.tule.rds.engine.Engine;
import dev.tule.rds.export.ExportTarget.Destination;
import dev.tule.rds.instance.Settings;
import dev.tule.rds.resource.Faults;
import dev.tule.rds.resource.Filters;
import dev.tule.rds.resource.Listing;
import dev.tule.rds.resource.Names;
import dev.tule.rds.resource.Place;
import dev.tule.rds.snapshot.SavedSnapshot;
import dev.tule.rds.snapshot.Snapshots;
import dev.tule.store.Snapshot;
import java.util.List;
import java.util.Objects;
import software.amazon.awssdk.services.rds.model.CancelExportTaskRequest;
import software.amazon.awssdk.services.rds.model.CancelExportTaskResponse;
import software.amazon.awssdk.services.rds.model.DescribeExportTasksRequest;
import software.amazon.awssdk.services.rds.model.DescribeExportTasksResponse;
import software.amazon.awssdk.services.rds.model.ExportSourceType;
import software.amazon.awssdk.services.rds.model.ExportTask;
import software.amazon.awssdk.services.rds.model.StartExportTaskRequest;
import software.amazon.awssdk.services.rds.model.StartExportTaskResponse;

/**
 * Exports of snapshots to S3 (RDS User Guide, "Exporting DB snapshot data to Amazon S3"); {@link
 * Exporter} does them. Safe for use by many threads.
 */
public final class ExportOperations {
    private static final int LONGEST_NAME = 60;
    private static final String UNENCRYPTED =
            "The files are not encrypted by KmsKeyId: there is no KMS here.";
    private static final Form<StartExportTaskResponse> START_RESPONSE =
            Form.ofSdk(StartExportTaskResponse.class, StartExportTaskResponse::builder);
    private static final Form<CancelExportTaskResponse> CANCEL_RESPONSE =
            Form.ofSdk(CancelExportTaskResponse.class, CancelExportTaskResponse::builder);

    private final Place place;
    private final Snapshots snapshots;
    private final Exports exports;
    private final ExportTarget target;
    private final Exporter exporter;

    public ExportOperations(
            Place place,
            Snapshots snapshots,
            Exports exports,
            ExportTarget target,
            Exporter exporter) {
        this.place = place;
        this.snapshots = snapshots;
        this.exports = exports;
        this.target = target;
        this.exporter = exporter;
    }

    public StartExportTaskResponse start(StartExportTaskRequest request) {
        String id =
                Names.identifier(
                        "ExportTaskIdentifier", request.exportTaskIdentifier(), LONGEST_NAME);
        String prefix = Objects.requireNonNullElse(request.s3Prefix(), "");
        if (prefix.contains(":")) {
            throw Faults.invalid("S3Prefix must have no colon: " + prefix);
        }
        String key = Names.required("KmsKeyId", request.kmsKeyId());
        SavedSnapshot source =
                place.read(
                        rows ->
                                snapshots.required(
                                        rows, Names.required("SourceArn", request.sourceArn())));
        Engine.of(source.description().engine())
                .filter(Engine::isContained)
                .ifPresent(
                        engine -> {
                            throw Settings.inContainers(engine, "An export");
                        });
        scope(source, request.exportOnly())
                .obstacle()
                .ifPresent(
                        obstacle -> {
                            throw Faults.exportOnly(obstacle);
                        });
        Destination to =
                new Destination(
                        place.where(),
                        Names.required("S3BucketName", request.s3BucketName()),
                        Names.required("IamRoleArn", request.iamRoleArn()));
        refuseUnless(to, prefix);
        ExportTask task =
                ExportTask.builder()
                        .exportTaskIdentifier(id)
                        .sourceArn(source.arn())
                        .sourceType(ExportSourceType.SNAPSHOT)
                        .exportOnly(request.exportOnly())
                        .snapshotTime(source.description().snapshotCreateTime())
                        .taskStartTime(place.now())
                        .s3Bucket(to.bucket())
                        .s3Prefix(prefix)
                        .iamRoleArn(to.role())
                        .kmsKeyId(key)
                        .status(Exports.STARTING)
                        .percentProgress(0)
                        .totalExtractedDataInGB(0)
                        .warningMessage(UNENCRYPTED)
                        .build();
        place.change(
                rows -> {
                    SavedSnapshot now = snapshots.required(rows, source.id());
                    if (!now.isAvailable()) {
                        throw Faults.exportSourceState(
                                "DBSnapshot %s is not available; it is %s."
                                        .formatted(now.id(), now.description().status()));
                    }
                    exports.begin(rows, task);
                });
        exporter.wake();
        return as(START_RESPONSE, task);
    }

    static ExportScope scope(SavedSnapshot source, List<String> only) {
        return new ExportScope(only, Engine.POSTGRES.word().equals(source.description().engine()));
    }

    private void refuseUnless(Destination to, String prefix) {
        switch (target.access(to, prefix)) {
            case GRANTED -> {
                // It may still be taken back: the task fails then.
            }
            case NO_BUCKET ->
                    throw Faults.s3Bucket(
                            "The S3 bucket %s doesn't exist in %s."
                                    .formatted(to.bucket(), to.where().region()));
            case NO_ROLE -> throw Faults.noRole(to.role());
            case NO_PERMISSION ->
                    throw Faults.rolePermissions(
                            "The role %s must let export.rds.amazonaws.com assume it, and put objects into %s."
                                    .formatted(to.role(), to.bucket()));
        }
    }

    public CancelExportTaskResponse cancel(CancelExportTaskRequest request) {
        String id = Names.required("ExportTaskIdentifier", request.exportTaskIdentifier());
        ExportTask canceled =
                place.transact(
                        rows -> {
                            ExportTask task = required(rows, id);
                            boolean runs =
                                    Exports.STARTING.equals(task.status())
                                            || Exports.IN_PROGRESS.equals(task.status());
                            if (!runs) {
                                throw Faults.exportTaskState(
                                        "Export task %s can't be canceled; it is %s."
                                                .formatted(id, task.status()));
                            }
                            exports.change(rows, id, t -> t.status(Exports.CANCELING));
                            return required(rows, id);
                        });
        exporter.wake();
        return as(CANCEL_RESPONSE, canceled);
    }

    /** The same members, under the same names. */
    private static <T> T as(Form<T> response, ExportTask task) {
        return response.read(Exports.FORM.write(task));
    }

    private ExportTask required(Snapshot rows, String id) {
        return exports.find(rows, id).orElseThrow(() -> Faults.noExportTask(id));
    }

    public DescribeExportTasksResponse describe(DescribeExportTasksRequest request) {
        String id = request.exportTaskIdentifier();
        List<ExportTask> found =
                place.read(rows -> id == null ? exports.all(rows) : List.of(required(rows, id)));
        List<ExportTask> wanted =
                new Filters<ExportTask>()
                                .with("export-task-identifier", ExportTask::exportTaskIdentifier)
                                .with("s3-bucket", ExportTask::s3Bucket)
                                .with("source-arn", task -> Names.ofArn(task.sourceArn()))
                                .with("status", ExportTask::status)
                                .apply(request.filters(), found)
                                .stream()
                                .filter(
                                        task ->
                                                request.sourceArn() == null
                                                        || task.sourceArn()
                                                                .equals(request.sourceArn()))
                                .filter(
                                        task ->
                                                request.sourceType() == null
                                                        || task.sourceType()
                                                                == request.sourceType())
                                .toList();
        Listing<ExportTask> page =
                Listing.of(
                        wanted,
                        ExportTask::exportTaskIdentifier,
                        request.maxRecords(),
                        request.marker());
        return DescribeExportTasksResponse.builder()
                .exportTasks(page.items())
                .marker(page.marker())
                .build();
    }
}
