package dev.tule.ec2.importing;

import dev.tule.compute.DiskFile;
import dev.tule.ec2.resource.ClientTokens;
import dev.tule.ec2.resource.Faults;
import dev.tule.ec2.resource.Place;
import dev.tule.ec2.volume.DiskFiles;
import dev.tule.ec2.volume.DiskImport;
import dev.tule.ec2.volume.Snapshots;
import dev.tule.ec2.volume.VolumeRows;
import dev.tule.store.Transaction;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ec2.model.CancelImportTaskResponse;
import software.amazon.awssdk.services.ec2.model.Ec2Request;
import software.amazon.awssdk.services.ec2.model.Snapshot;
import software.amazon.awssdk.services.ec2.model.UserBucket;
import software.amazon.awssdk.services.s3.S3Client;

/** Makes snapshots of disks in S3. Safe for use by many threads. */
public final class DiskImports implements DiskImport {
    private static final Pattern ADDRESS = Pattern.compile("s3://([^/]+)/(.+)");

    private final Place place;
    private final DiskFiles files;
    private final Snapshots snapshots;
    private final S3Client s3;

    /**
     * @param s3 of the place's account and region
     */
    public DiskImports(Place place, DiskFiles files, Snapshots snapshots, S3Client s3) {
        this.place = place;
        this.files = files;
        this.snapshots = snapshots;
        this.s3 = s3;
    }

    Place place() {
        return place;
    }

    DiskObject find(String bucket, String key, @Nullable String format) {
        return DiskObject.find(s3, bucket, key, DiskObject.format(format));
    }

    /** The disk that a request names, as a bucket and key or as an address of S3's. */
    DiskObject find(@Nullable UserBucket in, @Nullable String url, @Nullable String format) {
        if (in != null) {
            return find(
                    Faults.require(in.s3Bucket(), "UserBucket.S3Bucket"),
                    Faults.require(in.s3Key(), "UserBucket.S3Key"),
                    format);
        }
        Matcher address = ADDRESS.matcher(Faults.require(url, "DiskContainer.UserBucket"));
        if (!address.matches()) {
            throw Faults.of("InvalidParameter", "The URL must be of the form s3://BUCKET/KEY.");
        }
        return find(address.group(1), address.group(2), format);
    }

    @Override
    public void begin(
            String location,
            @Nullable String description,
            BiConsumer<Transaction, Snapshot> begun) {
        int slash = location.indexOf('/');
        if (slash < 1) {
            throw Faults.of("InvalidAMIAttributeItemValue", "ImageLocation is BUCKET/KEY");
        }
        String key = location.substring(slash + 1);
        DiskObject disk =
                DiskObject.find(s3, location.substring(0, slash), key, DiskObject.formatOf(key));
        begin(
                disk,
                new Snapshots.Making(disk.sizeGib(), description, List.of(), null, null),
                begun,
                _ -> {});
    }

    /** How the snapshot of an import task is made. */
    static Snapshots.Making making(
            DiskObject disk, String task, @Nullable Boolean encrypted, @Nullable String kmsKeyId) {
        return new Snapshots.Making(
                disk.sizeGib(),
                "Created by AWS-VMImport service for " + task,
                List.of(),
                encrypted,
                kmsKeyId);
    }

    /** What an earlier request of the same token began, else what this one begins. */
    String once(Ec2Request request, @Nullable String token, Supplier<String> begin) {
        return place.transact(rows -> ClientTokens.made(rows, request, token, place.now()))
                .orElseGet(begin);
    }

    /**
     * Begins to make a snapshot of a disk.
     *
     * @param begun does what belongs to the beginning, in the transaction that makes the snapshot
     * @param whole does what belongs to the end, in the transaction that completes it
     */
    void begin(
            DiskObject disk,
            Snapshots.Making making,
            BiConsumer<Transaction, Snapshot> begun,
            Consumer<Transaction> whole) {
        snapshots.make(making, begun, (id, to) -> bring(disk, id, to), whole);
    }

    /** The row of a snapshot that is being made. */
    Snapshot snapshot(dev.tule.store.Snapshot rows, String id) {
        return VolumeRows.SNAPSHOTS.get(rows, id);
    }

    private void bring(DiskObject disk, String id, DiskFile to) {
        Path incoming = files.incoming(id);
        try {
            disk.fetch(s3, incoming);
            files.tool().convert(incoming, disk.format(), to);
        } finally {
            DiskFiles.delete(incoming);
        }
    }

    /** Gives up an import: its snapshot goes, and the task is told as deleted. */
    CancelImportTaskResponse cancel(String taskId, String snapshotId) {
        if (!snapshots.giveUp(snapshotId)) {
            throw Faults.incorrectState("The task '%s' is not active.".formatted(taskId));
        }
        return CancelImportTaskResponse.builder()
                .importTaskId(taskId)
                .previousState(Progress.ACTIVE)
                .state(Progress.DELETED)
                .build();
    }

    /** How much of an object has come, in percent. */
    int progress(String snapshotId, double objectBytes) {
        Path incoming = files.incoming(snapshotId);
        try {
            return Files.exists(incoming)
                    ? (int) Math.min(99, Files.size(incoming) * 100 / objectBytes)
                    : 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
