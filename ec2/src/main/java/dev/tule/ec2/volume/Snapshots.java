package dev.tule.ec2.volume;

import dev.tule.compute.DiskCopy;
import dev.tule.compute.DiskFile;
import dev.tule.compute.DiskId;
import dev.tule.compute.Machine;
import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Filters;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Listing;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.resource.TagRows;
import dev.tule.ec2.resource.Tagged;
import dev.tule.store.Transaction;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CopySnapshotRequest;
import software.amazon.awssdk.services.ec2.model.CopySnapshotResponse;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.CreateSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.DeleteSnapshotRequest;
import software.amazon.awssdk.services.ec2.model.DeleteSnapshotResponse;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsRequest;
import software.amazon.awssdk.services.ec2.model.DescribeSnapshotsResponse;
import software.amazon.awssdk.services.ec2.model.Image;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.ec2.model.Tag;
import software.amazon.awssdk.services.ec2.model.Volume;

/**
 * Snapshots of volumes. The moment that a snapshot shows has passed when CreateSnapshot answers;
 * the copy is made behind it. Safe for use by many threads.
 */
public final class Snapshots {
    private static final System.Logger LOG = System.getLogger(Snapshots.class.getName());
    private static final Duration LONGEST_COPY = Duration.ofHours(6);

    /** What AWS calls the volume of a snapshot that was made of none. */
    private static final String NO_VOLUME = "vol-ffffffff";

    private static final Filters<Snapshot> FILTERS =
            new Filters<Snapshot>()
                    .on("snapshot-id", Snapshot::snapshotId)
                    .on("description", Snapshot::description)
                    .on("encrypted", Snapshot::encrypted)
                    .on("owner-alias", Snapshot::ownerAlias)
                    .on("owner-id", Snapshot::ownerId)
                    .on("progress", Snapshot::progress)
                    .on("start-time", Snapshot::startTime)
                    .on("status", Snapshot::stateAsString)
                    .on("storage-tier", Snapshot::storageTierAsString)
                    .on("volume-id", Snapshot::volumeId)
                    .on("volume-size", Snapshot::volumeSize);

    private final Place place;
    private final DiskFiles files;
    private final RunningDisks machines;

    public Snapshots(Place place, DiskFiles files, RunningDisks machines) {
        this.place = place;
        this.files = files;
        this.machines = machines;
    }

    CreateSnapshotResponse create(CreateSnapshotRequest request) {
        String volumeId = Kind.VOLUME.check(Faults.require(request.volumeId(), "VolumeId"));
        List<Tag> tags = TagRows.asked(request.tagSpecifications(), Kind.SNAPSHOT);
        Snapshot made = take(volumeId, request.description(), tags);
        return CreateSnapshotResponse.builder()
                .snapshotId(made.snapshotId())
                .volumeId(volumeId)
                .volumeSize(made.volumeSize())
                .state(made.state())
                .progress(made.progress())
                .startTime(made.startTime())
                .ownerId(made.ownerId())
                .description(made.description())
                .encrypted(false)
                .tags(tags)
                .build();
    }

    /** Takes a snapshot of a volume as it is now; the copy goes on when this returns. */
    public Snapshot take(String volumeId, @Nullable String description, List<Tag> tags) {
        String id = place.newId(Kind.SNAPSHOT);
        Volume volume = place.read(rows -> VolumeRows.VOLUMES.get(rows, volumeId));
        Snapshot row = row(id, volume.size(), description).volumeId(volumeId).build();
        keep(row, tags);
        Path to = files.snapshot(id);
        Optional<Machine> machine = VolumeRows.instanceOf(volume).flatMap(machines::of);
        try {
            if (machine.isPresent()) {
                files.tool().create(to, (long) volume.size() << 30);
                DiskCopy copy = machine.get().copy(new DiskId(volumeId), DiskFile.qcow2(to));
                behind(id, () -> copy.await(LONGEST_COPY));
            } else {
                files.tool().copy(files.volume(volumeId), to);
                finish(id, true);
                return place.read(rows -> VolumeRows.SNAPSHOTS.get(rows, id));
            }
        } catch (RuntimeException e) {
            finish(id, false);
            throw e;
        }
        return row;
    }

    private void keep(Snapshot row, List<Tag> tags) {
        place.transact(
                rows -> {
                    VolumeRows.SNAPSHOTS.put(rows, row.snapshotId(), row);
                    TagRows.put(rows, row.snapshotId(), tags);
                    return null;
                });
    }

    private Snapshot.Builder row(String id, int sizeGib, @Nullable String description) {
        return Snapshot.builder()
                .snapshotId(id)
                .volumeSize(sizeGib)
                .description(Objects.requireNonNullElse(description, ""))
                .state(SnapshotState.PENDING)
                .progress("0%")
                .startTime(place.now())
                .ownerId(place.account())
                .storageTier("standard")
                .encrypted(false);
    }

    /** What a snapshot of a disk from elsewhere is made with. */
    public record Making(int sizeGib, @Nullable String description, List<Tag> tags) {}

    /** Brings the bytes of a snapshot into a new file. */
    public interface Bytes {
        void into(String id, Path file);
    }

    /**
     * Makes a snapshot of a disk from elsewhere, and answers while its bytes are still to come.
     *
     * @param begun does what belongs to it, in the transaction that makes the snapshot
     * @param whole does what belongs to its end, in the transaction that completes it
     */
    public void make(
            Making making,
            BiConsumer<Transaction, Snapshot> begun,
            Bytes bytes,
            Consumer<Transaction> whole) {
        String id = place.newId(Kind.SNAPSHOT);
        Snapshot row = row(id, making.sizeGib(), making.description()).volumeId(NO_VOLUME).build();
        place.transact(
                rows -> {
                    VolumeRows.SNAPSHOTS.put(rows, id, row);
                    TagRows.put(rows, id, making.tags());
                    begun.accept(rows, row);
                    return null;
                });
        behind(
                id,
                () -> {
                    bytes.into(id, files.snapshot(id));
                    return true;
                },
                whole);
    }

    /** A copy under way. */
    private interface Copy {
        boolean await();
    }

    private void behind(String id, Copy copy) {
        behind(id, copy, _ -> {});
    }

    private void behind(String id, Copy copy, Consumer<Transaction> whole) {
        Thread.ofVirtual()
                .name("snapshot-" + id)
                .start(
                        () -> {
                            try {
                                finish(id, copy.await(), "", whole);
                            } catch (RuntimeException e) {
                                LOG.log(System.Logger.Level.ERROR, "Snapshot " + id + " failed", e);
                                DiskFiles.delete(files.snapshot(id));
                                finish(id, false, String.valueOf(e.getMessage()), _ -> {});
                            }
                        });
    }

    private void finish(String id, boolean whole) {
        finish(id, whole, "", _ -> {});
    }

    private void finish(String id, boolean whole, String why, Consumer<Transaction> atTheEnd) {
        SnapshotState state = whole ? SnapshotState.COMPLETED : SnapshotState.ERROR;
        place.transact(
                rows -> {
                    Optional<Snapshot> row = VolumeRows.SNAPSHOTS.find(rows, id);
                    if (row.isPresent()) {
                        VolumeRows.SNAPSHOTS.put(
                                rows,
                                id,
                                row.get().toBuilder()
                                        .state(state)
                                        .stateMessage(why.isEmpty() ? null : why)
                                        .progress(whole ? "100%" : "0%")
                                        .completionTime(whole ? place.now() : null)
                                        .build());
                        if (whole) {
                            atTheEnd.accept(rows);
                        }
                    }
                    return null;
                });
        sweep(id);
    }

    /** Copies whose end nobody saw, because the server ended, have failed. */
    public void resume() {
        place.read(VolumeRows.SNAPSHOTS::all)
                .forEach(
                        (id, row) -> {
                            if (row.state() == SnapshotState.PENDING) {
                                DiskFiles.delete(files.snapshot(id));
                                finish(id, false, "Cut short by a restart", _ -> {});
                            }
                        });
    }

    CopySnapshotResponse copy(CopySnapshotRequest request) {
        VolumeSpec.refuseEncryption(request.encrypted(), request.kmsKeyId());
        String from =
                Kind.SNAPSHOT.check(Faults.require(request.sourceSnapshotId(), "SourceSnapshotId"));
        if (request.sourceRegion() != null && !request.sourceRegion().equals(place.region())) {
            throw Faults.notImplemented("CopySnapshot from another region");
        }
        List<Tag> tags = TagRows.asked(request.tagSpecifications(), Kind.SNAPSHOT);
        Snapshot source = place.read(rows -> Volumes.completed(rows, from));
        String id = place.newId(Kind.SNAPSHOT);
        keep(row(id, source.volumeSize(), request.description()).volumeId(NO_VOLUME).build(), tags);
        behind(
                id,
                () -> {
                    files.tool().copy(files.snapshot(from), files.snapshot(id));
                    return true;
                });
        return CopySnapshotResponse.builder().snapshotId(id).tags(tags).build();
    }

    DescribeSnapshotsResponse describe(DescribeSnapshotsRequest request) {
        return place.read(
                rows -> {
                    request.snapshotIds()
                            .forEach(id -> VolumeRows.SNAPSHOTS.get(rows, Kind.SNAPSHOT.check(id)));
                    Tagged tags = Tagged.read(rows);
                    List<Snapshot> found =
                            VolumeRows.SNAPSHOTS.all(rows).values().stream()
                                    .filter(each -> isAsked(request, each))
                                    .filter(
                                            FILTERS.asked(
                                                    request.filters(),
                                                    each -> tags.of(each.snapshotId())))
                                    .map(
                                            each ->
                                                    each.toBuilder()
                                                            .tags(tags.models(each.snapshotId()))
                                                            .build())
                                    .toList();
                    Listing<Snapshot> page =
                            Listing.of(
                                    found,
                                    Snapshot::snapshotId,
                                    request.maxResults(),
                                    request.nextToken());
                    return DescribeSnapshotsResponse.builder()
                            .snapshots(page.items())
                            .nextToken(page.nextToken())
                            .build();
                });
    }

    private boolean isAsked(DescribeSnapshotsRequest request, Snapshot snapshot) {
        boolean named =
                request.snapshotIds().isEmpty()
                        || request.snapshotIds().contains(snapshot.snapshotId());
        boolean owned =
                request.ownerIds().isEmpty()
                        || request.ownerIds().contains("self")
                        || request.ownerIds().contains(place.account());
        return named && owned;
    }

    DeleteSnapshotResponse delete(DeleteSnapshotRequest request) {
        String id = Kind.SNAPSHOT.check(Faults.require(request.snapshotId(), "SnapshotId"));
        place.transact(
                rows -> {
                    VolumeRows.SNAPSHOTS.get(rows, id);
                    requireNoImage(rows, id);
                    VolumeRows.SNAPSHOTS.delete(rows, id);
                    return null;
                });
        sweep(id);
        return DeleteSnapshotResponse.builder().build();
    }

    /** Deletes a snapshot of a deregistered image, unless another image has it. */
    public void deleteIfUnused(String id) {
        place.transact(
                rows -> {
                    if (imageOf(rows, id).isEmpty()) {
                        VolumeRows.SNAPSHOTS.delete(rows, id);
                    }
                    return null;
                });
        sweep(id);
    }

    /** Removes a snapshot's file if there is neither a row of it nor a volume that lies over it. */
    void sweep(String id) {
        boolean kept =
                place.read(
                        rows ->
                                VolumeRows.SNAPSHOTS.find(rows, id).isPresent()
                                        || VolumeRows.VOLUMES.all(rows).values().stream()
                                                .anyMatch(v -> id.equals(v.snapshotId())));
        if (!kept) {
            DiskFiles.delete(files.snapshot(id));
        }
    }

    private static Optional<Image> imageOf(dev.tule.store.Snapshot rows, String id) {
        return ImageRows.IMAGES.all(rows).values().stream()
                .filter(
                        image ->
                                image.blockDeviceMappings().stream()
                                        .anyMatch(
                                                device ->
                                                        device.ebs() != null
                                                                && id.equals(
                                                                        device.ebs().snapshotId())))
                .findFirst();
    }

    private static void requireNoImage(dev.tule.store.Snapshot rows, String id) {
        imageOf(rows, id)
                .ifPresent(
                        image -> {
                            throw Faults.of(
                                    "InvalidSnapshot.InUse",
                                    "The snapshot %s is currently in use by %s"
                                            .formatted(id, image.imageId()));
                        });
    }
}
