package dev.tule.ec2.volume;

import dev.tule.compute.DiskId;
import dev.tule.compute.Machine;
import dev.tule.ec2.resource.ClientTokens;
import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Filters;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Listing;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.resource.TagRows;
import dev.tule.ec2.resource.Tagged;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.CreateVolumeRequest;
import software.amazon.awssdk.services.ec2.model.CreateVolumeResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVolumeRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVolumeResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumeStatusRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumeStatusResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesModificationsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesModificationsResponse;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesRequest;
import software.amazon.awssdk.services.ec2.model.DescribeVolumesResponse;
import software.amazon.awssdk.services.ec2.model.ModifyVolumeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVolumeResponse;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;
import software.amazon.awssdk.services.ec2.model.VolumeModification;
import software.amazon.awssdk.services.ec2.model.VolumeState;
import software.amazon.awssdk.services.ec2.model.VolumeStatusItem;

/** Volumes, but for attaching them. Safe for use by many threads. */
public final class Volumes {
    private static final Filters<Volume> FILTERS =
            new Filters<Volume>()
                    .on("volume-id", Volume::volumeId)
                    .on("availability-zone", Volume::availabilityZone)
                    .on("create-time", Volume::createTime)
                    .on("encrypted", Volume::encrypted)
                    .on("multi-attach-enabled", Volume::multiAttachEnabled)
                    .on("size", Volume::size)
                    .on("snapshot-id", Volume::snapshotId)
                    .on("status", Volume::stateAsString)
                    .on("volume-type", Volume::volumeTypeAsString)
                    .onAll(
                            "attachment.attach-time",
                            of ->
                                    of.attachments().stream()
                                            .map(VolumeAttachment::attachTime)
                                            .toList())
                    .onAll(
                            "attachment.delete-on-termination",
                            of ->
                                    of.attachments().stream()
                                            .map(VolumeAttachment::deleteOnTermination)
                                            .toList())
                    .onAll(
                            "attachment.device",
                            of -> of.attachments().stream().map(VolumeAttachment::device).toList())
                    .onAll(
                            "attachment.instance-id",
                            of ->
                                    of.attachments().stream()
                                            .map(VolumeAttachment::instanceId)
                                            .toList())
                    .onAll(
                            "attachment.status",
                            of ->
                                    of.attachments().stream()
                                            .map(VolumeAttachment::stateAsString)
                                            .toList());

    private final Place place;
    private final DiskFiles files;
    private final RunningDisks machines;
    private final Snapshots snapshots;

    public Volumes(Place place, DiskFiles files, RunningDisks machines, Snapshots snapshots) {
        this.place = place;
        this.files = files;
        this.machines = machines;
        this.snapshots = snapshots;
    }

    CreateVolumeResponse create(CreateVolumeRequest request) {
        VolumeSpec.refuseEncryption(request.encrypted(), request.kmsKeyId());
        if (Boolean.TRUE.equals(request.multiAttachEnabled())) {
            throw Faults.notImplemented("MultiAttachEnabled");
        }
        if (request.outpostArn() != null) {
            throw Faults.notImplemented("OutpostArn");
        }
        String zone = place.zone(Faults.require(request.availabilityZone(), "availabilityZone"));
        List<Tag> tags = TagRows.asked(request.tagSpecifications(), Kind.VOLUME);
        VolumeSpec spec = place.read(rows -> spec(rows, request));
        String id = place.newId(Kind.VOLUME);
        createFile(id, spec);
        Volume made =
                place.transact(
                        rows -> {
                            Optional<String> earlier =
                                    ClientTokens.made(
                                            rows, request, request.clientToken(), place.now());
                            if (earlier.isPresent()) {
                                return VolumeRows.VOLUMES.get(rows, earlier.get());
                            }
                            if (spec.snapshotId() != null) {
                                completed(rows, spec.snapshotId());
                            }
                            Volume volume =
                                    row(id, spec, zone).state(VolumeState.AVAILABLE).build();
                            VolumeRows.VOLUMES.put(rows, id, volume);
                            TagRows.put(rows, id, tags);
                            ClientTokens.note(
                                    rows, request, request.clientToken(), id, place.now());
                            return volume;
                        });
        if (!made.volumeId().equals(id)) {
            DiskFiles.delete(files.volume(id));
        }
        return CreateVolumeResponse.builder()
                .volumeId(made.volumeId())
                .size(made.size())
                .snapshotId(made.snapshotId())
                .availabilityZone(made.availabilityZone())
                .state(made.state())
                .createTime(made.createTime())
                .volumeType(made.volumeType())
                .iops(made.iops())
                .throughput(made.throughput())
                .encrypted(false)
                .multiAttachEnabled(false)
                .tags(tags)
                .build();
    }

    private static VolumeSpec spec(dev.tule.store.Snapshot rows, CreateVolumeRequest request) {
        int least =
                request.snapshotId() == null || request.snapshotId().isEmpty()
                        ? 0
                        : completed(rows, request.snapshotId()).volumeSize();
        return VolumeSpec.of(
                request.size(),
                request.volumeTypeAsString(),
                request.iops(),
                request.throughput(),
                least == 0 ? null : request.snapshotId(),
                least);
    }

    /** A snapshot that volumes can be made from. */
    public static Snapshot completed(dev.tule.store.Snapshot rows, String id) {
        Snapshot snapshot = VolumeRows.SNAPSHOTS.get(rows, Kind.SNAPSHOT.check(id));
        if (!"completed".equals(snapshot.stateAsString())) {
            throw Faults.incorrectState(
                    "Snapshot is in invalid state - " + snapshot.stateAsString());
        }
        return snapshot;
    }

    /** The row of a new volume, without a state. */
    public Volume.Builder row(String id, VolumeSpec spec, String zone) {
        return Volume.builder()
                .volumeId(id)
                .size(spec.sizeGib())
                .volumeType(spec.type())
                .iops(spec.iops())
                .throughput(spec.throughput())
                .snapshotId(Objects.requireNonNullElse(spec.snapshotId(), ""))
                .availabilityZone(zone)
                .createTime(place.now())
                .encrypted(false)
                .multiAttachEnabled(false);
    }

    /** Makes a volume's file, over its snapshot's if it has one. */
    void createFile(String id, VolumeSpec spec) {
        if (spec.snapshotId() == null) {
            files.tool().create(files.volume(id), spec.sizeBytes());
        } else {
            files.tool()
                    .overlay(files.volume(id), files.snapshot(spec.snapshotId()), spec.sizeBytes());
        }
    }

    DescribeVolumesResponse describe(DescribeVolumesRequest request) {
        return place.read(
                rows -> {
                    request.volumeIds()
                            .forEach(id -> VolumeRows.VOLUMES.get(rows, Kind.VOLUME.check(id)));
                    Tagged tags = Tagged.read(rows);
                    List<Volume> found =
                            VolumeRows.VOLUMES.all(rows).values().stream()
                                    .filter(
                                            each ->
                                                    request.volumeIds().isEmpty()
                                                            || request.volumeIds()
                                                                    .contains(each.volumeId()))
                                    .filter(
                                            FILTERS.asked(
                                                    request.filters(),
                                                    each -> tags.of(each.volumeId())))
                                    .map(
                                            each ->
                                                    each.toBuilder()
                                                            .tags(tags.models(each.volumeId()))
                                                            .build())
                                    .toList();
                    Listing<Volume> page =
                            Listing.of(
                                    found,
                                    Volume::volumeId,
                                    request.maxResults(),
                                    request.nextToken());
                    return DescribeVolumesResponse.builder()
                            .volumes(page.items())
                            .nextToken(page.nextToken())
                            .build();
                });
    }

    DescribeVolumeStatusResponse describeStatus(DescribeVolumeStatusRequest request) {
        if (request.hasFilters()) {
            throw Faults.notImplemented("Filters of DescribeVolumeStatus");
        }
        List<Volume> volumes =
                describe(DescribeVolumesRequest.builder().volumeIds(request.volumeIds()).build())
                        .volumes();
        Listing<Volume> page =
                Listing.of(volumes, Volume::volumeId, request.maxResults(), request.nextToken());
        return DescribeVolumeStatusResponse.builder()
                .volumeStatuses(page.items().stream().map(this::status).toList())
                .nextToken(page.nextToken())
                .build();
    }

    /** A volume is well when its file is there. */
    private VolumeStatusItem status(Volume volume) {
        boolean there = java.nio.file.Files.exists(files.volume(volume.volumeId()));
        return VolumeStatusItem.builder()
                .volumeId(volume.volumeId())
                .availabilityZone(volume.availabilityZone())
                .volumeStatus(status -> status.status(there ? "ok" : "impaired"))
                .actions(List.of())
                .events(List.of())
                .build();
    }

    ModifyVolumeResponse modify(ModifyVolumeRequest request) {
        String id = Kind.VOLUME.check(Faults.require(request.volumeId(), "VolumeId"));
        Volume before = place.read(rows -> VolumeRows.VOLUMES.get(rows, id));
        VolumeSpec spec = VolumeSpec.changed(request, before);
        if (spec.sizeGib() < before.size()) {
            throw Faults.invalidValue("New size cannot be smaller than existing size");
        }
        if (spec.sizeGib() > before.size()) {
            grow(before, spec.sizeBytes());
        }
        VolumeModification change = change(before, spec);
        place.transact(
                rows -> {
                    Volume now = VolumeRows.VOLUMES.get(rows, id);
                    VolumeRows.VOLUMES.put(
                            rows,
                            id,
                            now.toBuilder()
                                    .size(Math.max(now.size(), spec.sizeGib()))
                                    .volumeType(spec.type())
                                    .iops(spec.iops())
                                    .throughput(spec.throughput())
                                    .build());
                    VolumeRows.MODIFICATIONS.put(rows, id, change);
                    return null;
                });
        return ModifyVolumeResponse.builder().volumeModification(change).build();
    }

    private void grow(Volume volume, long bytes) {
        Optional<Machine> machine = VolumeRows.instanceOf(volume).flatMap(machines::of);
        if (machine.isPresent()) {
            machine.get().resize(new DiskId(volume.volumeId()), bytes);
        } else {
            files.tool().grow(files.volume(volume.volumeId()), bytes);
        }
    }

    private VolumeModification change(Volume before, VolumeSpec spec) {
        return VolumeModification.builder()
                .volumeId(before.volumeId())
                .modificationState("completed")
                .progress(100L)
                .startTime(place.now())
                .endTime(place.now())
                .originalSize(before.size())
                .originalVolumeType(before.volumeType())
                .originalIops(before.iops())
                .originalThroughput(before.throughput())
                .targetSize(spec.sizeGib())
                .targetVolumeType(spec.type())
                .targetIops(spec.iops())
                .targetThroughput(spec.throughput())
                .build();
    }

    DescribeVolumesModificationsResponse describeModifications(
            DescribeVolumesModificationsRequest request) {
        if (request.hasFilters()) {
            throw Faults.notImplemented("Filters of DescribeVolumesModifications");
        }
        Map<String, VolumeModification> all = place.read(VolumeRows.MODIFICATIONS::all);
        for (String id : request.volumeIds()) {
            if (!all.containsKey(id)) {
                throw Faults.of(
                        "InvalidVolumeModification.NotFound",
                        "Modification for volume '" + id + "' does not exist.");
            }
        }
        List<VolumeModification> found =
                all.values().stream()
                        .filter(
                                each ->
                                        request.volumeIds().isEmpty()
                                                || request.volumeIds().contains(each.volumeId()))
                        .toList();
        Listing<VolumeModification> page =
                Listing.of(
                        found,
                        VolumeModification::volumeId,
                        request.maxResults(),
                        request.nextToken());
        return DescribeVolumesModificationsResponse.builder()
                .volumesModifications(page.items())
                .nextToken(page.nextToken())
                .build();
    }

    DeleteVolumeResponse delete(DeleteVolumeRequest request) {
        String id = Kind.VOLUME.check(Faults.require(request.volumeId(), "VolumeId"));
        Volume deleted =
                place.transact(
                        rows -> {
                            Volume volume = VolumeRows.VOLUMES.get(rows, id);
                            VolumeRows.instanceOf(volume)
                                    .ifPresent(
                                            instance -> {
                                                throw Faults.of(
                                                        "VolumeInUse",
                                                        "Volume %s is currently attached to %s"
                                                                .formatted(id, instance));
                                            });
                            VolumeRows.VOLUMES.delete(rows, id);
                            VolumeRows.MODIFICATIONS.delete(rows, id);
                            return volume;
                        });
        removeFile(deleted);
        return DeleteVolumeResponse.builder().build();
    }

    /** Removes the file of a volume that has no row, and of its snapshot if that was deleted. */
    public void removeFile(Volume deleted) {
        DiskFiles.delete(files.volume(deleted.volumeId()));
        if (!deleted.snapshotId().isEmpty()) {
            snapshots.sweep(deleted.snapshotId());
        }
    }
}
