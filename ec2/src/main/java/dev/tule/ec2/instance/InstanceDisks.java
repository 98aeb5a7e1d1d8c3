package dev.tule.ec2.instance;

import dev.tule.compute.Disk;
import dev.tule.ec2.image.ImageLibrary;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.resource.TagRows;
import dev.tule.ec2.volume.VolumeRows;
import dev.tule.ec2.volume.VolumeSpec;
import dev.tule.ec2.volume.Volumes;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.BlockDeviceMapping;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.Instance;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;
import software.amazon.awssdk.services.ec2.model.VolumeAttachmentState;
import software.amazon.awssdk.services.ec2.model.VolumeState;

/** The disks of instances. Safe for use by many threads. */
final class InstanceDisks {
    private final Place place;
    private final Volumes volumes;

    InstanceDisks(Place place, Volumes volumes) {
        this.place = place;
        this.volumes = volumes;
    }

    /** What a disk of a launch is to be: a device without a volume is left out. */
    record Planned(String device, VolumeSpec spec, boolean deletedWithInstance) {}

    /** The disks that a mapping asks for, checked. */
    List<Planned> plan(Snapshot rows, List<BlockDeviceMapping> mapping) {
        List<Planned> plan = new ArrayList<>();
        for (BlockDeviceMapping device : mapping) {
            EbsBlockDevice disk = device.ebs();
            if (disk == null) {
                continue; // instance stores: no type here has one, and AWS leaves them out too
            }
            VolumeSpec spec = volumes.spec(rows, disk);
            plan.add(
                    new Planned(
                            device.deviceName(),
                            spec,
                            !Boolean.FALSE.equals(disk.deleteOnTermination())));
        }
        return plan;
    }

    /** Makes the rows of a new instance's disks; their files are made before it starts. */
    void make(
            Transaction rows, String instanceId, String zone, List<Planned> plan, List<Tag> tags) {
        for (Planned each : plan) {
            String id = place.newId(Kind.VOLUME);
            VolumeAttachment attachment =
                    VolumeAttachment.builder()
                            .volumeId(id)
                            .instanceId(instanceId)
                            .device(each.device())
                            .state(VolumeAttachmentState.ATTACHING)
                            .attachTime(place.now())
                            .deleteOnTermination(each.deletedWithInstance())
                            .build();
            volumes.keep(
                    rows,
                    volumes.row(id, each.spec(), zone)
                            .state(VolumeState.IN_USE)
                            .attachments(attachment)
                            .build(),
                    each.spec());
            TagRows.put(rows, id, tags);
        }
    }

    /**
     * The disks of a machine, the root first; makes the files that aren't there yet.
     *
     * @param base of the image, for the root
     */
    List<Disk> disks(Instance instance, ImageLibrary.Base base) {
        List<Volume> attached = place.read(rows -> VolumeRows.of(rows, instance.instanceId()));
        return attached.stream()
                .sorted(Comparator.comparing(volume -> !isRoot(instance, volume)))
                .map(
                        volume ->
                                disk(
                                        volume,
                                        isRoot(instance, volume) ? base.disk() : Optional.empty()))
                .toList();
    }

    private static boolean isRoot(Instance instance, Volume volume) {
        return Objects.equals(instance.rootDeviceName(), volume.attachments().getFirst().device());
    }

    private Disk disk(Volume volume, Optional<Path> base) {
        return Disk.of(volume.volumeId(), volumes.madeFile(volume, base));
    }

    /** The instance runs: its disks are attached. */
    void attached(Transaction rows, String instanceId) {
        for (Volume volume : VolumeRows.of(rows, instanceId)) {
            VolumeAttachment attachment =
                    volume.attachments().getFirst().toBuilder()
                            .state(VolumeAttachmentState.ATTACHED)
                            .build();
            VolumeRows.VOLUMES.put(
                    rows, volume.volumeId(), volume.toBuilder().attachments(attachment).build());
        }
    }

    /**
     * The instance is terminated: its disks go, or are free again.
     *
     * @return those that go: their files are removed when this is done
     */
    List<Volume> release(Transaction rows, String instanceId) {
        List<Volume> gone = new ArrayList<>();
        for (Volume volume : VolumeRows.of(rows, instanceId)) {
            if (volume.attachments().getFirst().deleteOnTermination()) {
                Volumes.forget(rows, volume.volumeId());
                gone.add(volume);
            } else {
                VolumeRows.VOLUMES.put(
                        rows,
                        volume.volumeId(),
                        volume.toBuilder()
                                .state(VolumeState.AVAILABLE)
                                .attachments(List.of())
                                .build());
            }
        }
        return gone;
    }

    void removeFile(Volume volume) {
        volumes.removeFile(volume);
    }
}
