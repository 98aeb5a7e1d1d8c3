package dev.tule.ec2.importing;

import dev.tule.ec2.resource.ClientTokens;
import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Filters;
import dev.tule.ec2.resource.Inquiry;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Listing;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.resource.Table;
import dev.tule.ec2.resource.TagRows;
import dev.tule.ec2.resource.Tagged;
import dev.tule.store.Snapshot;
import java.util.List;
import software.amazon.awssdk.services.ec2.model.CancelImportTaskRequest;
import software.amazon.awssdk.services.ec2.model.CancelImportTaskResponse;
import software.amazon.awssdk.services.ec2.model.DescribeImportSnapshotTasksRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImportSnapshotTasksResponse;
import software.amazon.awssdk.services.ec2.model.ImportSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.ImportSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.ImportSnapshotTask;
import software.amazon.awssdk.services.ec2.model.SnapshotDiskContainer;
import software.amazon.awssdk.services.ec2.model.SnapshotTaskDetail;
import software.amazon.awssdk.services.ec2.model.Tag;

/** ImportSnapshot and its tasks. Safe for use by many threads. */
public final class SnapshotImports {
    private static final Table<ImportSnapshotTask> TASKS =
            new Table<>(
                    Kind.IMPORT_SNAPSHOT, ImportSnapshotTask.class, ImportSnapshotTask::builder);
    private static final Filters<ImportSnapshotTask> FILTERS =
            Filters.of(ImportSnapshotTask.builder(), ImportSnapshotTask.class)
                    .onMember("task-state", "snapshot-task-detail.status");

    private static final Inquiry.Shape<ImportSnapshotTask> SHAPE =
            new Inquiry.Shape<>(
                    ImportSnapshotTask::importTaskId, (task, tags) -> task.copy(t -> t.tags(tags)));

    private final DiskImports imports;
    private final Place place;

    public SnapshotImports(DiskImports imports) {
        this.imports = imports;
        this.place = imports.place();
    }

    ImportSnapshotResponse begin(ImportSnapshotRequest request) {
        String id = imports.once(request, request.clientToken(), () -> make(request));
        return place.read(
                rows -> {
                    ImportSnapshotTask task = shown(rows, TASKS.get(rows, id));
                    return ImportSnapshotResponse.builder()
                            .importTaskId(id)
                            .description(task.description())
                            .snapshotTaskDetail(task.snapshotTaskDetail())
                            .tags(Tagged.read(rows).models(id))
                            .build();
                });
    }

    private String make(ImportSnapshotRequest request) {
        SnapshotDiskContainer from = Faults.require(request.diskContainer(), "DiskContainer");
        DiskObject disk = imports.find(from.userBucket(), from.url(), from.format());
        List<Tag> tags = TagRows.asked(request.tagSpecifications(), Kind.IMPORT_SNAPSHOT);
        String id = place.newId(Kind.IMPORT_SNAPSHOT);
        imports.begin(
                disk,
                DiskImports.making(disk, id, request.encrypted(), request.kmsKeyId()),
                (rows, snapshot) -> {
                    SnapshotTaskDetail.Builder detail =
                            SnapshotTaskDetail.builder()
                                    .snapshotId(snapshot.snapshotId())
                                    .status(Progress.ACTIVE)
                                    .diskImageSize((double) disk.objectBytes())
                                    .description(from.description())
                                    .format(disk.format().name())
                                    .userBucket(b -> b.s3Bucket(disk.bucket()).s3Key(disk.key()));
                    TASKS.put(
                            rows,
                            id,
                            ImportSnapshotTask.builder()
                                    .importTaskId(id)
                                    .description(request.description())
                                    .snapshotTaskDetail(detail.build())
                                    .build());
                    TagRows.put(rows, id, tags);
                    ClientTokens.note(rows, request, request.clientToken(), id, place.now());
                },
                rows ->
                        TASKS.find(rows, id)
                                .ifPresent(task -> TASKS.put(rows, id, with(task, Progress.DONE))));
        return id;
    }

    private static ImportSnapshotTask with(ImportSnapshotTask task, Progress progress) {
        return task.toBuilder()
                .snapshotTaskDetail(
                        task.snapshotTaskDetail().toBuilder()
                                .status(progress.status())
                                .statusMessage(progress.message())
                                .progress(progress.percent())
                                .build())
                .build();
    }

    /** A task as it stands: the snapshot's identifier is told when there is one to work with. */
    private ImportSnapshotTask shown(Snapshot rows, ImportSnapshotTask task) {
        SnapshotTaskDetail detail = task.snapshotTaskDetail();
        if (detail.status().equals(Progress.COMPLETED)) {
            return task;
        }
        Progress now = Progress.of(rows, imports, detail.snapshotId(), detail.diskImageSize());
        ImportSnapshotTask told = with(task, now);
        return told.toBuilder()
                .snapshotTaskDetail(told.snapshotTaskDetail().toBuilder().snapshotId(null).build())
                .build();
    }

    CancelImportTaskResponse cancel(CancelImportTaskRequest request) {
        String id = Kind.IMPORT_SNAPSHOT.check(request.importTaskId());
        return imports.cancel(
                id, place.read(rows -> TASKS.get(rows, id)).snapshotTaskDetail().snapshotId());
    }

    DescribeImportSnapshotTasksResponse describe(DescribeImportSnapshotTasksRequest request) {
        List<String> ids =
                request.importTaskIds().stream().map(Kind.IMPORT_SNAPSHOT::check).toList();
        Inquiry asked =
                new Inquiry(ids, request.filters(), request.maxResults(), request.nextToken());
        Listing<ImportSnapshotTask> page =
                place.read(
                        rows -> asked.of(rows, TASKS, FILTERS, SHAPE, each -> shown(rows, each)));
        return DescribeImportSnapshotTasksResponse.builder()
                .importSnapshotTasks(page.items())
                .nextToken(page.nextToken())
                .build();
    }
}
