package dev.tule.ec2.volume;

import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Table;
import dev.tule.store.Snapshot;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeAttachment;
import software.amazon.awssdk.services.ec2.model.VolumeModification;

/** The rows of volumes and snapshots, and questions to them. */
public final class VolumeRows {
    public static final Table<Volume> VOLUMES =
            new Table<>(Kind.VOLUME, Volume.class, Volume::builder);

    public static final Table<software.amazon.awssdk.services.ec2.model.Snapshot> SNAPSHOTS =
            new Table<>(
                    Kind.SNAPSHOT,
                    software.amazon.awssdk.services.ec2.model.Snapshot.class,
                    software.amazon.awssdk.services.ec2.model.Snapshot::builder);

    /** The last change of a volume, by volume. */
    static final Table<VolumeModification> MODIFICATIONS =
            new Table<>(
                    "volume-modification", VolumeModification.class, VolumeModification::builder);

    private VolumeRows() {}

    /** The volumes of an instance, by device name. */
    public static List<Volume> of(Snapshot rows, String instanceId) {
        return VOLUMES.all(rows).values().stream()
                .filter(volume -> attachment(volume, instanceId).isPresent())
                .sorted(Comparator.comparing(volume -> volume.attachments().getFirst().device()))
                .toList();
    }

    /** How a volume is attached to an instance. */
    public static Optional<VolumeAttachment> attachment(Volume volume, String instanceId) {
        return volume.attachments().stream()
                .filter(each -> instanceId.equals(each.instanceId()))
                .findFirst();
    }

    /** Of a volume that is attached: the instance. */
    public static Optional<String> instanceOf(Volume volume) {
        return volume.attachments().stream().map(VolumeAttachment::instanceId).findFirst();
    }
}
