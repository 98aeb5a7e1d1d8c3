package dev.tule.ec2.instance;

import dev.tule.compute.Machine;
import dev.tule.ec2.image.Images;
import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.resource.TagRows;
import dev.tule.ec2.volume.Snapshots;
import dev.tule.ec2.volume.VolumeRows;
import java.time.Duration;
import java.util.ArrayList;
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

/**
 * Makes an image of an instance: snapshots of all its disks. Unless NoReboot is given, a running
 * machine is shut down for the moment that they show, and started again.
 */
final class ImageMaker {
    private static final Duration GRACE = Duration.ofSeconds(30);

    private final Place place;
    private final Images images;
    private final Snapshots snapshots;
    private final LifeCycle lifeCycle;

    ImageMaker(Place place, Images images, Snapshots snapshots, LifeCycle lifeCycle) {
        this.place = place;
        this.images = images;
        this.snapshots = snapshots;
        this.lifeCycle = lifeCycle;
    }

    CreateImageResponse create(CreateImageRequest request) {
        String id = Kind.INSTANCE.check(Faults.require(request.instanceId(), "InstanceId"));
        String name = Faults.require(request.name(), "Name");
        if (!request.blockDeviceMappings().isEmpty()) {
            throw Faults.notImplemented("CreateImage with BlockDeviceMapping");
        }
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
                        keep(instance, imageId, name, request.description(), tags, diskTags);
                    } finally {
                        resting.ifPresent(machine -> lifeCycle.startAgain(machine, instance));
                    }
                });
        return CreateImageResponse.builder().imageId(imageId).build();
    }

    private void keep(
            Instance instance,
            String imageId,
            String name,
            @org.jspecify.annotations.Nullable String description,
            List<Tag> tags,
            List<Tag> diskTags) {
        List<BlockDeviceMapping> devices = new ArrayList<>();
        for (Volume volume : place.read(rows -> VolumeRows.of(rows, instance.instanceId()))) {
            Snapshot snapshot =
                    snapshots.take(
                            volume.volumeId(),
                            "Created by CreateImage(%s) for %s"
                                    .formatted(instance.instanceId(), imageId),
                            diskTags);
            devices.add(device(volume, snapshot));
        }
        place.transact(
                rows -> {
                    images.keep(
                            rows,
                            images.row(imageId, name, description)
                                    .sourceInstanceId(instance.instanceId())
                                    .sourceImageId(instance.imageId())
                                    .architecture(instance.architectureAsString())
                                    .rootDeviceName(instance.rootDeviceName())
                                    .blockDeviceMappings(devices)
                                    .build(),
                            tags);
                    return null;
                });
    }

    private static BlockDeviceMapping device(Volume volume, Snapshot snapshot) {
        return BlockDeviceMapping.builder()
                .deviceName(volume.attachments().getFirst().device())
                .ebs(
                        disk ->
                                disk.snapshotId(snapshot.snapshotId())
                                        .volumeSize(volume.size())
                                        .volumeType(volume.volumeType())
                                        .deleteOnTermination(
                                                volume.attachments()
                                                        .getFirst()
                                                        .deleteOnTermination())
                                        .encrypted(snapshot.encrypted()))
                .build();
    }
}
