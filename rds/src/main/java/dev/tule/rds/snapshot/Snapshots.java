package dev.tule.rds.snapshot;

import dev.tule.rds.instance.Instance;
import dev.tule.rds.resource.Directories;
import dev.tule.rds.resource.Faults;
import dev.tule.rds.resource.Names;
import dev.tule.rds.resource.Place;
import dev.tule.rds.resource.Rows;
import dev.tule.rds.resource.Status;
import dev.tule.rds.resource.Tags;
import dev.tule.store.Snapshot;
import dev.tule.store.Transaction;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.rds.model.DBInstance;
import software.amazon.awssdk.services.rds.model.DBSnapshot;

/** The DB snapshots there are, and where their backups lie. Safe for use by many threads. */
public final class Snapshots {
    private static final DateTimeFormatter AUTOMATED_NAME =
            DateTimeFormatter.ofPattern("yyyy-MM-dd-HH-mm").withZone(ZoneOffset.UTC);

    private final Rows<SavedSnapshot> rows =
            new Rows<>("snapshot", SavedSnapshot.FORM, SavedSnapshot::id);
    private final Place place;
    private final Path directory;
    private final RandomGenerator random;

    /**
     * @param directory where backups and archives of all places lie
     */
    public Snapshots(Place place, Path directory, RandomGenerator random) {
        this.random = random;
        this.place = place;
        this.directory = directory.resolve(place.where().account()).resolve(place.where().region());
    }

    /** Where the backup of a snapshot lies, or will. */
    public Path backup(SavedSnapshot snapshot) {
        return directory.resolve("snapshots").resolve(snapshot.directory());
    }

    /** Where the backups of all snapshots lie. */
    public Path backups() {
        return directory.resolve("snapshots");
    }

    /** Where files of exports lie until they are in S3. */
    public Path exports() {
        return directory.resolve("exports");
    }

    /** Where an instance's archived log lies. */
    public Path archive(String resourceId) {
        return directory.resolve("archives").resolve(resourceId);
    }

    List<SavedSnapshot> all(Snapshot snapshot) {
        return rows.all(snapshot);
    }

    public Optional<SavedSnapshot> find(Snapshot snapshot, String id) {
        return rows.find(snapshot, id);
    }

    public SavedSnapshot required(Snapshot snapshot, @Nullable String given) {
        String id = SavedSnapshot.idOf(Names.required("DBSnapshotIdentifier", given));
        return find(snapshot, id).orElseThrow(() -> Faults.noSnapshot(id));
    }

    /** The rows of a new snapshot of an instance, which is still to be taken. */
    public SavedSnapshot begin(Transaction transaction, Instance instance, String id, String type) {
        if (rows.has(transaction, id)) {
            throw Faults.snapshotExists(id);
        }
        DBInstance source = instance.description();
        DBSnapshot description =
                DBSnapshot.builder()
                        .dbSnapshotIdentifier(id)
                        .dbSnapshotArn(place.arn("snapshot", id))
                        .dbInstanceIdentifier(source.dbInstanceIdentifier())
                        .dbiResourceId(source.dbiResourceId())
                        .status(Status.CREATING)
                        .percentProgress(0)
                        .snapshotType(type)
                        .snapshotTarget("region")
                        .engine(source.engine())
                        .engineVersion(source.engineVersion())
                        .licenseModel(source.licenseModel())
                        .allocatedStorage(source.allocatedStorage())
                        .storageType(source.storageType())
                        .iops(source.iops())
                        .port(source.dbInstancePort())
                        .availabilityZone(source.availabilityZone())
                        .instanceCreateTime(source.instanceCreateTime())
                        .masterUsername(source.masterUsername())
                        .optionGroupName(
                                source.optionGroupMemberships().getFirst().optionGroupName())
                        .encrypted(false)
                        .iamDatabaseAuthenticationEnabled(source.iamDatabaseAuthenticationEnabled())
                        .build();
        SavedSnapshot snapshot = new SavedSnapshot(description, newDirectory());
        rows.put(transaction, snapshot);
        if (type.equals(SavedSnapshot.MANUAL) && Boolean.TRUE.equals(source.copyTagsToSnapshot())) {
            Tags.add(transaction, snapshot.arn(), Tags.of(transaction, instance.arn()));
        }
        return snapshot;
    }

    /** A name that no other directory has. */
    public String newDirectory() {
        return "%016x%016x".formatted(random.nextLong(), random.nextLong());
    }

    /** What an automated backup of now is called. */
    public String automatedName(Instance instance) {
        return "rds:" + instance.id() + "-" + AUTOMATED_NAME.format(place.now());
    }

    public void put(Transaction transaction, SavedSnapshot snapshot) {
        rows.put(transaction, snapshot);
    }

    public void remove(Transaction transaction, SavedSnapshot snapshot) {
        rows.delete(transaction, snapshot.id());
        Tags.clear(transaction, snapshot.arn());
    }

    /** The automated backups of an instance, the oldest first. */
    public List<SavedSnapshot> automated(Snapshot snapshot, String resourceId) {
        return all(snapshot).stream()
                .filter(saved -> saved.isAutomated() && saved.source().equals(resourceId))
                .sorted(Comparator.comparing(Snapshots::taken))
                .toList();
    }

    /** The last backup of an instance that was taken before a moment. */
    public Optional<SavedSnapshot> before(Snapshot snapshot, String resourceId, Instant moment) {
        return all(snapshot).stream()
                .filter(saved -> saved.source().equals(resourceId) && saved.isAvailable())
                .filter(saved -> saved.description().snapshotCreateTime().isBefore(moment))
                .max(Comparator.comparing(Snapshots::taken));
    }

    /** When it was taken; one that is still to be taken is the newest. */
    public static Instant taken(SavedSnapshot saved) {
        Instant time = saved.description().snapshotCreateTime();
        return time == null ? Instant.MAX : time;
    }

    /** Deletes the backups that no row tells of: of copies and deletions that a crash cut short. */
    public void sweep() {
        Set<String> known =
                place.read(this::all).stream()
                        .map(SavedSnapshot::directory)
                        .collect(Collectors.toSet());
        for (Path found : Directories.list(backups())) {
            if (!known.contains(found.getFileName().toString())) {
                Directories.delete(found);
            }
        }
    }
}
