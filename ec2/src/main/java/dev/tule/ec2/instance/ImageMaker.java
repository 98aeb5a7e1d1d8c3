package dev.tule.ec2.instance;

import dev.tule.compute.Machine;
import dev.tule.ec2.image.DeviceMappings;
import dev.tule.ec2.image.Images;
import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.resource.TagRows;
import dev.tule.ec2.volume.Snapshots;
import dev.tule.ec2.volume.VolumeRows;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.CreateImageRequest;
import software.amazon.awssdk.services.ec2.model.CreateImageResponse;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.InstanceStateName;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;

/**
 * Makes an image of an instance: snapshots of all its disks. Unless NoReboot is given, a running
 * machine is shut down for the moment that they show, and started again.
 */
final class ImageMaker {
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Place place;
    private final Images images;
    private final Snapshots snapshots;
    private final InstanceDisks disks;
    private final LifeCycle lifeCycle;

    ImageMaker(
            Place place,
            Images images,
            Snapshots snapshots,
            InstanceDisks disks,
            LifeCycle lifeCycle) {
        this.place = place;
        this.images = images;
        this.snapshots = snapshots;
        this.disks = disks;
        this.lifeCycle = lifeCycle;
    }

    CreateImageResponse create(CreateImageRequest request) {
        String id = Kind.INSTANCE.check(Faults.require(request.instanceId(), "InstanceId"));
        var _ = Faults.require(request.name(), "Name");
        List<Kind> taggable = List.of(Kind.IMAGE, Kind.SNAPSHOT);
        List<Tag> tags = TagRows.asked(request.tagSpecifications(), Kind.IMAGE, taggable);
        List<Tag> diskTags = TagRows.asked(request.tagSpecifications(), Kind.SNAPSHOT, taggable);
        lifeCycle.requireDisks();
        String imageId = place.newId(Kind.IMAGE);
        lifeCycle.alone(
                id,
                () -> {
                    Instance instance = place.read(rows -> InstanceRows.alive(rows, id));
                    if (!States.is(instance, InstanceStateName.RUNNING)
                            && !States.is(instance, InstanceStateName.STOPPED)) {
                        throw InstanceRows.incorrect(id, instance.state().nameAsString());
                    }
                    Optional<Machine> resting =
                            Boolean.TRUE.equals(request.noReboot())
                                    ? Optional.empty()
                                    : lifeCycle.running(id);
                    resting.ifPresent(machine -> machine.stop(GRACE));
                    try {
                        keep(instance, imageId, request, tags, diskTags);
                    } finally {
                        resting.ifPresent(machine -> lifeCycle.startAgain(machine, instance));
                    }
                });
        return CreateImageResponse.builder().imageId(imageId).build();
    }

    private void keep(
            Instance instance,
            String imageId,
            CreateImageRequest request,
            List<Tag> tags,
            List<Tag> diskTags) {
        List<BlockDeviceMapping> devices =
                merged(instance, request).stream()
                        .map(device -> taken(device, instance, imageId, diskTags))
                        .toList();
        place.change(
                rows ->
                        images.keep(
                                rows,
                                images.row(imageId, request.name(), request.description())
                                        .sourceInstanceId(instance.instanceId())
                                        .sourceImageId(instance.imageId())
                                        .architecture(instance.architectureAsString())
                                        .rootDeviceName(instance.rootDeviceName())
                                        .blockDeviceMappings(devices)
                                        .build(),
                                tags));
    }

    /**
     * The devices that the image will have: the instance's, changed by those of the request,
     * checked before any snapshot is taken.
     */
    private List<BlockDeviceMapping> merged(Instance instance, CreateImageRequest request) {
        return place.read(
                rows -> {
                    List<BlockDeviceMapping> had =
                            VolumeRows.of(rows, instance.instanceId()).stream()
                                    .map(ImageMaker::device)
                                    .toList();
                    List<BlockDeviceMapping> devices =
                            DeviceMappings.merged(
                                    had, request.blockDeviceMappings(), instance.rootDeviceName());
                    had.forEach(each -> refuseSmaller(each, devices));
                    var _ = disks.plan(rows, devices);
                    return devices;
                });
    }

    private static void refuseSmaller(BlockDeviceMapping had, List<BlockDeviceMapping> devices) {
        for (BlockDeviceMapping each : devices) {
            if (each.deviceName().equals(had.deviceName())
                    && each.ebs() != null
                    && each.ebs().volumeSize() < had.ebs().volumeSize()) {
                throw Faults.of(
                        "InvalidBlockDeviceMapping",
                        "The volume at %s has %d GiB, its device can't have less"
                                .formatted(had.deviceName(), had.ebs().volumeSize()));
            }
        }
    }

    /** A device with a snapshot of the volume that is there. */
    private BlockDeviceMapping taken(
            BlockDeviceMapping device, Instance instance, String imageId, List<Tag> tags) {
        Optional<Volume> volume =
                place.read(rows -> VolumeRows.of(rows, instance.instanceId())).stream()
                        .filter(each -> device(each).deviceName().equals(device.deviceName()))
                        .findFirst();
        if (volume.isEmpty() || device.ebs() == null) {
            return device;
        }
        Snapshot snapshot =
                snapshots.take(
                        volume.get().volumeId(),
                        "Created by CreateImage(%s) for %s"
                                .formatted(instance.instanceId(), imageId),
                        tags);
        return device.copy(
                d ->
                        d.ebs(
                                device.ebs()
                                        .copy(
                                                e ->
                                                        e.snapshotId(snapshot.snapshotId())
                                                                .encrypted(snapshot.encrypted()))));
    }

    /** The device of an attached volume, without a snapshot yet. */
    private static BlockDeviceMapping device(Volume volume) {
        VolumeAttachment attachment = volume.attachments().getFirst();
        return BlockDeviceMapping.builder()
                .deviceName(attachment.device())
                .ebs(
                        disk ->
                                disk.volumeSize(volume.size())
                                        .volumeType(volume.volumeType())
                                        .deleteOnTermination(attachment.deleteOnTermination()))
                .build();
    }
}
