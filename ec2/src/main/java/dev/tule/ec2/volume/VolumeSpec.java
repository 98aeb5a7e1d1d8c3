package dev.tule.ec2.volume;

import dev.tule.ec2.resource.Faults;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.ModifyVolumeRequest;
import software.amazon.awssdk.services.ec2.model.Volume;

/**
 * What a volume is to be like, checked.
 *
 * @param sizeGib 1 to 16384
 * @param kmsKeyId what it is encrypted under; null where it isn't encrypted
 * @param type such as {@code gp2}; it is told and makes no disk slower or faster
 */
public record VolumeSpec(
        int sizeGib,
        String type,
        @Nullable Integer iops,
        @Nullable Integer throughput,
        @Nullable String snapshotId,
        @Nullable String kmsKeyId) {
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
        if (throughput != null && !type.equals("gp3")) {
            throw Faults.invalidCombination(
                    "The parameter throughput is not supported for " + type + " volumes.");
        }
        return new VolumeSpec(
                gib,
                type,
                told(type, gib, iops),
                toldThroughput(type, throughput),
                snapshotId,
                null);
    }

    /** What is told where nothing is said (EBS User Guide, "General Purpose SSD volumes"). */
    private static @Nullable Integer told(String type, int gib, @Nullable Integer iops) {
        return switch (type) {
            case "gp2" -> Math.clamp(3L * gib, 100, 16_000);
            case "gp3" -> Objects.requireNonNullElse(iops, 3000);
            default -> iops;
        };
    }

    private static @Nullable Integer toldThroughput(String type, @Nullable Integer throughput) {
        return type.equals("gp3") ? Objects.requireNonNullElse(throughput, 125) : null;
    }

    /** A change of a volume: what isn't said stays, where its type has it. */
    static VolumeSpec changed(ModifyVolumeRequest request, Volume before) {
        String type =
                request.volumeType() == null
                        ? before.volumeTypeAsString()
                        : request.volumeTypeAsString();
        boolean sameType = type.equals(before.volumeTypeAsString());
        boolean keepsIops = sameType && request.iops() == null && !type.equals("gp2");
        boolean keepsThroughput = sameType && request.throughput() == null;
        return of(
                request.size() == null ? before.size() : request.size(),
                type,
                keepsIops ? before.iops() : request.iops(),
                keepsThroughput ? before.throughput() : request.throughput(),
                null,
                0);
    }

    /** The same, encrypted under a KMS key if there is one. */
    public VolumeSpec encryptedUnder(@Nullable String key) {
        return new VolumeSpec(sizeGib, type, iops, throughput, snapshotId, key);
    }

    public long sizeBytes() {
        return (long) sizeGib << 30;
    }
}
