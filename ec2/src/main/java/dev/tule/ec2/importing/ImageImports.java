package dev.tule.ec2.importing;

import dev.tule.ec2.image.Images;
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
import dev.tule.store.Transaction;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import software.amazon.awssdk.services.ec2.model.CancelImportTaskRequest;
import software.amazon.awssdk.services.ec2.model.CancelImportTaskResponse;
import software.amazon.awssdk.services.ec2.model.DescribeImportImageTasksRequest;
import software.amazon.awssdk.services.ec2.model.DescribeImportImageTasksResponse;
import software.amazon.awssdk.services.ec2.model.ImageDiskContainer;
import software.amazon.awssdk.services.ec2.model.ImportImageRequest;
import software.amazon.awssdk.services.ec2.model.ImportImageResponse;
import software.amazon.awssdk.services.ec2.model.ImportImageTask;
import software.amazon.awssdk.services.ec2.model.SnapshotDetail;
import software.amazon.awssdk.services.ec2.model.Tag;

/**
 * ImportImage and its tasks. The image is registered, under the task's identifier as its name, when
 * its snapshot is whole. The disk must have a boot loader of its own, for a BIOS. Safe for use by
 * many threads.
 */
public final class ImageImports {
    private static final Table<ImportImageTask> TASKS =
            new Table<>(Kind.IMPORT_IMAGE, ImportImageTask.class, ImportImageTask::builder);
    private static final Filters<ImportImageTask> FILTERS =
            Filters.of(ImportImageTask.builder(), ImportImageTask.class)
                    .onMember("task-state", "status");

    private static final Inquiry.Shape<ImportImageTask> SHAPE =
            new Inquiry.Shape<>(
                    ImportImageTask::importTaskId, (task, tags) -> task.copy(t -> t.tags(tags)));

    private final DiskImports imports;
    private final Images images;
    private final Place place;

    public ImageImports(DiskImports imports, Images images) {
        this.imports = imports;
        this.images = images;
        this.place = imports.place();
    }

    ImportImageResponse begin(ImportImageRequest request) {
        refuse(request);
        String id = imports.once(request, request.clientToken(), () -> make(request));
        return place.read(
                rows -> {
                    ImportImageTask task = shown(rows, TASKS.get(rows, id));
                    return ImportImageResponse.builder()
                            .importTaskId(id)
                            .architecture(task.architecture())
                            .description(task.description())
                            .platform(task.platform())
                            .hypervisor(task.hypervisor())
                            .snapshotDetails(task.snapshotDetails())
                            .status(task.status())
                            .statusMessage(task.statusMessage())
                            .progress(task.progress())
                            .tags(Tagged.read(rows).models(id))
                            .build();
                });
    }

    private static void refuse(ImportImageRequest request) {
        if (request.diskContainers().size() != 1) {
            throw request.diskContainers().isEmpty()
                    ? Faults.missing("DiskContainer")
                    : Faults.notImplemented("ImportImage of several disks");
        }
        if (request.diskContainers().getFirst().snapshotId() != null) {
            throw Faults.notImplemented("ImportImage of a snapshot; RegisterImage does that");
        }
        if (!List.of("linux", "")
                .contains(
                        Objects.requireNonNullElse(request.platform(), "")
                                .toLowerCase(Locale.ROOT))) {
            throw Faults.notImplemented("ImportImage for the platform " + request.platform());
        }
        if (request.bootMode() != null && !request.bootModeAsString().equals("legacy-bios")) {
            throw Faults.notImplemented("The boot mode " + request.bootModeAsString());
        }
    }

    private String make(ImportImageRequest request) {
        ImageDiskContainer from = request.diskContainers().getFirst();
        DiskObject disk = imports.find(from.userBucket(), from.url(), from.format());
        String architecture = Objects.requireNonNullElse(request.architecture(), "x86_64");
        if (!List.of("x86_64", "arm64").contains(architecture)) {
            throw Faults.of("InvalidParameter", "Unknown architecture " + architecture);
        }
        List<Tag> tags = TagRows.asked(request.tagSpecifications(), Kind.IMPORT_IMAGE);
        String id = place.newId(Kind.IMPORT_IMAGE);
        imports.begin(
                disk,
                DiskImports.making(disk, id, request.encrypted(), request.kmsKeyId()),
                (rows, snapshot) -> {
                    SnapshotDetail.Builder detail =
                            SnapshotDetail.builder()
                                    .snapshotId(snapshot.snapshotId())
                                    .deviceName(Images.ROOT_DEVICE)
                                    .diskImageSize((double) disk.objectBytes())
                                    .description(from.description())
                                    .format(disk.format().name())
                                    .userBucket(b -> b.s3Bucket(disk.bucket()).s3Key(disk.key()));
                    TASKS.put(
                            rows,
                            id,
                            ImportImageTask.builder()
                                    .importTaskId(id)
                                    .architecture(architecture)
                                    .description(request.description())
                                    .platform("Linux")
                                    .hypervisor(request.hypervisor())
                                    .status(Progress.ACTIVE)
                                    .snapshotDetails(detail.build())
                                    .build());
                    TagRows.put(rows, id, tags);
                    ClientTokens.note(rows, request, request.clientToken(), id, place.now());
                },
                rows -> register(rows, id));
        return id;
    }

    private void register(Transaction rows, String id) {
        ImportImageTask task = TASKS.get(rows, id);
        String snapshotId = task.snapshotDetails().getFirst().snapshotId();
        String imageId = place.newId(Kind.IMAGE);
        images.keep(
                rows,
                Images.of(
                                images.row(imageId, id, task.description()),
                                Images.ROOT_DEVICE,
                                imports.snapshot(rows, snapshotId))
                        .architecture(task.architecture())
                        .build(),
                List.of());
        TASKS.put(rows, id, with(task.toBuilder().imageId(imageId).build(), Progress.DONE));
    }

    private static ImportImageTask with(ImportImageTask task, Progress progress) {
        return task.toBuilder()
                .status(progress.status())
                .statusMessage(progress.message())
                .progress(progress.percent())
                .build();
    }

    private ImportImageTask shown(Snapshot rows, ImportImageTask task) {
        if (task.status().equals(Progress.COMPLETED)) {
            return task;
        }
        SnapshotDetail detail = task.snapshotDetails().getFirst();
        Progress now = Progress.of(rows, imports, detail.snapshotId(), detail.diskImageSize());
        return with(task, now).toBuilder()
                .snapshotDetails(detail.toBuilder().snapshotId(null).build())
                .build();
    }

    CancelImportTaskResponse cancel(CancelImportTaskRequest request) {
        String id = Kind.IMPORT_IMAGE.check(request.importTaskId());
        ImportImageTask task = place.read(rows -> TASKS.get(rows, id));
        return imports.cancel(id, task.snapshotDetails().getFirst().snapshotId());
    }

    DescribeImportImageTasksResponse describe(DescribeImportImageTasksRequest request) {
        List<String> ids = request.importTaskIds().stream().map(Kind.IMPORT_IMAGE::check).toList();
        Inquiry asked =
                new Inquiry(ids, request.filters(), request.maxResults(), request.nextToken());
        Listing<ImportImageTask> page =
                place.read(
                        rows -> asked.of(rows, TASKS, FILTERS, SHAPE, each -> shown(rows, each)));
        return DescribeImportImageTasksResponse.builder()
                .importImageTasks(page.items())
                .nextToken(page.nextToken())
                .build();
    }
}
