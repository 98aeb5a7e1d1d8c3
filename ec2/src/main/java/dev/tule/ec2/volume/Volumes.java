package dev.tule.ec2.volume;

import dev.tule.compute.DiskFile;
import dev.tule.compute.DiskId;
import dev.tule.compute.DiskKey;
import dev.tule.compute.Machine;
import dev.tule.ec2.resource.ClientTokens;
import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.resource.TagRows;
import dev.tule.store.Transaction;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CreateVolumeRequest;
import software.amazon.awssdk.services.ec2.model.CreateVolumeResponse;
import software.amazon.awssdk.services.ec2.model.DeleteVolumeRequest;
import software.amazon.awssdk.services.ec2.model.DeleteVolumeResponse;
import software.amazon.awssdk.services.ec2.model.EbsBlockDevice;
import software.amazon.awssdk.services.ec2.model.ModifyVolumeRequest;
import software.amazon.awssdk.services.ec2.model.ModifyVolumeResponse;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Volume;
import software.amazon.awssdk.services.ec2.model.VolumeModification;
import software.amazon.awssdk.services.ec2.model.VolumeState;

/** Volumes, but for attaching them. Safe for use by many threads. */
public final class Volumes {
    private final Place place;
    private final DiskFiles files;
    private final RunningDisks machines;
    private final Snapshots snapshots;
    private final VolumeDescriptions descriptions;

    public Volumes(Place place, DiskFiles files, RunningDisks machines, Snapshots snapshots) {
        this.place = place;
        this.files = files;
        this.machines = machines;
        this.snapshots = snapshots;
        this.descriptions = new VolumeDescriptions(place, files);
    }

    VolumeDescriptions descriptions() {
        return descriptions;
    }

    CreateVolumeResponse create(CreateVolumeRequest request) {
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
        Optional<DiskKey> key = place.read(rows -> key(rows, spec));
        Volume row = row(id, spec, zone).state(VolumeState.AVAILABLE).build();
        createFile(row, key.orElse(null), Optional.empty());
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
                            VolumeRows.VOLUMES.put(rows, id, row);
                            key.ifPresent(found -> DataKeys.give(place, rows, id, found));
                            DiskOrigins.inherit(rows, row.snapshotId(), id);
                            TagRows.put(rows, id, tags);
                            ClientTokens.note(
                                    rows, request, request.clientToken(), id, place.now());
                            return row;
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
                .encrypted(made.encrypted())
                .kmsKeyId(made.kmsKeyId())
                .multiAttachEnabled(false)
                .tags(tags)
                .build();
    }

    /** The volume that a device of a mapping asks for. */
    public VolumeSpec spec(dev.tule.store.Snapshot rows, EbsBlockDevice disk) {
        return spec(
                rows,
                CreateVolumeRequest.builder()
                        .size(disk.volumeSize())
                        .volumeType(disk.volumeTypeAsString())
                        .iops(disk.iops())
                        .throughput(disk.throughput())
                        .snapshotId(disk.snapshotId())
                        .encrypted(disk.encrypted())
                        .kmsKeyId(disk.kmsKeyId())
                        .build());
    }

    private VolumeSpec spec(dev.tule.store.Snapshot rows, CreateVolumeRequest request) {
        Optional<Snapshot> source =
                Optional.ofNullable(request.snapshotId())
                        .filter(id -> !id.isEmpty())
                        .map(id -> completed(rows, id));
        return VolumeSpec.of(
                        request.size(),
                        request.volumeTypeAsString(),
                        request.iops(),
                        request.throughput(),
                        source.map(Snapshot::snapshotId).orElse(null),
                        source.map(Snapshot::volumeSize).orElse(0))
                .encryptedUnder(
                        Encryption.asked(
                                place,
                                rows,
                                request.encrypted(),
                                request.kmsKeyId(),
                                source.map(Snapshot::encrypted).orElse(false)));
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
                .availabilityZoneId(place.zoneId(zone))
                .createTime(place.now())
                .encrypted(spec.kmsKeyId() != null)
                .kmsKeyId(spec.kmsKeyId())
                .multiAttachEnabled(false);
    }

    /** The key of a new volume: that of its snapshot, if that is encrypted. */
    private Optional<DiskKey> key(dev.tule.store.Snapshot rows, VolumeSpec spec) {
        if (spec.kmsKeyId() == null) {
            return Optional.empty();
        }
        return Optional.ofNullable(spec.snapshotId())
                .flatMap(snapshot -> DataKeys.find(place, rows, snapshot))
                .or(() -> Optional.of(DataKeys.fresh(place.random())));
    }

    /** Keeps the row of a new volume, whose file is made later. */
    public void keep(Transaction rows, Volume volume, VolumeSpec spec) {
        VolumeRows.VOLUMES.put(rows, volume.volumeId(), volume);
        DiskOrigins.inherit(rows, volume.snapshotId(), volume.volumeId());
        key(rows, spec).ifPresent(key -> DataKeys.give(place, rows, volume.volumeId(), key));
    }

    /** A volume's file, with what opens it. */
    public DiskFile file(String id) {
        return DiskFile.qcow2(
                files.volume(id), place.read(rows -> DataKeys.find(place, rows, id)).orElse(null));
    }

    /**
     * Makes a volume's file if it isn't there, over its snapshot's or a base if it has one.
     *
     * @param base of the image that came with Tule: everybody has it, so it isn't encrypted
     */
    public DiskFile madeFile(Volume volume, Optional<Path> base) {
        DiskFile file = file(volume.volumeId());
        if (!Files.exists(file.path())) {
            createFile(volume, file.key(), base);
        }
        return file;
    }

    private void createFile(Volume volume, @Nullable DiskKey key, Optional<Path> base) {
        String id = volume.volumeId();
        long bytes = (long) volume.size() << 30;
        DiskFile file = DiskFile.qcow2(files.volume(id), key);
        if (!volume.snapshotId().isEmpty()) {
            DiskFile source = snapshots.file(volume.snapshotId());
            if (key != null && !source.isEncrypted()) {
                // What is written in clear beneath would stay so; whole or not there.
                DiskFile copy = DiskFile.qcow2(files.incoming(id), key);
                DiskFiles.delete(copy.path());
                files.tool().copy(source, copy, bytes);
                DiskFiles.move(copy.path(), file.path());
            } else {
                files.tool().overlay(file, source.path(), bytes);
            }
        } else if (base.isPresent()) {
            files.tool().overlay(file, base.get(), bytes);
        } else {
            files.tool().create(file, bytes);
        }
    }

    ModifyVolumeResponse modify(ModifyVolumeRequest request) {
        String id = Kind.VOLUME.check(Faults.require(request.volumeId(), "VolumeId"));
        Volume before = place.read(rows -> VolumeRows.VOLUMES.get(rows, id));
        VolumeSpec spec = VolumeSpec.changed(request, before);
        if (spec.sizeGib() < before.size()) {
            throw Faults.invalidValue("New size cannot be smaller than existing size");
        }
        if (spec.sizeGib() > before.size()) {
            if (VolumeRows.instanceOf(before).isPresent()) {
                machines.require();
            }
            grow(before, spec.sizeBytes());
        }
        VolumeModification change = change(before, spec);
        place.change(
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
                });
        return ModifyVolumeResponse.builder().volumeModification(change).build();
    }

    private void grow(Volume volume, long bytes) {
        Optional<Machine> machine = VolumeRows.instanceOf(volume).flatMap(machines::of);
        if (machine.isPresent()) {
            machine.get().resize(new DiskId(volume.volumeId()), bytes);
        } else {
            files.tool().grow(file(volume.volumeId()), bytes);
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
                            forget(rows, id);
                            VolumeRows.MODIFICATIONS.delete(rows, id);
                            return volume;
                        });
        removeFile(deleted);
        return DeleteVolumeResponse.builder().build();
    }

    /** Deletes the row of a volume; its file goes when that is done. */
    public static void forget(Transaction rows, String id) {
        VolumeRows.VOLUMES.delete(rows, id);
        DataKeys.drop(rows, id);
        DiskOrigins.drop(rows, id);
    }

    /** Removes the file of a volume that has no row, and of its snapshot if that was deleted. */
    public void removeFile(Volume deleted) {
        DiskFiles.delete(files.volume(deleted.volumeId()));
        if (!deleted.snapshotId().isEmpty()) {
            snapshots.sweep(deleted.snapshotId());
        }
    }
}
