package dev.tule.ec2.importing;

import dev.tule.ec2.volume.VolumeRows;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.SnapshotState;

/**
 * How far an import is, as its snapshot tells.
 *
 * @param percent null at the end
 */
record Progress(String status, @Nullable String message, @Nullable String percent) {
    static final String ACTIVE = "active";
    static final String COMPLETED = "completed";

    /** What failed is called deleted. */
    static final String DELETED = "deleted";

    static final Progress DONE = new Progress(COMPLETED, null, null);

    /** Of an import that was not completed when its task was last written. */
    static Progress of(
            dev.tule.store.Snapshot rows,
            DiskImports imports,
            String snapshotId,
            double objectBytes) {
        Snapshot snapshot = VolumeRows.SNAPSHOTS.find(rows, snapshotId).orElse(null);
        if (snapshot != null && snapshot.state() == SnapshotState.PENDING) {
            int percent = imports.progress(snapshotId, objectBytes);
            return new Progress(
                    ACTIVE, percent < 99 ? "pending" : "converting", Integer.toString(percent));
        }
        if (snapshot != null && snapshot.state() == SnapshotState.COMPLETED) {
            return DONE;
        }
        String why = snapshot == null ? "The snapshot was deleted" : snapshot.stateMessage();
        return new Progress(DELETED, "ClientError: " + why, null);
    }
}
