package dev.tule.ec2.volume;

import dev.tule.ec2.resource.Faults;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a volume is to be like, checked.
 *
 * @param sizeGib 1 to 16384
 * @param type such as {@code gp2}; it is told and makes no disk slower or faster
 */
public record VolumeSpec(
        int sizeGib,
        String type,
        @Nullable Integer iops,
        @Nullable Integer throughput,
        @Nullable String snapshotId) {
    private static final int LARGEST_GIB = 16_384;

    /** The least sizes of the types there are, in GiB (EBS User Guide, "Volume types"). */
    private static final Map<String, Integer> LEAST =
            Map.of("gp2", 1, "gp3", 1, "io1", 4, "io2", 4, "st1", 125, "sc1", 125, "standard", 1);

    /**
     * Checks what a request says.
     *
     * @param snapshotGib of the snapshot that it is made from; 0 for none
     */
    public static VolumeSpec of(
            @Nullable Integer size,
            @Nullable String volumeType,
            @Nullable Integer iops,
            @Nullable Integer throughput,
            @Nullable String snapshotId,
            int snapshotGib) {
        String type = volumeType == null ? "gp2" : volumeType;
        Integer least = LEAST.get(type);
        if (least == null) {
            throw Faults.invalidValue(type, "volumeType", "Unknown volume type");
        }
        if (size == null && snapshotGib == 0) {
            throw Faults.missing("size/snapshot");
        }
        int gib = size == null ? snapshotGib : size;
        if (gib < snapshotGib) {
            throw Faults.of(
                    "InvalidParameterValue",
                    "Volume of size %dGB is smaller than snapshot '%s', expect size >= %dGB"
                            .formatted(gib, snapshotId, snapshotGib));
        }
        if (gib < least || gib > LARGEST_GIB) {
            throw Faults.invalidValue(
                    "Volume size of %d GiB is not between %d and %d for volume type %s"
                            .formatted(gib, least, LARGEST_GIB, type));
        }
        if (iops != null && !type.equals("gp3") && !type.startsWith("io")) {
            throw Faults.invalidCombination(
                    "The parameter iops is not supported for " + type + " volumes.");
        }
        if (type.startsWith("io") && iops == null) {
            throw Faults.missing("iops");
        }
        return new VolumeSpec(gib, type, iops, throughput, snapshotId);
    }

    /** Nothing here encrypts disks, so none is called encrypted. */
    public static void refuseEncryption(@Nullable Boolean encrypted, @Nullable String keyId) {
        if (Boolean.TRUE.equals(encrypted) || keyId != null) {
            throw Faults.notImplemented("Encryption of volumes and snapshots");
        }
    }

    public long sizeBytes() {
        return (long) sizeGib << 30;
    }
}
