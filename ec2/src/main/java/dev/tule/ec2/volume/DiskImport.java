package dev.tule.ec2.volume;

import dev.tule.store.Transaction;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.Snapshot;

/** Makes snapshots of disks that lie elsewhere. Safe for use by many threads. */
public interface DiskImport {

    /**
     * Begins to make a snapshot; its bytes come behind.
     *
     * @param location where the disk is: {@code bucket/key}
     * @param begun does what belongs to it, in the transaction that makes the snapshot
     */
    void begin(
            String location, @Nullable String description, BiConsumer<Transaction, Snapshot> begun);
}
