package dev.tule.ec2.volume;

import dev.tule.compute.DiskFile;
import dev.tule.compute.DiskKey;
import dev.tule.compute.Machine;
import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Filters;
import dev.tule.ec2.resource.Kind;
import dev.tule.ec2.resource.Listing;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.resource.TagRows;
import dev.tule.ec2.resource.Tagged;
import dev.tule.store.Transaction;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
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

    /** What AWS calls the volume of a snapshot that was made of none. */
    private static final String NO_VOLUME = "vol-ffffffff";

    private static final Filters<Snapshot> FILTERS =
            Filters.of(Snapshot.builder(), Snapshot.class)
                    .onMembers(
                            "snapshot-id",
                            "description",
                            "encrypted",
                            "owner-alias",
                            "owner-id",
                            "progress",
                            "start-time")
                    .onMember("status", "state")
                    .onMembers("storage-tier", "transfer-type", "volume-id", "volume-size");

    private final Place place;
    private final DiskFiles files;
    private final SnapshotFiles chain;
    private final RunningDisks machines;

    public Snapshots(Place place, DiskFiles files, RunningDisks machines) {
        this.place = place;
        this.files = files;
        this.chain = new SnapshotFiles(place, files);
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
                .encrypted(made.encrypted())
                .kmsKeyId(made.kmsKeyId())
                .tags(tags)
                .build();
    }

    /** Takes a snapshot of a volume as it is now; the copy goes on when this returns. */
    public Snapshot take(String volumeId, @Nullable String description, List<Tag> tags) {
        String id = place.newId(Kind.SNAPSHOT);
        Volume volume = place.read(rows -> VolumeRows.VOLUMES.get(rows, volumeId));
        if (VolumeRows.instanceOf(volume).isPresent()) {
            machines.require();
        }
        Optional<String> base = chain.base(volume);
        Snapshot row =
                place.transact(
                        rows -> {
                            Volume now = VolumeRows.VOLUMES.get(rows, volumeId);
                            Optional<DiskKey> key = DataKeys.find(place, rows, volumeId);
                            base.ifPresent(found -> SnapshotFiles.standOn(rows, id, found));
                            DiskOrigins.inherit(rows, volumeId, id);
                            return keep(
                                    rows,
                                    row(id, now.size(), description).volumeId(volumeId),
                                    tags,
                                    new Secrecy(now.kmsKeyId(), key.orElse(null)));
                        });
        long bytes = (long) row.volumeSize() << 30;
        DiskFile from = DiskFile.qcow2(files.volume(volumeId), chain.file(id).key());
        Optional<Machine> machine = VolumeRows.instanceOf(volume).flatMap(machines::of);
        try {
            if (machine.isPresent()) {
                Runnable rest = chain.begin(id, machine.get(), from, volumeId, bytes);
                behind(id, rest, _ -> {});
                return row;
            }
            chain.take(id, from, bytes);
            finish(id, true, "", _ -> {});
            return place.read(rows -> VolumeRows.SNAPSHOTS.get(rows, id));
        } catch (RuntimeException e) {
            chain.discard(id);
            finish(id, false, "", _ -> {});
            throw e;
        }
    }

    /** Under which KMS key, and by which key, a snapshot is encrypted; both null where it isn't. */
    private record Secrecy(@Nullable String kmsKeyId, @Nullable DiskKey key) {}

    private Snapshot keep(
            Transaction rows, Snapshot.Builder made, List<Tag> tags, Secrecy secrecy) {
        DiskKey key = secrecy.key();
        Snapshot row =
                made.encrypted(key != null)
                        .kmsKeyId(secrecy.kmsKeyId())
                        .dataEncryptionKeyId(key == null ? null : key.id())
                        .build();
        VolumeRows.SNAPSHOTS.put(rows, row.snapshotId(), row);
        if (key != null) {
            DataKeys.give(place, rows, row.snapshotId(), key);
        }
        TagRows.put(rows, row.snapshotId(), tags);
        return row;
    }

    /** The file of a snapshot, with what opens it. */
    DiskFile file(String id) {
        return chain.file(id);
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
                .storageTier("standard");
    }

    /**
     * What a snapshot of a disk from elsewhere is made with.
     *
     * @param encrypted whether that was asked for; it may be so by default
     */
    public record Making(
            int sizeGib,
            @Nullable String description,
            List<Tag> tags,
            @Nullable Boolean encrypted,
            @Nullable String kmsKeyId) {}

    /** Brings the bytes of a snapshot into a new file. */
    public interface Bytes {
        void into(String id, DiskFile file);
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
        place.change(
                rows -> {
                    String kms =
                            Encryption.asked(
                                    place, rows, making.encrypted(), making.kmsKeyId(), false);
                    Snapshot row =
                            keep(
                                    rows,
                                    row(id, making.sizeGib(), making.description())
                                            .volumeId(NO_VOLUME),
                                    making.tags(),
                                    new Secrecy(
                                            kms,
                                            kms == null ? null : DataKeys.fresh(place.random())));
                    begun.accept(rows, row);
                });
        behind(id, () -> bytes.into(id, chain.file(id)), whole);
    }

    private void behind(String id, Runnable copy, Consumer<Transaction> whole) {
        Thread.ofVirtual()
                .name("snapshot-" + id)
                .start(
                        () -> {
                            try {
                                copy.run();
                                finish(id, true, "", whole);
                            } catch (RuntimeException e) {
                                LOG.log(System.Logger.Level.ERROR, "Snapshot " + id + " failed", e);
                                chain.discard(id);
                                finish(id, false, String.valueOf(e.getMessage()), _ -> {});
                            }
                        });
    }

    private void finish(String id, boolean whole, String why, Consumer<Transaction> atTheEnd) {
        SnapshotState state = whole ? SnapshotState.COMPLETED : SnapshotState.ERROR;
        place.change(
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
                });
        chain.sweep(id);
    }

    /** Copies whose end nobody saw, because the server ended, have failed. */
    public void resume() {
        place.read(VolumeRows.SNAPSHOTS::all)
                .forEach(
                        (id, row) -> {
                            if (row.state() == SnapshotState.PENDING) {
                                chain.discard(id);
                                finish(id, false, "Cut short by a restart", _ -> {});
                            }
                        });
    }

    CopySnapshotResponse copy(CopySnapshotRequest request) {
        String from =
                Kind.SNAPSHOT.check(Faults.require(request.sourceSnapshotId(), "SourceSnapshotId"));
        Place there = request.sourceRegion() == null ? place : place.in(request.sourceRegion());
        List<Tag> tags = TagRows.asked(request.tagSpecifications(), Kind.SNAPSHOT);
        String id =
                copy(
                        there,
                        from,
                        new Making(
                                0,
                                request.description(),
                                tags,
                                request.encrypted(),
                                request.kmsKeyId()));
        return CopySnapshotResponse.builder().snapshotId(id).tags(tags).build();
    }

    /**
     * Copies a snapshot, perhaps of another region; its bytes come behind. An encrypted one keeps
     * its key.
     *
     * @param making but for the size, which is the source's
     */
    public String copy(Place there, String from, Making making) {
        Snapshot source = there.read(rows -> Volumes.completed(rows, from));
        Optional<DiskKey> had = there.read(rows -> DataKeys.find(there, rows, from));
        Optional<String> origin = there.read(rows -> DiskOrigins.find(rows, from));
        String id = place.newId(Kind.SNAPSHOT);
        place.transact(
                rows -> {
                    origin.ifPresent(word -> DiskOrigins.note(rows, id, word));
                    String kms =
                            Encryption.asked(
                                    place,
                                    rows,
                                    making.encrypted(),
                                    making.kmsKeyId(),
                                    had.isPresent());
                    DiskKey key =
                            kms == null
                                    ? null
                                    : had.orElseGet(() -> DataKeys.fresh(place.random()));
                    return keep(
                            rows,
                            row(id, source.volumeSize(), making.description()).volumeId(NO_VOLUME),
                            making.tags(),
                            new Secrecy(kms, key));
                });
        DiskFile file = DiskFile.qcow2(files.snapshot(from), had.orElse(null));
        long bytes = (long) source.volumeSize() << 30;
        behind(id, () -> files.tool().copy(file, chain.file(id), bytes), _ -> {});
        return id;
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
        place.change(
                rows -> {
                    VolumeRows.SNAPSHOTS.get(rows, id);
                    requireNoImage(rows, id);
                    VolumeRows.SNAPSHOTS.delete(rows, id);
                });
        chain.sweep(id);
        return DeleteSnapshotResponse.builder().build();
    }

    /** Deletes a snapshot of a deregistered image, unless another image has it. */
    public void deleteIfUnused(String id) {
        place.change(
                rows -> {
                    if (imageOf(rows, id).isEmpty()) {
                        VolumeRows.SNAPSHOTS.delete(rows, id);
                    }
                });
        chain.sweep(id);
    }

    /**
     * Deletes a snapshot whose bytes are still to come; what has come of them goes when the copy
     * ends.
     *
     * @return false when there is no such snapshot
     */
    public boolean giveUp(String id) {
        return place.transact(
                rows -> {
                    boolean pending =
                            VolumeRows.SNAPSHOTS
                                    .find(rows, id)
                                    .filter(row -> row.state() == SnapshotState.PENDING)
                                    .isPresent();
                    if (pending) {
                        VolumeRows.SNAPSHOTS.delete(rows, id);
                    }
                    return pending;
                });
    }

    /** Removes a snapshot's file if nothing needs it. */
    void sweep(String id) {
        chain.sweep(id);
    }

    /** Adds the volumes, snapshots and keys that have files here. */
    public static void files(
            dev.tule.store.Snapshot rows,
            Set<String> ofVolumes,
            Set<String> ofSnapshots,
            Set<String> ofKeys) {
        VolumeRows.VOLUMES
                .all(rows)
                .forEach(
                        (id, volume) -> {
                            ofVolumes.add(id);
                            ofSnapshots.add(volume.snapshotId());
                        });
        ofSnapshots.addAll(VolumeRows.SNAPSHOTS.all(rows).keySet());
        ofSnapshots.addAll(SnapshotFiles.bases(rows));
        ofKeys.addAll(DataKeys.ids(rows));
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
