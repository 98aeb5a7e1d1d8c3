package dev.tule.ec2.volume;

import dev.tule.compute.DiskCopy;
import dev.tule.compute.DiskFile;
import dev.tule.compute.DiskId;
import dev.tule.compute.DiskKey;
import dev.tule.compute.DriverFailureException;
import dev.tule.compute.Machine;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.resource.Table;
import dev.tule.store.Key;
import dev.tule.store.KeyRange;
import dev.tule.store.Page;
import dev.tule.store.Transaction;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;
import software.amazon.awssdk.services.ec2.model.Volume;

/**
 * The files of snapshots. One holds what differs from the file that it stands on: the volume's last
 * snapshot, or that which the volume was made of. A file stays as long as there is its snapshot, or
 * something that stands on it.
 *
 * <pre>
 * ("snapshot-base", snapshot)        what its file stands on
 * ("snapshot-upon", base, snapshot)  nothing: the other way round
 * </pre>
 */
final class SnapshotFiles {
    private static final Duration LONGEST_COPY = Duration.ofHours(6);

    private final Place place;
    private final DiskFiles files;

    SnapshotFiles(Place place, DiskFiles files) {
        this.place = place;
        this.files = files;
    }

    DiskFile file(String id) {
        return DiskFile.qcow2(
                files.snapshot(id),
                place.read(rows -> DataKeys.find(place, rows, id)).orElse(null));
    }

    /** What a new snapshot of a volume can stand on. */
    Optional<String> base(Volume volume) {
        String id = volume.volumeId();
        return place.read(
                        rows -> {
                            Optional<DiskKey> key = DataKeys.find(place, rows, id);
                            return VolumeRows.SNAPSHOTS.all(rows).values().stream()
                                    .filter(each -> each.state() == SnapshotState.COMPLETED)
                                    .filter(each -> id.equals(each.volumeId()))
                                    .max(Comparator.comparing(Snapshot::startTime))
                                    .map(Snapshot::snapshotId)
                                    .or(() -> Optional.of(volume.snapshotId()))
                                    .filter(base -> !base.isEmpty())
                                    .filter(base -> DataKeys.find(place, rows, base).equals(key));
                        })
                .filter(base -> files.tool().canBeBase(file(base)));
    }

    /** Notes what a snapshot's file will stand on, if that is still there. */
    static void standOn(Transaction rows, String id, String base) {
        if (isKept(rows, base)) {
            rows.put(Key.of("snapshot-base", id), base.getBytes(StandardCharsets.UTF_8));
            rows.put(Key.of("snapshot-upon", base, id), new byte[0]);
        }
    }

    private static Optional<String> baseOf(dev.tule.store.Snapshot rows, String id) {
        return rows.get(Key.of("snapshot-base", id))
                .map(bytes -> new String(bytes, StandardCharsets.UTF_8));
    }

    /** All files that others stand on. */
    static Set<String> bases(dev.tule.store.Snapshot rows) {
        Set<String> bases = new HashSet<>();
        for (Page.Entry entry : Table.entries(rows, KeyRange.within(Key.of("snapshot-upon")))) {
            bases.add((String) entry.key().elements().get(1));
        }
        return bases;
    }

    /** Takes a volume's bytes, where no machine has it. */
    void take(String id, DiskFile volume, long sizeBytes) {
        Optional<DiskFile> base = beneath(id, volume);
        if (base.isPresent()) {
            files.tool().difference(volume, base.get(), file(id));
        } else {
            files.tool().copy(volume, file(id), sizeBytes);
        }
    }

    /**
     * Begins to take a volume's bytes from the machine that has it.
     *
     * @return brings the rest: the moment that the snapshot shows has passed
     */
    Runnable begin(String id, Machine machine, DiskFile volume, String volumeId, long sizeBytes) {
        Optional<DiskFile> base = beneath(id, volume);
        DiskFile to = file(id);
        DiskFile whole = base.isPresent() ? DiskFile.qcow2(files.incoming(id), to.key()) : to;
        files.tool().create(whole, sizeBytes);
        DiskCopy copy = machine.copy(new DiskId(volumeId), whole);
        return () -> {
            try {
                if (!copy.await(LONGEST_COPY)) {
                    copy.cancel();
                    throw new DriverFailureException("took longer than " + LONGEST_COPY);
                }
                base.ifPresent(beneath -> files.tool().difference(whole, beneath, to));
            } finally {
                DiskFiles.delete(files.incoming(id));
            }
        };
    }

    private Optional<DiskFile> beneath(String id, DiskFile volume) {
        return place.read(rows -> baseOf(rows, id))
                .map(base -> DiskFile.qcow2(files.snapshot(base), volume.key()));
    }

    /** Removes what a snapshot that failed has left. */
    void discard(String id) {
        DiskFiles.delete(files.incoming(id));
        DiskFiles.delete(files.snapshot(id));
        place.transact(rows -> leave(rows, id));
    }

    /** Notes that a snapshot's file stands on nothing, and returns what it stood on. */
    private static Optional<String> leave(Transaction rows, String id) {
        Optional<String> base = baseOf(rows, id);
        if (base.isPresent()) {
            rows.delete(Key.of("snapshot-base", id));
            rows.delete(Key.of("snapshot-upon", base.get(), id));
        }
        return base;
    }

    /** Removes a file that nobody needs, and those that it alone needed. */
    void sweep(String id) {
        Optional<String> next = Optional.of(id);
        while (next.isPresent()) {
            String each = next.get();
            if (place.read(rows -> isKept(rows, each))) {
                return;
            }
            DiskFiles.delete(files.snapshot(each));
            next =
                    place.transact(
                            rows -> {
                                DataKeys.drop(rows, each);
                                DiskOrigins.drop(rows, each);
                                return leave(rows, each);
                            });
        }
    }

    private static boolean isKept(dev.tule.store.Snapshot rows, String id) {
        return VolumeRows.SNAPSHOTS.find(rows, id).isPresent()
                || !Table.entries(rows, KeyRange.within(Key.of("snapshot-upon", id))).isEmpty()
                || VolumeRows.VOLUMES.all(rows).values().stream()
                        .anyMatch(volume -> id.equals(volume.snapshotId()));
    }
}
